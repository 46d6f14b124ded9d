import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { type Caller, callerId } from '../../principal'
import { nameOf, type RoundRow } from '../rounds/round-row'
import { tellOutcome } from './tell-outcome'
import { waitsForAdministrators } from './tell-unasked'

/**
 * Ends a round, whichever stage it is in: no further answers, and what stands is applied where that
 * happens by itself; else it is mailed that the results wait, as they do where nobody could answer what would be removed
 * and administrators have not known for a day.
 * The caller holds the round (hold-round.ts). `cause` is kept in the trail. Resolves to whether this did it.
 */
export async function endRound(tx: Tx, caller: Caller, round: RoundRow, cause: string): Promise<boolean> {
  const at = now()
  // Stopped before anybody could answer, nothing is to be done: not even what is done to the unanswered.
  const waits =
    caller.kind === 'system' && round.startedAt !== null && (await waitsForAdministrators(tx, caller, round))
  const applies = round.settings.autoApply && round.startedAt !== null && !waits
  const { count } = await tx.reviewRound.updateMany({
    where: { id: round.id, endedAt: null },
    data: { endedAt: at, endedById: callerId(caller), ...(applies ? { applyingAt: at } : {}) },
  })
  if (count === 0) return false
  await recordAuditEvent(tx, caller, 'review-round.ended', { detail: { ...nameOf(round), cause } })
  if (!applies && round.startedAt) await tellOutcome(tx, round, { applied: false })
  return true
}
