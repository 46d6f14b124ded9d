import { rolesAt, withAdministrator } from '../../access/administrators'
import { inOffice } from '../../access/live'
import type { Tx } from '../../db/transaction'
import { queueMails } from '../../mail/queue-mail'
import type { RoundRow } from '../rounds/round-row'

/** Mails a round's numbers to who set the review up and whoever else is told, as far as they are in office. `applied`: what was done, or that it waits. */
export async function tellOutcome(
  tx: Tx,
  { id, number, review, settings }: RoundRow,
  { applied }: { applied: boolean },
) {
  const told = await tx.principal.findMany({
    where: { id: { in: [review.createdBy.id, ...settings.toldIds] }, ...inOffice },
    select: { address: true, roles: rolesAt() },
  })
  const counts = await tx.reviewRound.findUniqueOrThrow({
    where: { id },
    select: {
      itemCount: true,
      approvedCount: true,
      deniedCount: true,
      dontKnowCount: true,
      endedCount: true,
      removedCount: true,
      failedCount: true,
    },
  })
  const {
    itemCount: items,
    approvedCount: approved,
    deniedCount: denied,
    dontKnowCount: dontKnow,
    endedCount: ended,
    removedCount: removed,
    failedCount: failed,
  } = counts
  const done = applied ? { removed, failed, perGuest: settings.subject === 'guest' } : null
  const input = { review: review.name, roundId: id, number, items, approved, denied, dontKnow, ended, applied: done }
  await queueMails(
    tx,
    told.map(withAdministrator).map(({ address, administrator }) => ({
      template: 'review-ended',
      recipient: address,
      roundId: id,
      input: { ...input, administrator },
    })),
  )
}
