import { authorize } from '../access/authorize'
import { may } from '../access/decide'
import { now } from '../clock'
import { db } from '../db/client'
import { FileMissing } from '../errors'
import type { Caller, SystemCaller } from '../principal'
import { kept } from './discard-file'
import { openStored } from './read-file'

/** Files that are looked for at a time. */
const BATCH = 500

/** How many are looked for at once. */
const AT_ONCE = 20

/** Reads of a stored file; where its bytes are missing that is noted at once, and `FileMissing` is thrown on. */
export async function noting<Result>(_caller: Caller, fileId: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof FileMissing)
      await db().storedFile.updateMany({ where: { id: fileId, missingAt: null, ...kept }, data: { missingAt: now() } })
    throw error
  }
}

/** Looks on the disk for the files that were looked for longest ago, and for those that are missed; some at a time, to be run again and again. */
export async function lookForFiles(caller: SystemCaller): Promise<{ missing: number; found: number }> {
  authorize(caller, 'file.look-for')
  const missed = await listNext({ missingAt: { not: null } })
  const next = await listNext({ missingAt: null })
  const { there, lost, fault } = await look([...missed, ...next])
  const [missing, found] = [next.filter((id) => lost.has(id)), missed.filter((id) => there.has(id))]
  const at = now()
  await db().storedFile.updateMany({ where: { id: { in: [...missed, ...next] } }, data: { checkedAt: at } })
  await db().storedFile.updateMany({ where: { id: { in: missing }, ...kept }, data: { missingAt: at } })
  await db().storedFile.updateMany({ where: { id: { in: found } }, data: { missingAt: null } })
  // Told once the others are written down: else the same few would be tried again for ever.
  if (fault) throw fault
  return { missing: missing.length, found: found.length }
}

/** For whoever administers and for the health: how many files are missed. Null: not theirs to know. */
export async function countMissingFiles(caller: Caller): Promise<number | null> {
  if (caller.kind !== 'system' && !may(caller, 'organization.read')) return null
  return db().storedFile.count({ where: { missingAt: { not: null }, ...kept } })
}

/** Files named where there are more. */
const NAMED = 20

const thing = { select: { id: true, title: true } } as const

/** For administrators: the files that have been missed for longest, with what they are shared as. */
export async function listMissingFiles(caller: Caller) {
  authorize(caller, 'organization.read')
  const rows = await db().storedFile.findMany({
    where: { missingAt: { not: null }, ...kept },
    orderBy: [{ missingAt: 'asc' }, { id: 'asc' }],
    take: NAMED,
    select: {
      id: true,
      name: true,
      missingAt: true,
      resource: thing,
      // Of an older version.
      versions: { take: 1, select: { resource: thing } },
    },
  })
  return rows.map(({ id, name, missingAt, resource, versions: [older] }) => ({
    id,
    name,
    since: missingAt!,
    resource: resource ?? older?.resource ?? null,
  }))
}

export type MissingFileView = Awaited<ReturnType<typeof listMissingFiles>>[number]

async function listNext(where: object) {
  const rows = await db().storedFile.findMany({
    where: { ...where, ...kept },
    orderBy: { checkedAt: 'asc' },
    take: BATCH,
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

/** Opens each for a moment: one that can't be read at all is neither there nor lost, and a `fault`. */
async function look(ids: string[]) {
  const [there, lost] = [new Set<string>(), new Set<string>()]
  let fault: unknown = null
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE)
    const opened = await Promise.allSettled(some.map(async (id) => (await openStored(id)).close()))
    opened.forEach((one, nth) => {
      if (one.status === 'fulfilled') there.add(some[nth]!)
      else if (one.reason instanceof FileMissing) lost.add(some[nth]!)
      else fault = one.reason
    })
  }
  return { there, lost, fault }
}
