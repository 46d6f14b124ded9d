import { inOfficeIn } from '../../access/live'
import type { Tx } from '../../db/transaction'
import { queueMails } from '../../mail/queue-mail'
import { GUESTS_NAMED } from '../../mail/templates/review-guests-ended'
import type { RoundRow } from '../rounds/round-row'

type Lost = {
  address: string
  total: number
  guestName: string | null
  guestAddress: string
  title: string | null
  kind: 'link' | 'file' | 'page' | null
}

/** Tells everybody in office who shared what a round took from its guests, or was the sponsor of a guest whom it blocked: one mail for all. */
export async function tellSharers(tx: Tx, { id, review }: RoundRow) {
  const letters = new Map<string, Lost[]>()
  for (const lost of await findLost(tx, id)) letters.set(lost.address, [...(letters.get(lost.address) ?? []), lost])
  await queueMails(
    tx,
    [...letters].map(([recipient, lost]) => ({ ...letterTo(recipient, review.name, lost), roundId: id })),
  )
}

/** The first of each one's losses, with how many there are. */
const findLost = (tx: Tx, roundId: string) => tx.$queryRaw<Lost[]>`
  SELECT s.address, each.total, p.name AS "guestName", p.address AS "guestAddress", r.title, r.kind::text
  FROM (
    SELECT i.id, i."principalId", i."resourceId", coalesce(r."sharedById", i."grantedById") AS sharer,
      (count(*) OVER one)::int AS total, row_number() OVER (PARTITION BY coalesce(r."sharedById", i."grantedById") ORDER BY i.id) AS place
    FROM "ReviewItem" i LEFT JOIN "Resource" r ON r.id = i."resourceId"
    WHERE i."roundId" = ${roundId}::uuid AND i.result = 'applied' WINDOW one AS (PARTITION BY coalesce(r."sharedById", i."grantedById"))
  ) each
    JOIN "Principal" s ON s.id = each.sharer AND ${inOfficeIn('s')}
    JOIN "Principal" p ON p.id = each."principalId"
    LEFT JOIN "Resource" r ON r.id = each."resourceId"
  WHERE each.place <= ${GUESTS_NAMED} ORDER BY s.address, each.id`

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
