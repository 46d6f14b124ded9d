import { visibleTo } from '../access/visibility'
import { inForce } from '../access/permissions'
import { db } from '../db/client'
import { NotFound } from '../errors'
import { isId } from '../ids'
import type { Caller } from '../principal'
import { targetColumns, targetOf, strictest } from '../access/target'

/**
 * Finds a resource that the caller holds or shares, with the facts for `decide`. `held`: the caller's
 * own grants in force, on it and on its space. `through`: the first of these; null: neither. Throws `NotFound`.
 */
export async function findSharedResource(caller: Caller, resourceId: string) {
  const known = isId(resourceId)
  const resource = known ? await findResource(caller, resourceId) : null
  if (!resource) throw new NotFound('resource')
  const { grants: _, ...rest } = resource
  const facts = targetOf(resource)
  const held = caller.kind === 'person' ? inForce(caller, facts) : { own: null, onSpace: null }
  return {
    ...rest,
    label: strictest(resource, resource.space).label,
    held,
    through: held.own ?? held.onSpace,
    facts,
  }
}

const findResource = (caller: Caller, id: string) =>
  db().resource.findFirst({
    where: { id, ...visibleTo(caller) },
    select: {
      ...targetColumns(caller),
      title: true,
      guestsMeet: true,
      note: true,
      url: true,
      body: true,
      sharedBy: { select: { name: true, address: true, kind: true } },
      file: { select: { id: true, name: true, mediaType: true, size: true, missingAt: true } },
    },
  })

export type SharedResource = Awaited<ReturnType<typeof findSharedResource>>
