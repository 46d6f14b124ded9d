import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { queueMails } from '../../mail/queue-mail'
import type { Caller } from '../../principal'
import { nameOf, type RoundRow } from '../rounds/round-row'
import { markTold } from './mark-told'
import { waitingReviewers, type WaitingReviewer, type Which } from './waiting-reviewers.sql'
import { stageEndOf } from '../rounds/round-status'

/**
 * Reminds the reviewers who have items open in the stage that is being answered: one mail a person, however many panels
 * they sit on. The caller holds the round and has seen that it takes answers. Resolves to how many were reminded.
 */
export async function remindOpen(
  tx: Tx,
  caller: Caller,
  round: RoundRow,
  { mark = 'remindedAt', unmarkedSince = null, ...which }: Partial<Omit<Which, 'openOnly' | 'askedOnly'>> = {},
) {
  const people = await waitingReviewers(tx, round, { mark, unmarkedSince, ...which, openOnly: true })
  if (people.length === 0) return 0
  const toldAt = now()
  await markTold(tx, round, people, mark, toldAt)
  await queueMails(
    tx,
    people.map((person) => ({
      template: 'review-reminder',
      ...letterOf(round, person, toldAt, { open: person.open }),
    })),
  )
  await recordAuditEvent(tx, caller, 'review-round.reminded', {
    detail: { ...nameOf(round), reviewers: people.length },
  })
  return people.length
}

/** What every letter to a reviewer says of the round. After the stage's end it is worth nothing. `toldAt`: the mark on the seats. */
export function letterOf<More extends object>(
  round: RoundRow,
  { address, items, guest }: WaitingReviewer,
  toldAt: Date,
  more: More,
) {
  const { review, settings, id: roundId } = round
  const { name, address: from } = review.createdBy
  const endsAt = stageEndOf(round)
  const input = {
    review: review.name,
    roundId,
    from: { name, address: from },
    items,
    endsAt,
    message: settings.message,
    guest,
    ...more,
  }
  return { recipient: address, replyTo: from, notAfter: endsAt, roundId, toldAt, input }
}
