import type { Tx } from '../../db/transaction'
import { dropMails } from '../../mail/drop-mail'
import { queueMails } from '../../mail/queue-mail'
import { NAMED } from '../../mail/templates/review-access-ended'
import type { SystemCaller } from '../../principal'
import { endGrants, isNews } from '../../sharing/end-grants'
import type { DueItem } from './apply-rounds.sql'
import { type Ended, findDenied } from './end-denied.sql'
import type { Removal } from './removal'
import type { RoundRow } from '../rounds/round-row'

/**
 * Ends the grants of denied items with their invitations, and takes back mail about them that has not left. What was
 * revoked and given again meanwhile is the same grant, and ends; so does what its holder gave up, ran out, or could
 * still be undone by somebody else: nothing brings it back but giving it anew. Resolves to what was done of each item: what
 * its holder gave up had ended before, what is not among the results, as what lies in the trash, had nothing left to remove; and to the part of what
 * ended that its holder knew of.
 */
export async function endDenied(
  tx: Tx,
  caller: SystemCaller,
  { review }: RoundRow,
  items: DueItem[],
): Promise<Removal> {
  const denied = await findDenied(tx, items)
  const ended = await endGrants(
    tx,
    caller,
    denied.map(({ grantId }) => grantId),
    { cause: `access review: ${review.name}` },
  )
  const was = new Map(ended.filter(isNews).map((one) => [one.id, one.was]))
  const gone = denied.filter(({ grantId, deleted }) => was.has(grantId) && !deleted)
  const unheard = new Set(
    await dropMails(tx, caller, { grantIds: ended.map(({ id }) => id), templates: ['invitation', 'access-added'] }),
  )
  return {
    results: new Map(
      gone.map(({ itemId, grantId }) => [
        itemId,
        { result: was.get(grantId) === 'given-up' ? 'ended_before' : 'applied' },
      ]),
    ),
    news: gone.filter(({ grantId, known }) => known && !unheard.has(grantId)),
  }
}

/** Tells each holder, in one mail, of all that the round ended for them. */
export async function tellEnded(tx: Tx, { id: roundId }: RoundRow, news: Ended[]) {
  const recipients = [...new Set(news.map(({ address }) => address))]
  await queueMails(
    tx,
    recipients.map((recipient) => {
      const theirs = news.filter(({ address }) => address === recipient)
      return { ...letterTo(recipient, theirs), roundId }
    }),
  )
}

function letterTo(recipient: string, all: Ended[]) {
  const sharers = new Set(all.map(({ sharerAddress }) => sharerAddress))
  const ended = all.slice(0, NAMED).map(({ title, kind, sharerName, sharerAddress }) => ({
    resource: { title, kind },
    sharer: { name: sharerName, address: sharerAddress },
  }))
  return {
    template: 'review-access-ended' as const,
    recipient,
    replyTo: sharers.size === 1 ? all[0]!.sharerAddress : null,
    input: { ended, more: all.length - ended.length },
  }
}
