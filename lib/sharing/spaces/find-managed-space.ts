import { NotFound } from '../../errors'
import type { Caller } from '../../principal'
import { findManagedResource } from '../find-managed-resource'

/** Finds a space that the caller manages, or any for an administrator. Throws `NotFound`, also for a thing that is no space. */
export async function findManagedSpace(caller: Caller, spaceId: string) {
  const space = await findManagedResource(caller, spaceId)
  if (space.kind !== 'space') throw new NotFound('space')
  return space
}
