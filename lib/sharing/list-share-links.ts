import { authorize } from '../access/authorize'
import { may } from '../access/decide'
import { liveGrants } from '../access/live'
import { db } from '../db/client'
import { type Caller, displayName } from '../principal'
import { shareLinkUrl } from './create-share-link'
import { findManagedResource } from './find-managed-resource'
import { shareLinkStatus } from './status'

const MOST = 100

/** Lists the share links of a resource that are not revoked, newest first, at most 100. `url` is null for anyone but the sharer. Throws `NotFound`. */
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
  const mine = may(caller, 'share-link.create', resource)
  return links.map((link) => ({
    shareLinkId: link.id,
    audience: link.audience,
    domains: link.domains,
    role: link.role,
    endsAt: link.endsAt,
    maxPeople: link.maxPeople,
    peopleCount: link.peopleCount,
    /** How many people came by the link and still have access. */
    peopleNow: link._count.grants,
    createdAt: link.createdAt,
    createdBy: displayName(link.createdBy),
    status: shareLinkStatus(link),
    url: mine ? shareLinkUrl(link.id) : null,
  }))
}

export type ShareLinkRow = Awaited<ReturnType<typeof listShareLinks>>[number]
