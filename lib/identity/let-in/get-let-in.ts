import { z } from 'zod'
import { after, now } from '../../clock'
import { db } from '../../db/client'
import { NotFound } from '../../errors'
import { maskAddress } from '../../words/mask-address'
import type { Caller } from '../../principal'
import { hashToken, Token } from '../../secrets'
import { LET_IN_LIFE } from './new-let-in'

export const GetLetIn = z.object({ token: Token })
export type GetLetIn = z.output<typeof GetLetIn>

/**
 * Returns the masked address for which a let-in link works. Uses nothing up. Throws `NotFound`, the same for a link that
 * never was, one that was used and one older than 24 hours.
 */
export async function getLetIn(_caller: Caller, { token }: GetLetIn) {
  const open = { tokenHash: hashToken(token), usedAt: null, createdAt: { gt: after(now(), -LET_IN_LIFE) } }
  const letIn = await db().letIn.findFirst({ where: open, select: { address: true } })
  if (!letIn) throw new NotFound('link')
  return { maskedAddress: maskAddress(letIn.address) }
}
