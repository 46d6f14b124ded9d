import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { authorize } from '../access/authorize'
import { after, DAY, HOUR, now } from '../clock'
import { db } from '../db/client'
import { transaction } from '../db/transaction'
import type { SystemCaller } from '../principal'
import { discardFile, unshared, unused } from './discard-file'
import { eraseFile } from './erase-file'
import { arrivingDirectory, filesDirectory } from './place'
import { giveUpUploads } from './uploads/give-up-uploads'

/** How long a file may wait to be shared. */
const UNSHARED = DAY

/** How long the bytes of what was discarded stay: a backup that was begun before must find them, and takes no week. */
const GRACE = 7 * DAY

/** An upload under way writes all the time, and its row follows its last byte at once. */
const STILL = HOUR

const BATCH = 500

/** Gives up uploads that did not arrive in time, discards files that were never shared or whose resource was purged, erases what was discarded a week ago, and whatever a crash left on the disk. */
export async function sweepFiles(
  caller: SystemCaller,
): Promise<{ discarded: number; erased: number; leftovers: number }> {
  authorize(caller, 'file.erase')
  let [discarded, erased] = [0, 0]
  for (const { id } of await findUnused())
    if (await transaction((tx) => discardFile(tx, caller, { fileId: id }))) discarded++
  for (const { id } of await findDiscarded()) if (await eraseFile(caller, { fileId: id })) erased++
  await giveUpUploads(caller)
  const leftovers = (await listStill()).filter(({ known }) => !known)
  for (const { place } of leftovers) await rm(place, { force: true })
  return { discarded, erased, leftovers: leftovers.length }
}

const findUnused = () =>
  db().storedFile.findMany({
    where: {
      discardedAt: null,
      erasedAt: null,
      OR: [
        { ...unshared, storedAt: { lt: after(now(), -UNSHARED) } },
        { ...unused, NOT: unshared },
      ],
    },
    select: { id: true },
    take: BATCH,
  })

const findDiscarded = () =>
  db().storedFile.findMany({
    where: { erasedAt: null, discardedAt: { lte: after(now(), -GRACE) } },
    select: { id: true },
    take: BATCH,
  })

/** Every file on the disk that nothing has written to for an hour, and whether the database still counts on it. */
async function listStill() {
  const directories = await readdir(/*turbopackIgnore: true*/ filesDirectory(), { withFileTypes: true }).catch(() => [])
  const found: { place: string; known: boolean }[] = []
  for (const directory of directories.filter((entry) => entry.isDirectory())) {
    const within = path.join(/*turbopackIgnore: true*/ filesDirectory(), directory.name)
    const names = await listNames(within)
    const known = await (within === arrivingDirectory() ? findArriving(names) : findKnown(names))
    for (const name of names) found.push({ place: path.join(within, name), known: known.has(name) })
  }
  return found
}

async function listNames(directory: string) {
  const still: string[] = []
  for (const name of await readdir(directory)) {
    const { mtime } = await stat(path.join(directory, name))
    if (mtime < after(now(), -STILL)) still.push(name)
  }
  return still
}

const idsIn = (names: string[]) => names.filter((name) => /^[0-9a-f-]{36}$/.test(name))

async function findKnown(names: string[]) {
  // First, since one that is being finished is in place before its row is: finished in between, it has its row by the second look.
  const arriving = await findArriving(names)
  const where = { id: { in: idsIn(names) }, erasedAt: null }
  const rows = await db().storedFile.findMany({ where, select: { id: true } })
  return new Set([...rows.map((row) => row.id), ...arriving])
}

/** Names of uploads that go on some day. */
async function findArriving(names: string[]) {
  const where = { id: { in: idsIn(names) }, finishedAt: null }
  const rows = await db().upload.findMany({ where, select: { id: true } })
  return new Set(rows.map((row) => row.id))
}
