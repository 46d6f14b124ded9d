import { firstEnd, liveGrants, spaceEndFor } from '../../access/live'
import { spend } from '../../budgets/budget'
import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { settings } from '../../env'
import { sharedMailsTo } from '../mail-budget'
import { dropMails, putMailBack } from '../../mail/drop-mail'
import { queueMails } from '../../mail/queue-mail'
import type { TemplateName } from '../../mail/templates'
import { mailboxOf } from '../../mailbox'
import { resourcePath } from '../../page-paths'
import type { Caller } from '../../principal'
import type { ResourceKind } from '../../resource-kinds'
import { holderOf, holderSelection } from '../holder-of'

/** The letters that announce an access. */
const announcing: TemplateName[] = ['invitation', 'access-added']

/** Matches those of them that the deletion kept back. */
const lost = (since: Date) => ({
  template: { in: announcing },
  sentAt: null,
  droppedAt: { gte: since },
  lastError: null,
})

type Restored = { id: string; kind: ResourceKind; title: string }
type Sharer = { name: string | null; address: string }
/** `since`: when it was deleted. */
type Back = { restored: readonly Restored[]; sharer: Sharer; since: Date }

/**
 * Tells whoever holds what was restored that they can open it again. Where the letter about its end has not left yet, drops
 * that one instead; a letter that announced the access, and that the deletion kept back, goes out after all. Tells nobody more often than a mailbox is told about what is shared within an hour.
 */
export async function tellBack(tx: Tx, caller: Caller, { restored, sharer, since }: Back) {
  const grants = await tx.grant.findMany({
    where: { resourceId: { in: restored.map(({ id }) => id) }, ...liveGrants() },
    select: {
      ...holderSelection,
      resourceId: true,
      role: true,
      endsAt: true,
      resource: { select: { guestsUntil: true } },
    },
    orderBy: { principal: { mailbox: 'asc' } },
  })
  const grantIds = grants.map(({ id }) => id)
  const kept = await tx.mail.findMany({
    where: { grantId: { in: grantIds }, ...lost(since) },
    select: { grantId: true },
  })
  const unsent = new Set(kept.map(({ grantId }) => grantId))
  const unheard = new Set(await dropMails(tx, caller, { grantIds, templates: ['access-removed'] }))
  const byId = new Map(restored.map((resource) => [resource.id, resource]))
  const mails = []
  for (const grant of grants) {
    const { address, known } = holderOf(grant)
    if (unsent.has(grant.id)) {
      await putMailBack(tx, { grantId: grant.id, templates: announcing, since })
      continue
    }
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
        endsAt: firstEnd(grant.endsAt, spaceEndFor(grant.principal.kind, grant.resource.guestsUntil)),
        message: 'It had been deleted, and was restored.',
        url: `${settings().publicUrl}${resourcePath(id)}`,
      },
    })
  }
  await queueMails(tx, mails)
}
