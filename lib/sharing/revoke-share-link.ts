import { z } from 'zod'
import { authorize } from '../access/authorize'
import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import { transaction, type Tx } from '../db/transaction'
import { Conflict } from '../errors'
import { callerId, type Caller } from '../principal'
import { endGrants, isNews, type SharedThing, tellEnd } from './end-grants'
import { findManagedShareLink } from './find-managed-resource'
import { holderOf, holderSelection } from './holder-of'

export const RevokeShareLink = z.object({
  shareLinkId: z.uuid(),
  /** Whether people who came by the link keep their access (`stay`) or lose it (`go`). */
  people: z.enum(['stay', 'go'], 'Choose what happens to the people who came through it.'),
})
export type RevokeShareLink = z.output<typeof RevokeShareLink>

/**
 * Revokes a share link, in force at once. With `go` also revokes the grants of everyone who came by it, given up or ended
 * ones included. Resolves to how many had access until now (`left`). Throws `NotFound`, and `Conflict` where it is revoked.
 */
export async function revokeShareLink(caller: Caller, { shareLinkId, people }: RevokeShareLink) {
  const { resource } = await findManagedShareLink(caller, shareLinkId)
  authorize(caller, 'share-link.revoke', resource)
  return transaction(async (tx) => {
    const { count } = await tx.shareLink.updateMany({
      where: { id: shareLinkId, revokedAt: null },
      data: { revokedAt: now(), revokedById: callerId(caller) },
    })
    if (count === 0) throw new Conflict('share-link.over', 'This link was revoked already.')
    const left = people === 'go' ? await endBrought(tx, caller, shareLinkId, resource) : 0
    await recordAuditEvent(tx, caller, 'share-link.revoked', {
      resourceId: resource.id,
      detail: { shareLinkId, people, left },
    })
    return { left }
  })
}

/** Revokes the grants of everyone who came by a link. Resolves to how many of them were in force. */
async function endBrought(tx: Tx, caller: Caller, shareLinkId: string, resource: SharedThing) {
  const brought = await tx.grant.findMany({ where: { shareLinkId }, select: holderSelection })
  const ended = await endGrants(
    tx,
    caller,
    brought.map(({ id }) => id),
    { cause: 'share link revoked', undoable: true },
  )
  const news = new Set(ended.filter(isNews).map(({ id }) => id))
  for (const grant of brought) if (news.has(grant.id)) await tellEnd(tx, caller, resource, holderOf(grant))
  return ended.filter(({ was }) => was === 'held').length
}
