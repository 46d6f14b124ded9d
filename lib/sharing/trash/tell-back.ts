import { liveGrants } from '../../access/live'
import { spend } from '../../budgets/budget'
import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { settings } from '../../env'
import { sharedMailsTo } from '../mail-budget'
import { dropMails } from '../../mail/drop-mail'
import { queueMails } from '../../mail/queue-mail'
import { mailboxOf } from '../../mailbox'
import { resourcePath } from '../../page-paths'
import type { Caller } from '../../principal'
import type { ResourceKind } from '../../resource-kinds'
import { holderOf, holderSelection } from '../holder-of'

type Restored = { id: string; kind: ResourceKind; title: string }
type Sharer = { name: string | null; address: string }

/**
 * Tells whoever holds what was restored that they can open it again. Where the letter about its end has not left yet, drops
 * that one instead. Tells nobody more often than a mailbox is told about what is shared within an hour.
 */
export async function tellBack(tx: Tx, caller: Caller, restored: readonly Restored[], sharer: Sharer) {
  const grants = await tx.grant.findMany({
    where: { resourceId: { in: restored.map(({ id }) => id) }, ...liveGrants() },
    select: { ...holderSelection, resourceId: true, role: true, endsAt: true },
    orderBy: { principal: { mailbox: 'asc' } },
  })
  const unheard = new Set(
    await dropMails(tx, caller, { grantIds: grants.map(({ id }) => id), templates: ['access-removed'] }),
  )
  const byId = new Map(restored.map((resource) => [resource.id, resource]))
  const mails = []
  for (const grant of grants) {
    const { address, known } = holderOf(grant)
    if (!known || address === sharer.address || unheard.has(grant.id)) continue
    if (await spend(tx, sharedMailsTo(mailboxOf(address)), now())) continue
    const { id, kind, title } = byId.get(grant.resourceId)!
    mails.push({
      template: 'access-added' as const,
      recipient: address,
      replyTo: sharer.address,
      grantId: grant.id,
      input: {
        sharer,
        resource: { kind, title },
        role: grant.role,
        endsAt: grant.endsAt,
        message: 'It had been deleted, and was restored.',
        url: `${settings().publicUrl}${resourcePath(id)}`,
      },
    })
  }
  await queueMails(tx, mails)
}
