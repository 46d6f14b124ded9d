import { z } from 'zod'
import { authorize } from '../access/authorize'
import { liveGrants } from '../access/visibility'
import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import { transaction } from '../db/transaction'
import { Conflict } from '../errors'
import { callerId, type Caller } from '../principal'
import { endGrant, tellEnd } from './end-grants'
import { findManagedShareLink } from './find-managed-resource'
import { holderOf, holderSelection } from './holder-of'

export const RevokeShareLink = z.object({
  shareLinkId: z.uuid(),
  /** Whether those whom it brought in keep their access. */
  people: z.enum(['stay', 'go'], 'Choose what happens to the people who came through it.'),
})
export type RevokeShareLink = z.output<typeof RevokeShareLink>

/** Ends a share link at once; those who came through it stay or go with it. Throws `Conflict` if it has ended already. */
export async function revokeShareLink(caller: Caller, { shareLinkId, people }: RevokeShareLink) {
  const { resource } = await findManagedShareLink(caller, shareLinkId)
  await authorize(caller, 'share-link.revoke', resource)
  return transaction(async (tx) => {
    const { count } = await tx.shareLink.updateMany({
      where: { id: shareLinkId, revokedAt: null },
      data: { revokedAt: now(), revokedById: callerId(caller) },
    })
    if (count === 0) throw new Conflict('This link was revoked already.')
    const brought = { shareLinkId, ...liveGrants() }
    const leaving = people === 'go' ? await tx.grant.findMany({ where: brought, select: holderSelection }) : []
    for (const grant of leaving)
      if (await endGrant(tx, caller, grant.id, 'share link revoked')) await tellEnd(tx, caller, resource, holderOf(grant))
    await recordAuditEvent(tx, caller, 'share-link.revoked', { resourceId: resource.id, detail: { shareLinkId, people, left: leaving.length } })
    return { left: leaving.length }
  })
}
