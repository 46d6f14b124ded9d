import { after, MINUTE, now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { findEndedBetween, markEnded, openAgain } from './ended-before.sql'
import type { RoundRow } from './round-row'

/** How long a transaction that ends access may take until it is seen. Milliseconds; resetting a round, the longest there is, takes 5 minutes. */
const LATEST = 10 * MINUTE

/**
 * Marks the items of a round whose access has ended since it was last looked, and opens those again whose access was given
 * anew. Reads what ended lately along indexes, and what is marked. The caller holds the round.
 */
export async function seeEndings(
  tx: Tx,
  { id, startsAt, endingsSeenAt }: Pick<RoundRow, 'id' | 'startsAt' | 'endingsSeenAt'>,
) {
  const at = now()
  await openAgain(tx, id, null)
  const ended = await findEndedBetween(tx, id, after(endingsSeenAt ?? startsAt, -LATEST), at)
  if (ended.length > 0) await markEnded(tx, id, ended)
  if (!endingsSeenAt || after(endingsSeenAt, MINUTE) < at)
    await tx.reviewRound.update({ where: { id }, data: { endingsSeenAt: at }, select: { id: true } })
}

/** The same of the items with these ids, or of all, whenever their access ended. The caller holds the round. */
export async function seeAllEndings(tx: Tx, roundId: string, ids: number[] | null = null) {
  await openAgain(tx, roundId, ids)
  await markEnded(tx, roundId, ids)
}
