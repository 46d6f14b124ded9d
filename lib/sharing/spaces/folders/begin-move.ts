import { z } from 'zod'
import { authorize } from '../../../access/authorize'
import { db } from '../../../db/client'
import { searchField } from '../../../forms/pages'
import { isId } from '../../../ids'
import type { Caller } from '../../../principal'
import { findSpace } from '../find-space'
import { placesOf } from './arrange'
import { MOST_AT_ONCE } from './move-entries'
import { treeOf } from './tree'

/** How many folders the form offers; a search narrows them. */
const OFFERED = 100

const ids = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((given) => [given ?? []].flat().filter(isId).slice(0, MOST_AT_ONCE))
  .catch([])

const BeginMove = z.object({ thing: ids, folder: ids, from: z.string().catch(''), q: searchField })

/** Returns what the form that moves entries shows: what was chosen, and the folders that they can go into, as they lie in each other. Throws `NotFound` and `AccessDenied`. */
export async function beginMove(caller: Caller, { spaceId, ...asked }: { spaceId: string } & Record<string, unknown>) {
  const space = await findSpace(caller, spaceId)
  authorize(caller, 'resource.view', space.facts)
  authorize(caller, 'space.arrange', space.facts)
  const { thing, folder, from, q } = BeginMove.parse(asked)
  const entries = await placesOf(db(), space.id, { things: thing, folders: folder })
  const fit = (await listInOrder(space.id)).filter(({ way }) => !way.some((id) => folder.includes(id)))
  const found = fit.filter(({ name }) => name.toLowerCase().includes(q.toLowerCase()))
  return {
    spaceId: space.id,
    title: space.title,
    entries: entries.map(({ id, what, name }) => ({ id, what, name })),
    from: isId(from) ? from : '',
    /** The folder that all of it lies in: null for none, undefined where it lies in several. */
    lies: entries.every(({ folderId }) => folderId === entries[0]?.folderId) ? entries[0]?.folderId : undefined,
    q,
    more: found.length - Math.min(found.length, OFFERED),
    any: fit.length > 0,
    folders: found.slice(0, OFFERED).map(({ id, name, path }) => ({ folderId: id, name, path })),
  }
}

export type MoveView = Awaited<ReturnType<typeof beginMove>>

/** Lists the folders of a space as a tree is read: each before what lies in it, by name beside each other. `way`: the ids above it and its own. */
async function listInOrder(spaceId: string) {
  const all = await db().folder.findMany({
    where: { spaceId },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, parentId: true },
  })
  const { upFrom, below } = treeOf(all)
  const names = new Map(all.map(({ id, name }) => [id, name]))
  const listed: { id: string; name: string; way: string[]; path: string[] }[] = []
  const list = (id: string) => {
    const way = [...upFrom(id)].reverse()
    listed.push({ id, name: names.get(id)!, way, path: way.slice(0, -1).map((one) => names.get(one)!) })
    below(id).forEach(list)
  }
  below(null).forEach(list)
  return listed
}
