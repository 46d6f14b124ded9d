import type { Tx } from '../../../db/transaction'
import { NotFound } from '../../../errors'
import { isId } from '../../../ids'

/** Finds a folder of a space. Throws `NotFound`, also for a folder of another space. */
export async function findFolder(client: Pick<Tx, 'folder'>, spaceId: string, folderId: string) {
  const folder = isId(folderId)
    ? await client.folder.findFirst({
        where: { id: folderId, spaceId },
        select: { id: true, name: true, alike: true, parentId: true },
      })
    : null
  if (!folder) throw new NotFound('folder')
  return folder
}
