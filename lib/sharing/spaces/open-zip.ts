import { createHash } from 'node:crypto'
import { authorize } from '../../access/authorize'
import { decide, may, refusal } from '../../access/decide'
import { findTarget, targetsIn, thingColumns } from '../../access/target'
import { signedIn } from '../../access/visibility'
import { db } from '../../db/client'
import { NotFound } from '../../errors'
import { digestOf } from '../../files/digest'
import { kept } from '../../files/discard-file'
import { layOut, type ZipLayout } from '../../files/zip/layout'
import { safeName, startNames } from '../../files/zip/names'
import type { Caller } from '../../principal'
import { recordDownloads } from '../record-opening'
import { findSpace } from './find-space'
import { findFolder } from './folders/find-folder'
import { findPaths, type FolderPath } from './folders/find-paths.sql'
import { listForZip, sumFiles, sumPages, type ThingForZip } from './list-for-zip'
import {
  type Entry,
  entryOf,
  entryOfBytes,
  inWords,
  type LeftOut,
  NOTHING,
  startFolders,
  type ZipSource,
} from './zip-contents'

export type OpenZip = {
  spaceId: string
  /** The ids of what is wanted alone. Null: all that is in the space, or in the folder. */
  things: string[] | null
  /** The folder of which all is wanted, with the folders in it. Null: the whole space. */
  folderId?: string | null
  /** Ends what takes long where nobody waits for it any longer. */
  signal?: AbortSignal
  /** True to ask for the headers alone, which is not recorded. */
  peek?: boolean
}

export type OpenedZip = {
  name: string
  /** A strong validator: the same for the same entries in the same order. */
  etag: string
  layout: ZipLayout<ZipSource>
}

/** Things that are asked about at a time. */
const BATCH = 1000

/**
 * Decides on each thing in a space, lays out a ZIP of those that may be downloaded, and records one download of the space and one of
 * each thing. What may not be downloaded is left out, and named in a text inside with a reason. Throws `NotFound` where the caller
 * may not know of the space, or nothing that is wanted is in it; else `AccessDenied` or `ControlRequired`, also where nothing in it
 * may be downloaded.
 */
export async function openZip(
  caller: Caller,
  { spaceId, things, folderId = null, signal, peek = false }: OpenZip,
): Promise<OpenedZip> {
  const { facts, title } = await findSpace(caller, spaceId)
  authorize(caller, 'resource.view', facts)
  const folder = folderId === null ? null : await findFolder(db(), spaceId, folderId)
  const { entries, included, left, latest, name } = await collect(caller, {
    signal,
    spaceId,
    things,
    folderId: folder?.id ?? null,
  })
  if (things && entries.length + left.length === 0) throw new NotFound('resource')
  if (included.length === 0) authorize(caller, 'resource.download', facts)
  const all = [...entries, ...(await said({ spaceId, entries, left, latest, name }))]
  if (!peek) {
    const { evaluation } = decide(caller, 'resource.download', facts)
    await recordDownloads(signedIn(caller), { space: facts, things: included, evaluation })
  }
  return { name: safeName(`${folder?.name ?? title}.zip`), etag: etagOf(all), layout: layOut(all) }
}

type Collected = {
  entries: Entry[]
  included: ThingForZip['facts'][]
  left: LeftOut[]
  latest: Date | null
  name: ReturnType<typeof startNames>
}

async function collect(
  caller: Caller,
  { folderId, signal, ...asked }: Pick<OpenZip, 'spaceId' | 'things' | 'signal'> & { folderId: string | null },
): Promise<Collected> {
  const name = startNames()
  const folderOf = startFolders(name)
  const collected: Collected = { entries: [], included: [], left: [], latest: null, name }
  for await (const things of listForZip(caller, asked)) {
    const ways = await findPaths(db(), [...new Set(things.flatMap((thing) => thing.folderId ?? []))])
    const decided = things
      .map((thing) => ({ thing, way: (thing.folderId && ways.get(thing.folderId)) || [] }))
      .filter(({ way }) => folderId === null || way.some(({ id }) => id === folderId))
      .map(({ thing, way }) => ({ thing, way: below(way, folderId), why: whyNot(caller, thing) }))
    const permitted = decided.flatMap(({ thing, why }) => (why ? [] : [thing]))
    await sumFiles(caller, permitted, signal)
    await sumPages(caller, permitted, signal)
    for (const { thing, way, why } of decided)
      put(collected, thing, why ?? entryOf(thing, name, folderOf(way)) ?? 'missing')
  }
  return collected
}

/** Leaves out of a way what is above a folder, and the folder itself. */
const below = (way: FolderPath, folderId: string | null) => way.slice(way.findIndex(({ id }) => id === folderId) + 1)

function put(collected: Collected, { title, facts, modifiedAt }: ThingForZip, entry: Entry | LeftOut['why']) {
  const { entries, included, left, latest } = collected
  if (latest === null || latest < modifiedAt) collected.latest = modifiedAt
  if (typeof entry === 'string') return void left.push({ title, why: entry })
  entries.push(entry)
  included.push(facts)
}

/** Returns why a thing may not be downloaded; null: it may. Says no more than its own page does. */
function whyNot(caller: Caller, { facts }: ThingForZip): LeftOut['why'] | null {
  const { effect } = decide(caller, 'resource.download', facts)
  if (effect === 'permit') return null
  if (effect === 'challenge') return 'first'
  return refusal(caller, 'resource.download', facts) === null ? 'refused' : 'view-only'
}

/** Makes the text that says what is not in the ZIP, or that nothing is. It comes last, so that nothing of the space is called otherwise for its sake. */
async function said({ spaceId, entries, left, latest, name }: Omit<Collected, 'included'> & { spaceId: string }) {
  if (left.length > 0) return [entryOfBytes(name('Not included.txt'), inWords(left), latest!)]
  if (entries.length > 0) return []
  const { createdAt } = await db().resource.findUniqueOrThrow({ where: { id: spaceId }, select: { createdAt: true } })
  return [entryOfBytes(name('Empty.txt'), NOTHING, createdAt)]
}

function etagOf(entries: readonly Entry[]) {
  const hash = createHash('sha256')
  for (const { path, size, crc32, modifiedAt, source } of entries)
    hash.update(`${JSON.stringify([path, size, crc32, modifiedAt, contentOf(source)])}\n`)
  return `"${hash.digest('base64url')}"`
}

/** By what a content is known: the bytes of a stored file never change. */
function contentOf(source: ZipSource) {
  if ('bytes' in source) return source.bytes.toString('base64')
  return 'sha256' in source ? Buffer.from(source.sha256).toString('base64') : source.thing.fileId
}

/**
 * Decides anew whether a ZIP that is being sent may go on, by the things that are still to come: one that may no longer be
 * downloaded, was deleted or taken out of the space, ends it. A new version in its place ends nothing. Records nothing.
 */
export async function mayStillOpenZip(
  caller: Caller,
  spaceId: string,
  toCome: readonly { resourceId: string; fileId: string | null }[],
): Promise<boolean> {
  const space = await findTarget(caller, spaceId)
  if (!space || !may(caller, 'resource.view', space)) return false
  const factsOf = await targetsIn(caller, spaceId)
  for (let from = 0; from < toCome.length; from += BATCH)
    if (!(await mayDownloadAll(caller, { spaceId, factsOf, things: toCome.slice(from, from + BATCH) }))) return false
  return true
}

type Rest = {
  spaceId: string
  factsOf: Awaited<ReturnType<typeof targetsIn>>
  things: readonly { resourceId: string; fileId: string | null }[]
}

async function mayDownloadAll(caller: Caller, { spaceId, factsOf, things }: Rest) {
  const ids = things.map(({ resourceId }) => resourceId)
  const fileIds = things.flatMap(({ fileId }) => fileId ?? [])
  const where = { id: { in: ids }, spaceId, deletedAt: null }
  const found = await db().resource.findMany({ where, select: thingColumns })
  if (found.length < things.length || found.some((row) => !may(caller, 'resource.download', factsOf(row)))) return false
  return (await db().storedFile.count({ where: { id: { in: fileIds }, ...kept } })) === fileIds.length
}

/** Reads a page that a ZIP holds. Null: it is no longer what it was when the ZIP began. Who may read was decided before. */
export async function readZipPage(
  _caller: Caller,
  { thing, sha256 }: Extract<ZipSource, { sha256: Uint8Array }>,
): Promise<Buffer | null> {
  const { resourceId } = thing
  const found = await db().resource.findFirst({ where: { id: resourceId, deletedAt: null }, select: { body: true } })
  const bytes = Buffer.from(found?.body ?? '')
  return Buffer.compare(digestOf(bytes).sha256, sha256) === 0 ? bytes : null
}
