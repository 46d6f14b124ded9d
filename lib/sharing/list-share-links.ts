import { authorize } from '../access/authorize'
import { liveGrants } from '../access/live'
import { db } from '../db/client'
import { type Caller, displayName } from '../principal'
import { shareLinkUrl } from './create-share-link'
import { findManagedResource } from './find-managed-resource'
import { shareLinkStatus } from './status'

const MOST = 100

/** The share links of a resource that were not revoked, newest first. Their addresses are their sharer's alone to see. */
export async function listShareLinks(caller: Caller, { resourceId }: { resourceId: string }) {
  const resource = await findManagedResource(caller, resourceId)
  authorize(caller, 'resource.manage', resource)
  const links = await db().shareLink.findMany({
    where: { resourceId, revokedAt: null },
    orderBy: { createdAt: 'desc' },
    take: MOST,
    include: {
      createdBy: { select: { name: true, address: true, blockedAt: true, removedAt: true } },
      _count: { select: { grants: { where: liveGrants() } } },
    },
  })
  const mine = caller.kind === 'person' && resource.sharedById === caller.principal.id
  return links.map((link) => ({
    shareLinkId: link.id,
    audience: link.audience,
    domains: link.domains,
    role: link.role,
    endsAt: link.endsAt,
    maxPeople: link.maxPeople,
    peopleCount: link.peopleCount,
    /** Those whom it brought in and who still have access. */
    peopleNow: link._count.grants,
    createdAt: link.createdAt,
    createdBy: displayName(link.createdBy),
    status: shareLinkStatus(link),
    url: mine ? shareLinkUrl(link.id) : null,
  }))
}

export type ShareLinkRow = Awaited<ReturnType<typeof listShareLinks>>[number]
