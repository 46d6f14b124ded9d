import { manageableBy } from '../access/visibility'
import { db } from '../db/client'
import { NotFound } from '../errors'
import { isId } from '../ids'
import type { Caller } from '../principal'

const facts = {
  id: true,
  kind: true,
  title: true,
  labelId: true,
  deletedAt: true,
  sharedById: true,
  sharedBy: { select: { id: true, name: true, address: true, kind: true } },
  file: { select: { mediaType: true } },
} as const

/** Finds a resource that the caller shares, or any for an administrator. Throws `NotFound`. */
export async function findManagedResource(caller: Caller, resourceId: string) {
  const resource = isId(resourceId)
    ? await db().resource.findFirst({ where: { id: resourceId, ...manageableBy(caller) }, select: facts })
    : null
  if (!resource) throw new NotFound('resource')
  return resource
}

/** Finds a grant, with its holder, on a resource that the caller may manage. Throws `NotFound`. */
export async function findManagedGrant(caller: Caller, grantId: string) {
  const grant = isId(grantId)
    ? await db().grant.findFirst({
        where: { id: grantId, resource: manageableBy(caller) },
        select: {
          id: true,
          principalId: true,
          role: true,
          endsAt: true,
          revokedAt: true,
          revokedById: true,
          principal: {
            select: {
              id: true,
              name: true,
              address: true,
              kind: true,
              provenAt: true,
              blockedAt: true,
              removedAt: true,
              guest: { select: { privacyAcceptedAt: true } },
            },
          },
          resource: { select: facts },
        },
      })
    : null
  if (!grant) throw new NotFound('grant')
  return grant
}

export type ManagedGrant = Awaited<ReturnType<typeof findManagedGrant>>

/** Finds a share link of a resource that the caller may manage. Throws `NotFound`. */
export async function findManagedShareLink(caller: Caller, shareLinkId: string) {
  const link = isId(shareLinkId)
    ? await db().shareLink.findFirst({
        where: { id: shareLinkId, resource: manageableBy(caller) },
        select: { id: true, revokedAt: true, resource: { select: facts } },
      })
    : null
  if (!link) throw new NotFound('link')
  return link
}
