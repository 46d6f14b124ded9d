import { recordAuditEvent } from '../audit/record-audit-event'
import { after, now, SECOND } from '../clock'
import type { Tx } from '../db/transaction'
import { dropMail } from '../mail/drop-mail'
import { queueMail } from '../mail/queue-mail'
import { callerId, type Caller } from '../principal'
import type { ResourceKind } from './kinds'

/** How long the mail about it waits, so that an undo within 10 s leaves no trace in a mailbox. */
const UNDO_FIRST = 15 * SECOND

export type SharedThing = { id: string; title: string; kind: ResourceKind; sharedBy: { name: string | null; address: string } }

/** A grant's holder. `known`: has been here, so that the end is news to them. */
export type Holder = { grantId: string; address: string; known: boolean }

/** Revokes a grant that nobody has revoked yet, with its invitation. Resolves to whether this did it. */
export async function endGrant(tx: Tx, caller: Caller, grantId: string, cause?: string): Promise<boolean> {
  const by = callerId(caller)
  const [ended] = await tx.grant.updateManyAndReturn({
    where: { id: grantId, revokedAt: null },
    data: { revokedAt: now(), revokedById: by },
    select: { principalId: true, resourceId: true },
  })
  if (!ended) return false
  await tx.invitation.updateMany({ where: { ...ended, withdrawnAt: null }, data: { withdrawnAt: now(), withdrawnById: by } })
  await recordAuditEvent(tx, caller, 'grant.revoked', { ...ended, detail: { grantId, cause } })
  return true
}

/** Tells a holder that access is over, unless they never heard of it: then what was on its way is taken back. */
export async function tellEnd(tx: Tx, caller: Caller, { sharedBy, title, kind }: SharedThing, { grantId, address, known }: Holder) {
  const unheard = await dropMail(tx, caller, { grantId, templates: ['invitation', 'access-added'] })
  if (unheard > 0 || !known) return
  await queueMail(tx, {
    template: 'access-removed',
    recipient: address,
    replyTo: sharedBy.address,
    input: { sharer: sharedBy, resource: { title, kind } },
    grantId,
    notBefore: after(now(), UNDO_FIRST),
  })
}
