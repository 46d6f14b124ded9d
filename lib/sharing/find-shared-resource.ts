import { visibleTo } from '../access/visibility'
import { db } from '../db/client'
import { NotFound } from '../errors'
import { isId, NOBODY } from '../ids'
import { type Caller, callerId } from '../principal'

/** Finds a resource that the caller holds or shares, with the caller's own grant. Throws `NotFound`. */
export async function findSharedResource(caller: Caller, resourceId: string) {
  const known = isId(resourceId)
  const resource = known ? await findResource(caller, resourceId) : null
  if (!resource) throw new NotFound('resource')
  const { grants, ...rest } = resource
  return { ...rest, grant: grants[0] ?? null }
}

const findResource = (caller: Caller, id: string) =>
  db().resource.findFirst({
    where: { id, ...visibleTo(caller) },
    select: {
      id: true,
      kind: true,
      title: true,
      note: true,
      url: true,
      body: true,
      labelId: true,
      label: { select: { name: true } },
      deletedAt: true,
      sharedById: true,
      sharedBy: { select: { name: true, address: true, kind: true } },
      file: { select: { id: true, name: true, mediaType: true, size: true, missingAt: true } },
      grants: {
        where: { principalId: callerId(caller) ?? NOBODY },
        select: {
          id: true,
          principalId: true,
          role: true,
          grantedAt: true,
          endsAt: true,
          revokedAt: true,
          firstOpenedAt: true,
        },
      },
    },
  })

export type SharedResource = Awaited<ReturnType<typeof findSharedResource>>

/** Returns the facts of a resource for `decide`. */
export const factsOf = ({ id, labelId, sharedById, deletedAt, grant }: SharedResource) => ({
  resourceId: id,
  labelId,
  sharedById,
  deletedAt,
  grant,
})
