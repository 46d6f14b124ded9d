import type { Tx } from '../../db/transaction'
import { queueMails } from '../../mail/queue-mail'
import type { RoundRow } from '../rounds/round-row'
import { findLost, type Lost } from './tell-sharers.sql'

/** Tells everybody in office who shared what a round took from its guests, or was the sponsor of a guest whom it blocked: one mail for all. */
export async function tellSharers(tx: Tx, { id, review }: RoundRow) {
  const letters = new Map<string, Lost[]>()
  for (const lost of await findLost(tx, id)) letters.set(lost.address, [...(letters.get(lost.address) ?? []), lost])
  await queueMails(
    tx,
    [...letters].map(([recipient, lost]) => ({ ...letterTo(recipient, review.name, lost), roundId: id })),
  )
}

const letterTo = (recipient: string, review: string, lost: Lost[]) => ({
  template: 'review-guests-ended' as const,
  recipient,
  input: {
    review,
    ended: lost.map(({ guestName, guestAddress, title, kind }) => ({
      guest: { name: guestName, address: guestAddress },
      resource: title !== null && kind ? { title, kind } : null,
    })),
    more: lost[0]!.total - lost.length,
  },
})
