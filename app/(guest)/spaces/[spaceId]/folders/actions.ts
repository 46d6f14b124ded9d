'use server'
import { action } from '@/app/_boundary/action'
import { folderPath } from '@/lib/page-paths'
import { CreateFolder, createFolder } from '@/lib/sharing/spaces/folders/create-folder'
import { DeleteFolder, deleteFolder } from '@/lib/sharing/spaces/folders/delete-folder'
import { MoveEntries, moveEntries } from '@/lib/sharing/spaces/folders/move-entries'
import { RenameFolder, renameFolder } from '@/lib/sharing/spaces/folders/rename-folder'
import { UndoMove, undoMove } from '@/lib/sharing/spaces/folders/undo-move'

export const create = action(CreateFolder, createFolder, ({ spaceId, folderId }) => folderPath(spaceId, folderId))
export const rename = action(RenameFolder, renameFolder)
export const remove = action(DeleteFolder, deleteFolder, ({ spaceId, parentId }) => folderPath(spaceId, parentId ?? ''))
export const move = action(
  MoveEntries,
  moveEntries,
  ({ spaceId, from, moveId }) => folderPath(spaceId, from) + (moveId ? `?moved=${moveId}` : ''),
)
export const undo = action(UndoMove, undoMove, ({ spaceId, from }) => folderPath(spaceId, from))
