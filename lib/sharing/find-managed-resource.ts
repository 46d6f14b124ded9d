import { manageableBy } from '../access/visibility'
import { db } from '../db/client'
import type { Prisma } from '../db/generated/client'
import { NotFound } from '../errors'
import { isId } from '../ids'
import type { Caller } from '../principal'
import { targetColumns, targetOf } from '../access/target'

const managed = (caller: Caller) =>
  ({
    ...targetColumns(caller),
    title: true,
    sharedBy: { select: { id: true, name: true, address: true, kind: true } },
    file: { select: { mediaType: true } },
    addedBy: { select: { kind: true } },
  }) satisfies Prisma.ResourceSelect

type Managed = Prisma.ResourceGetPayload<{ select: ReturnType<typeof managed> }>

/** Makes a resource that can be handed to `decide`. Its own label is `ownLabelId`. */
const decidable = (row: Managed) => ({
  ...targetOf(row),
  id: row.id,
  title: row.title,
  ownLabelId: row.labelId,
  space: row.spaceId && row.space ? { id: row.spaceId, title: row.space.title } : null,
  /** True where a guest added it to its space, where it stays. */
  ofGuest: row.addedBy?.kind === 'guest',
  sharedBy: row.sharedBy,
  file: row.file,
})

/** Finds a resource that the caller governs, or any for an administrator. Throws `NotFound`. */
export async function findManagedResource(caller: Caller, resourceId: string) {
  const resource = isId(resourceId)
    ? await db().resource.findFirst({ where: { id: resourceId, ...manageableBy(caller) }, select: managed(caller) })
    : null
  if (!resource) throw new NotFound('resource')
  return decidable(resource)
}

export type ManagedResource = Awaited<ReturnType<typeof findManagedResource>>

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
          resource: { select: managed(caller) },
        },
      })
    : null
  if (!grant) throw new NotFound('grant')
  return { ...grant, resource: decidable(grant.resource) }
}

export type ManagedGrant = Awaited<ReturnType<typeof findManagedGrant>>

/** Finds a share link of a resource that the caller may manage. Throws `NotFound`. */
export async function findManagedShareLink(caller: Caller, shareLinkId: string) {
  const link = isId(shareLinkId)
    ? await db().shareLink.findFirst({
        where: { id: shareLinkId, resource: manageableBy(caller) },
        select: { id: true, revokedAt: true, resource: { select: managed(caller) } },
      })
    : null
  if (!link) throw new NotFound('link')
  return { ...link, resource: decidable(link.resource) }
}
