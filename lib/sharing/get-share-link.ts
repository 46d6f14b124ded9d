import { z } from 'zod'
import { authorize } from '../access/authorize'
import { db } from '../db/client'
import { type Caller, callerId, displayName } from '../principal'
import { needsPrivacyStatement } from '../identity/accounts/accept-privacy-statement'
import { findShareLink, readStanding } from './find-share-link'
import { linkState } from './link-state'
import { Token } from '../secrets'

export const GetShareLink = z.object({ token: Token })
export type GetShareLink = z.infer<typeof GetShareLink>

/**
 * Returns what a share link's page shows. Without a session: the maker and the link's state. The resource is added only for
 * a signed-in caller whom the link admits, once policies permit it. Changes nothing. Throws `NotFound`, and `AccessDenied` or
 * `ControlRequired` for policies.
 */
export async function getShareLink(caller: Caller, { token }: GetShareLink) {
  const link = await findShareLink(db(), token)
  const organization = await db().organization.findUniqueOrThrow({
    where: { id: 1 },
    select: { name: true, privacyStatement: true },
  })
  const standing = caller.kind === 'person' ? await readStanding(db(), caller, link) : null
  const admitted = standing === 'own' || standing === 'held' || standing === 'new'
  const { id, title, kind, spaceId, labelId } = link.resource
  if (standing === 'new')
    authorize(caller, 'share-link.redeem', { principalId: callerId(caller)!, resourceId: id, spaceId, labelId })
  return {
    shareLinkId: link.id,
    organizationName: organization.name,
    privacyStatement: organization.privacyStatement,
    sharedBy: { name: displayName(link.createdBy) },
    state: linkState(link),
    /** Null: the caller is not signed in. */
    standing,
    resource: admitted ? { resourceId: id, title, kind } : null,
    needsPrivacy: admitted && (await needsPrivacyStatement(db(), caller)),
  }
}
