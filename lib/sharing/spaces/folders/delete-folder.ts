import { z } from 'zod'
import { authorize } from '../../../access/authorize'
import { recordAuditEvent } from '../../../audit/record-audit-event'
import { transaction } from '../../../db/transaction'
import { Conflict } from '../../../errors'
import type { Caller } from '../../../principal'
import { findSpace } from '../find-space'
import { findFolder } from './find-folder'
import { holdOpenSpace } from '../hold-open-space'

export const DeleteFolder = z.object({ spaceId: z.string(), folderId: z.string() })
export type DeleteFolder = z.output<typeof DeleteFolder>

/** Deletes a folder in which nothing lies, and returns the one that it lay in. Throws `NotFound`, `AccessDenied`, and `Conflict` where something lies in it. */
export async function deleteFolder(caller: Caller, { spaceId, folderId }: DeleteFolder) {
  const space = await findSpace(caller, spaceId)
  authorize(caller, 'space.arrange', space.facts)
  return transaction(async (tx) => {
    await holdOpenSpace(tx, space.id)
    const folder = await findFolder(tx, space.id, folderId)
    const inIt =
      (await tx.folder.count({ where: { parentId: folder.id } })) +
      (await tx.resource.count({ where: { spaceId: space.id, folderId: folder.id, deletedAt: null } }))
    if (inIt > 0)
      throw new Conflict(
        'folder.not-empty',
        'Something lies in this folder. Move it elsewhere or delete it, then delete the folder.',
      )
    // What lies in the trash comes back to the folder above.
    await tx.resource.updateMany({
      where: { spaceId: space.id, folderId: folder.id },
      data: { folderId: folder.parentId },
    })
    await tx.folder.delete({ where: { id: folder.id } })
    await recordAuditEvent(tx, caller, 'folder.deleted', {
      resourceId: space.id,
      detail: { folderId: folder.id, folder: folder.name },
    })
    return { spaceId: space.id, parentId: folder.parentId }
  })
}
