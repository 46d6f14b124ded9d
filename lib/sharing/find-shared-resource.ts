import { visibleTo } from '../access/visibility'
import { isLive } from '../access/live'
import { db } from '../db/client'
import { NotFound } from '../errors'
import { isId } from '../ids'
import type { Caller } from '../principal'
import { targetColumns, targetOf, strictest } from '../access/target'

/**
 * Finds a resource that the caller holds or shares, with the facts for `decide`. `through`: the caller's own live grant on it, else
 * the one on its space; null: neither. Throws `NotFound`.
 */
export async function findSharedResource(caller: Caller, resourceId: string) {
  const known = isId(resourceId)
  const resource = known ? await findResource(caller, resourceId) : null
  if (!resource) throw new NotFound('resource')
  const { grants, ...rest } = resource
  const own = [...grants, ...(rest.space?.grants ?? [])]
  return {
    ...rest,
    label: strictest(resource, resource.space).label,
    grant: grants[0] ?? null,
    through: own.find((grant) => isLive(grant)) ?? null,
    facts: targetOf(resource),
  }
}

const findResource = (caller: Caller, id: string) =>
  db().resource.findFirst({
    where: { id, ...visibleTo(caller) },
    select: {
      ...targetColumns(caller),
      title: true,
      note: true,
      url: true,
      body: true,
      sharedBy: { select: { name: true, address: true, kind: true } },
      file: { select: { id: true, name: true, mediaType: true, size: true, missingAt: true } },
    },
  })

export type SharedResource = Awaited<ReturnType<typeof findSharedResource>>
