import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import type { Caller } from '../../principal'
import { findManagedResource } from '../find-managed-resource'
import { holdOpenSpace } from './hold-open-space'

export const TakeOutOfSpace = z.object({ resourceId: z.string() })
export type TakeOutOfSpace = z.output<typeof TakeOutOfSpace>

/**
 * Takes a thing out of its space: the caller, who manages the space, shares it from then on, its own grants stay, and the
 * space's open it no longer. Throws `NotFound`, `AccessDenied`, and `Conflict` for what a guest added and where it is in no space
 * by now.
 */
export async function takeOutOfSpace(caller: Caller, { resourceId }: TakeOutOfSpace) {
  const { id, space, ofGuest, ...resource } = await findManagedResource(caller, resourceId)
  authorize(caller, 'resource.move', resource)
  if (ofGuest)
    throw new Conflict('resource.of-guest', 'A guest added this, so it stays in the space. You can delete it there.')
  await transaction(async (tx) => {
    if (resource.spaceId) await holdOpenSpace(tx, resource.spaceId)
    const { count } = await tx.resource.updateMany({
      where: { id, deletedAt: null, spaceId: resource.spaceId, NOT: { spaceId: null } },
      data: { spaceId: null, folderId: null, addedById: null, sharedById: signedIn(caller).principal.id },
    })
    if (count === 0 || !space) throw new Conflict('resource.moved', 'This is in no space by now.', { showAnew: true })
    await recordAuditEvent(tx, caller, 'resource.moved', {
      resourceId: id,
      detail: { spaceId: space.id, from: space.title },
    })
  })
  return { resourceId: id }
}
