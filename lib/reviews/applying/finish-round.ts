import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import type { SystemCaller } from '../../principal'
import { seeAllEndings } from '../rounds/ended-before'
import { nameOf, type RoundRow } from '../rounds/round-row'
import { tellSharers } from './tell-sharers'
import { tellOutcome } from '../running/tell-outcome'

/** Marks a round of which everything was done as applied, and tells of the outcome: sharers of what is theirs, whoever is told of the whole. The caller holds the round. */
export async function finishRound(tx: Tx, caller: SystemCaller, round: RoundRow) {
  await seeAllEndings(tx, round.id)
  await tx.reviewRound.update({ where: { id: round.id }, data: { appliedAt: now() } })
  const { removedCount: removed, failedCount: failed, itemCount: items } = round
  await recordAuditEvent(tx, caller, 'review-round.applied', { detail: { ...nameOf(round), items, removed, failed } })
  await tellSharers(tx, round)
  await tellOutcome(tx, round, { applied: true })
}
