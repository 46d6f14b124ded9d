import { z } from 'zod'
import { authorize } from '../access/authorize'
import { db } from '../db/client'
import { type Caller, callerId, displayName } from '../principal'
import { needsPrivacyStatement } from './accept-privacy-statement'
import { findShareLink, readStanding } from './find-share-link'
import { linkState } from './link-state'
import { Token } from '../secrets'

export const GetShareLink = z.object({ token: Token })
export type GetShareLink = z.infer<typeof GetShareLink>

/**
 * What a share link says to whoever holds it. A stranger learns who shares and whether it is still good; only
 * somebody signed in whom it admits, and policies let in, learns what is behind it. Changes nothing. Throws
 * `NotFound`, and `AccessDenied` or `ControlRequired` where policies stand before it.
 */
export async function getShareLink(caller: Caller, { token }: GetShareLink) {
  const link = await findShareLink(db(), token)
  const organization = await db().organization.findUniqueOrThrow({
    where: { id: 1 },
    select: { name: true, privacyStatement: true },
  })
  const standing = caller.kind === 'person' ? await readStanding(db(), caller, link) : null
  const admitted = standing === 'own' || standing === 'held' || standing === 'new'
  const { id, title, kind, labelId } = link.resource
  if (standing === 'new')
    authorize(caller, 'share-link.redeem', { principalId: callerId(caller)!, resourceId: id, labelId })
  return {
    shareLinkId: link.id,
    organizationName: organization.name,
    privacyStatement: organization.privacyStatement,
    sharedBy: { name: displayName(link.createdBy) },
    state: linkState(link),
    /** Null: nobody is signed in. `outside`: signed in, but the link is for others. `taken`: their access was ended. */
    standing,
    resource: admitted ? { resourceId: id, title, kind } : null,
    needsPrivacy: admitted && (await needsPrivacyStatement(db(), caller)),
  }
}
