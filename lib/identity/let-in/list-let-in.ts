import { after, now } from '../../clock'
import { db } from '../../db/client'
import { maskAddress } from '../../words/mask-address'
import type { Caller } from '../../principal'
import { hashToken } from '../../secrets'
import { LET_IN_LIFE } from './new-let-in'

export type LetInView = { maskedAddress: string; until: Date }

/**
 * Lists the masked addresses for which let-in links were used in this browser, and until when each counts; the newest
 * first.
 */
export async function listLetIn(_caller: Caller, { letInToken }: { letInToken: string | null }): Promise<LetInView[]> {
  if (!letInToken) return []
  const rows = await db().letIn.findMany({
    where: { browserHash: hashToken(letInToken), usedAt: { gt: after(now(), -LET_IN_LIFE) } },
    select: { address: true, usedAt: true },
    orderBy: { usedAt: 'desc' },
  })
  return rows.map(({ address, usedAt }) => ({
    maskedAddress: maskAddress(address),
    until: after(usedAt!, LET_IN_LIFE),
  }))
}
