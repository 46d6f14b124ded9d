import { z } from 'zod'
import type { Prisma } from '../db/generated/client'
import { db } from '../db/client'
import { containing } from '../db/like'
import { settings } from '../env'
import { NotFound } from '../errors'
import type { Caller } from '../principal'

const PAGE = 50

export const ListLocalMail = z.object({
  /** Part of a recipient's address. */
  q: z.string().trim().max(254).default(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
})
export type ListLocalMail = z.output<typeof ListLocalMail>

export type LocalMailRow = { id: string; recipient: string; subject: string; sentAt: Date }

/**
 * Lists a page of the local mailbox, newest first. Throws `NotFound` where mail leaves by a transport: there is no local
 * mailbox then.
 */
export async function listLocalMail(_caller: Caller, { q, page }: ListLocalMail) {
  if (settings().transport !== 'local') throw new NotFound()
  const where: Prisma.LocalMailWhereInput = q ? { recipient: containing(q) } : {}
  const [total, rows] = await Promise.all([
    db().localMail.count({ where }),
    db().localMail.findMany({
      where,
      select: { id: true, recipient: true, subject: true, sentAt: true },
      orderBy: [{ sentAt: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * PAGE,
      take: PAGE,
    }),
  ])
  return { rows: rows satisfies LocalMailRow[], total, page, pages: Math.max(1, Math.ceil(total / PAGE)) }
}
