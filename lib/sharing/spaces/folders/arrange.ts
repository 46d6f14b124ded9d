import type { Tx } from '../../../db/transaction'
import { Conflict, NotFound } from '../../../errors'
import { findFolder } from './find-folder'
import { tooDeep } from './keep-in-order'
import { DEEPEST, treeOf } from './tree'

/** One thing or folder, and the folder that it lies in or is to lie in. Null: none. */
export type Place = { id: string; what: 'thing' | 'folder'; folderId: string | null }

type Reader = Pick<Tx, 'folder' | 'resource'>

/** Finds where things and folders of a space lie. Throws `NotFound` where one of them is not there. */
export async function placesOf(
  client: Reader,
  spaceId: string,
  { things, folders }: { things: string[]; folders: string[] },
) {
  const foundThings = await client.resource.findMany({
    where: { id: { in: things }, spaceId, deletedAt: null },
    select: { id: true, title: true, folderId: true },
  })
  const foundFolders = await client.folder.findMany({
    where: { id: { in: folders }, spaceId },
    select: { id: true, name: true, parentId: true },
  })
  if (foundThings.length < new Set(things).size) throw new NotFound('resource')
  if (foundFolders.length < new Set(folders).size) throw new NotFound('folder')
  return [
    ...foundThings.map(({ id, title, folderId }) => ({ id, what: 'thing' as const, name: title, folderId })),
    ...foundFolders.map(({ id, name, parentId }) => ({ id, what: 'folder' as const, name, folderId: parentId })),
  ]
}

/**
 * Puts entries of a locked space into a folder of it, or into none. Throws `Conflict` for a folder that would lie in itself, for a
 * name that is there already, and below 20 folders.
 */
export async function arrange(tx: Tx, spaceId: string, entries: Omit<Place, 'folderId'>[], into: string | null) {
  const folders = entries.filter(({ what }) => what === 'folder').map(({ id }) => id)
  if (into) await findFolder(tx, spaceId, into)
  if (folders.length > 0) await refuseDisorder(tx, spaceId, folders, into)
  const things = entries.filter(({ what }) => what === 'thing').map(({ id }) => id)
  await tx.resource.updateMany({ where: { id: { in: things }, spaceId, deletedAt: null }, data: { folderId: into } })
  await tx.folder.updateMany({ where: { id: { in: folders }, spaceId }, data: { parentId: into } })
}

async function refuseDisorder(tx: Tx, spaceId: string, moved: string[], into: string | null) {
  const all = await tx.folder.findMany({ where: { spaceId }, select: { id: true, parentId: true, alike: true } })
  const { upFrom, heightOf } = treeOf(all)
  const above = upFrom(into)
  if (moved.some((id) => above.has(id)))
    throw new Conflict('folder.in-itself', 'A folder can’t lie in itself, nor in what lies in it. Choose another one.')
  if (moved.some((id) => above.size + heightOf(id) > DEEPEST)) throw tooDeep()
  const there = all.filter(({ id, parentId }) => parentId === into || moved.includes(id))
  if (new Set(there.map(({ alike }) => alike)).size < there.length)
    throw new Conflict(
      'folder.exists',
      'There is a folder of the same name there already. Rename one of them, then move it.',
    )
}
