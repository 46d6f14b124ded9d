import { NotFound } from '../../errors'
import type { Caller } from '../../principal'
import { findSharedResource } from '../find-shared-resource'

/** Finds a space that the caller may know of, with the facts for `decide`. Throws `NotFound`, also for a thing that is no space. */
export async function findSpace(caller: Caller, spaceId: string) {
  const space = await findSharedResource(caller, spaceId)
  if (space.kind !== 'space') throw new NotFound('space')
  return space
}
