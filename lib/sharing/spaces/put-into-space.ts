import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { isSharedAlone } from '../../access/visibility'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import { type Caller, callerId } from '../../principal'
import { findManagedResource } from '../find-managed-resource'
import { findSpace } from './find-space'
import { lockSpace } from './lock-space'

export const PutIntoSpace = z.object({ resourceId: z.string(), spaceId: z.uuid('Choose a space.') })
export type PutIntoSpace = z.output<typeof PutIntoSpace>

/**
 * Puts what the caller shares into a space that they contribute to: everybody there can open it, its managers govern it, and
 * its own grants stay. Throws `NotFound`, `AccessDenied`, and `Conflict` for a full space and where it was put into one meanwhile.
 */
export async function putIntoSpace(caller: Caller, { resourceId, spaceId }: PutIntoSpace) {
  const resource = await findManagedResource(caller, resourceId)
  authorize(caller, 'resource.move', resource)
  const space = await findSpace(caller, spaceId)
  authorize(caller, 'space.add', space.facts)
  const id = callerId(caller)
  if (!id || !isSharedAlone(resource, id)) throw moved()
  await transaction(async (tx) => {
    const { sharedById } = await lockSpace(tx, space.id)
    const { count } = await tx.resource.updateMany({
      where: { id: resource.id, deletedAt: null, spaceId: null, sharedById: id, kind: { not: 'space' } },
      data: { spaceId: space.id, sharedById, addedById: id },
    })
    if (count === 0) throw moved()
    await recordAuditEvent(tx, caller, 'resource.moved', {
      resourceId: resource.id,
      detail: { spaceId: space.id, into: space.title },
    })
  })
  return { resourceId: resource.id, space: space.title }
}

const moved = () => new Conflict('resource.moved', 'This is in a space by now, or gone.', { showAnew: true })
