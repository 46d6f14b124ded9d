import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { transaction } from '../../db/transaction'
import { requireRoom } from '../../disk'
import type { Caller } from '../../principal'
import { createResource, resourceFields } from '../create-resource'
import { findSpace } from './find-space'
import { findFolder } from './folders/find-folder'
import { lockSpace } from './lock-space'
import { tellManagers } from './tell-managers'

/** Whoever adds something gives it no label: that is for those who manage the space. */
const { labelId: _, ...thingFields } = resourceFields

export const AddToSpace = z.object({ spaceId: z.string(), folderId: z.string().default(''), ...thingFields })
export type AddToSpace = z.output<typeof AddToSpace>

/** Adds a file, a link or a page to a space, or to a folder of it: everybody in the space can open it at once, and its managers are told of what a guest adds. Throws `NotFound`, `AccessDenied`, `Conflict` for a full space, and `Invalid` by field. */
export async function addToSpace(caller: Caller, { spaceId, folderId, ...fields }: AddToSpace) {
  const space = await findSpace(caller, spaceId)
  authorize(caller, 'space.add', space.facts)
  requireRoom()
  return transaction(async (tx) => {
    const locked = await lockSpace(tx, space.id)
    const place = { ...locked, folderId: folderId ? (await findFolder(tx, space.id, folderId)).id : null }
    const { id: resourceId, kind, title } = await createResource(tx, caller, { ...fields, labelId: '' }, place)
    await recordAuditEvent(tx, caller, 'resource.created', { resourceId, detail: { kind, title, spaceId } })
    const { principal } = signedIn(caller)
    if (principal.kind === 'guest') await tellManagers(tx, principal, { space, thing: { title, kind } })
    return { spaceId, folderId: place.folderId, resourceId, title }
  })
}
