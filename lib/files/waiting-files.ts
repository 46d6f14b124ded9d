import { signedIn } from '../access/visibility'
import { db } from '../db/client'
import { settings } from '../env'
import { Invalid } from '../errors'
import type { Caller } from '../principal'
import { sizeInWords } from '../counted'
import { unshared } from './discard-file'

/** Files of one person that are uploaded and not shared yet. What is not shared is thrown away after a day. */
const MOST_FILES = 100

/** Bytes of them: two of the largest. */
const mostBytes = () => 2 * settings().fileLimit

/** Bytes with what was given up and lies on the disk for a week more: twice as many. */
const mostGivenUp = () => 2 * mostBytes()

/** `given`: bytes with those that were given up and are not erased yet. */
type Room = { files: number; bytes: number }
type Waiting = Room & { given: number }

/** What is arriving for each person in this process, which alone takes files in. */
const arriving = new Map<string, Room>()

/**
 * Takes a file in while its person has room for it among what waits to be shared. What is arriving counts, so that many
 * at once are never more than one after the other. Throws `Invalid` for `fileId` where there is no room.
 */
export async function whileRoom<Result>(caller: Caller, size: number, takeIn: () => Promise<Result>): Promise<Result> {
  const { id: principalId } = signedIn(caller).principal
  const held = add(principalId, { files: 1, bytes: size })
  try {
    // What was arriving when this one came is in `held`, or was stored before and is found here.
    const waiting = await findWaiting(principalId)
    refuse({
      files: waiting.files + held.files,
      bytes: waiting.bytes + held.bytes,
      given: waiting.given + held.bytes,
    })
    return await takeIn()
  } finally {
    add(principalId, { files: -1, bytes: -size })
  }
}

function add(principalId: string, more: Room): Room {
  const before = arriving.get(principalId) ?? { files: 0, bytes: 0 }
  const held = { files: before.files + more.files, bytes: before.bytes + more.bytes }
  if (held.files > 0) arriving.set(principalId, held)
  else arriving.delete(principalId)
  return held
}

async function findWaiting(principalId: string): Promise<Waiting> {
  const onDisk = { uploadedById: principalId, erasedAt: null, ...unshared }
  const [stored, given, arriving] = await Promise.all([
    db().storedFile.aggregate({ where: { ...onDisk, discardedAt: null }, _count: true, _sum: { size: true } }),
    db().storedFile.aggregate({ where: { ...onDisk, discardedAt: { not: null } }, _sum: { size: true } }),
    db().upload.aggregate({
      where: { uploadedById: principalId, finishedAt: null },
      _count: true,
      _sum: { size: true },
    }),
  ])
  const bytes = Number(stored._sum.size ?? 0) + Number(arriving._sum.size ?? 0)
  return { files: stored._count + arriving._count, bytes, given: bytes + Number(given._sum.size ?? 0) }
}

function refuse({ files, bytes, given }: Waiting) {
  const most = files > MOST_FILES ? `${MOST_FILES} files` : bytes > mostBytes() ? sizeInWords(mostBytes()) : null
  if (most)
    throw new Invalid('file.too-many-waiting', {
      fileId: `At most ${most} of yours may wait to be shared. Share what you have uploaded, or try again later: what is not shared is thrown away after a day, and what did not arrive after three.`,
    })
  if (given > mostGivenUp())
    throw new Invalid('file.too-many-waiting', {
      fileId: `At most ${sizeInWords(mostGivenUp())} of yours may lie here unshared, with what you gave up within the last week. Try again in some days.`,
    })
}
