import { z } from 'zod'
import { authorize } from '../../../access/authorize'
import { recordAuditEvent } from '../../../audit/record-audit-event'
import { now } from '../../../clock'
import { transaction } from '../../../db/transaction'
import type { Caller } from '../../../principal'
import { findSpace } from '../find-space'
import { lockSpace } from '../lock-space'
import { findFolder } from './find-folder'
import { findPaths } from './find-paths.sql'
import { alikeOf, folderName } from './folder-name'
import { refuseTwin, tooDeep } from './keep-in-order'
import { DEEPEST } from './tree'

export const CreateFolder = z.object({ spaceId: z.string(), parentId: z.string().default(''), name: folderName })
export type CreateFolder = z.output<typeof CreateFolder>

/**
 * Creates a folder in a space, or in a folder of it. Throws `NotFound`, `AccessDenied`, `Invalid` for a name that is there already,
 * and `Conflict` for a full space and below 20 folders.
 */
export async function createFolder(caller: Caller, { spaceId, parentId, name }: CreateFolder) {
  const space = await findSpace(caller, spaceId)
  authorize(caller, 'space.arrange', space.facts)
  return transaction(async (tx) => {
    await lockSpace(tx, space.id)
    const parent = parentId ? await findFolder(tx, space.id, parentId) : null
    if (parent && (await depthOf(tx, parent.id)) >= DEEPEST) throw tooDeep()
    const data = { spaceId: space.id, parentId: parent?.id ?? null, name, alike: alikeOf(name) }
    await refuseTwin(tx, data)
    const { id: folderId } = await tx.folder.create({ data: { ...data, createdAt: now() }, select: { id: true } })
    await recordAuditEvent(tx, caller, 'folder.created', { resourceId: space.id, detail: { folderId, folder: name } })
    return { spaceId: space.id, folderId }
  })
}

const depthOf = async (tx: Parameters<typeof findPaths>[0], folderId: string) =>
  (await findPaths(tx, [folderId])).get(folderId)?.length ?? 0
