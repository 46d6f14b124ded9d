import { z } from 'zod'
import { authorize } from '../../../access/authorize'
import { recordAuditEvent } from '../../../audit/record-audit-event'
import { transaction } from '../../../db/transaction'
import type { Caller } from '../../../principal'
import { findSpace } from '../find-space'
import { findFolder } from './find-folder'
import { alikeOf, folderName } from './folder-name'
import { holdOpenSpace } from '../hold-open-space'
import { refuseTwin } from './keep-in-order'

export const RenameFolder = z.object({ spaceId: z.string(), folderId: z.string(), name: folderName })
export type RenameFolder = z.output<typeof RenameFolder>

/** Renames a folder. Throws `NotFound`, `AccessDenied`, and `Invalid` for a name that is there already. */
export async function renameFolder(caller: Caller, { spaceId, folderId, name }: RenameFolder) {
  const space = await findSpace(caller, spaceId)
  authorize(caller, 'space.arrange', space.facts)
  return transaction(async (tx) => {
    await holdOpenSpace(tx, space.id)
    const folder = await findFolder(tx, space.id, folderId)
    if (folder.name === name) return { name }
    const alike = alikeOf(name)
    await refuseTwin(tx, { spaceId: space.id, parentId: folder.parentId, alike }, folder.id)
    await tx.folder.update({ where: { id: folder.id }, data: { name, alike } })
    await recordAuditEvent(tx, caller, 'folder.renamed', {
      resourceId: space.id,
      detail: { folderId: folder.id, folder: name, was: folder.name },
    })
    return { name }
  })
}
