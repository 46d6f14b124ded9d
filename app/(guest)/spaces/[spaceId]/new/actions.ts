'use server'
import { action } from '@/app/_boundary/action'
import { folderPath } from '@/lib/page-paths'
import { AddFile, addFile as addFileToSpace } from '@/lib/sharing/spaces/add-file'
import { AddToSpace, addToSpace } from '@/lib/sharing/spaces/add-to-space'

export const add = action(AddToSpace, addToSpace, ({ spaceId, folderId }) => folderPath(spaceId, folderId ?? ''))
export const addFile = action(AddFile, addFileToSpace)
