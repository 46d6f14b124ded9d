import { z } from 'zod'
import type { Prisma } from '../db/generated/client'
import { db } from '../db/client'
import { containing } from '../db/like'
import { settings } from '../env'
import { NotFound } from '../errors'
import { PAGE_SIZE, pageField, pageOf } from '../forms/pages'
import type { Caller } from '../principal'

export const ListLocalMail = z.object({
  /** Part of a recipient's address. */
  q: z.string().trim().max(254).default(''),
  page: pageField,
})
export type ListLocalMail = z.output<typeof ListLocalMail>

export type LocalMailRow = { id: string; recipient: string; subject: string; sentAt: Date }

/**
 * Lists a page of the local mailbox, newest first; the last one for a number past the end. Throws `NotFound` where mail leaves by a transport: there is no local
 * mailbox then.
 */
export async function listLocalMail(_caller: Caller, { q, page }: ListLocalMail) {
  if (settings().transport !== 'local') throw new NotFound()
  const where: Prisma.LocalMailWhereInput = q ? { recipient: containing(q) } : {}
  return pageOf(page, await db().localMail.count({ where }), (skip): Promise<LocalMailRow[]> =>
    db().localMail.findMany({
      where,
      select: { id: true, recipient: true, subject: true, sentAt: true },
      orderBy: [{ sentAt: 'desc' }, { id: 'desc' }],
      skip,
      take: PAGE_SIZE,
    }),
  )
}
