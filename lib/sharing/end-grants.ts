import { recordAuditEvents } from '../audit/record-audit-event'
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
export const endGrant = async (tx: Tx, caller: Caller, grantId: string, cause?: string): Promise<boolean> =>
  (await endGrants(tx, caller, [grantId], cause)).length > 0

/** The same for many grants. Resolves to the ids of those that this revoked. */
export async function endGrants(tx: Tx, caller: Caller, grantIds: string[], cause?: string): Promise<string[]> {
  const by = callerId(caller)
  const at = now()
  const ended = await tx.grant.updateManyAndReturn({
    where: { id: { in: grantIds }, revokedAt: null },
    data: { revokedAt: at, revokedById: by },
    select: { id: true, principalId: true, resourceId: true },
  })
  const ids = ended.map(({ id }) => id)
  await tx.$executeRaw`
    UPDATE "Invitation" v SET "withdrawnAt" = ${at}, "withdrawnById" = ${by}::uuid FROM "Grant" g
    WHERE g.id = ANY(${ids}::uuid[]) AND v."resourceId" = g."resourceId" AND v."principalId" = g."principalId" AND v."withdrawnAt" IS NULL`
  await recordAuditEvents(tx, caller, 'grant.revoked', ended.map(({ id, ...grant }) => ({ ...grant, detail: { grantId: id, cause } })))
  return ids
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
