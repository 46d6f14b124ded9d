import { db } from '../db/client'
import { log } from '../log/log'
import type { Caller } from '../principal'
import { startDigest } from './digest'
import { noting } from './missing-files'
import { nullIfMissing, openStored } from './read-file'

export type Unsummed = { fileId: string; sha256: Uint8Array }

/** Bytes read at a time. */
const CHUNK = 1024 * 1024

/**
 * Works out the CRC-32 of files from before it was kept, and keeps it. Reads each whole, once, so that a ZIP begins later the
 * first time. Resolves to what was found; a file that is missing, or is not what its SHA-256 says, is not in it.
 * Throws where `signal` says that nobody waits any longer; what was found until then is kept.
 */
export async function ensureChecksums(
  caller: Caller,
  files: Unsummed[],
  signal?: AbortSignal,
): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const file of files) {
    const crc32 = await inTurn(() => ensureOne(caller, file, signal))
    if (crc32 !== null) found.set(file.fileId, crc32)
  }
  return found
}

/** Reads one file at a time in this process, however many ZIPs wait for it: the second finds what the first has kept. */
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const mine = before.then(work)
  before = mine.catch(() => {})
  return mine
}
let before: Promise<unknown> = Promise.resolve()

async function ensureOne(caller: Caller, file: Unsummed, signal?: AbortSignal) {
  signal?.throwIfAborted()
  const known = await db().storedFile.findUnique({ where: { id: file.fileId }, select: { crc32: true } })
  if (known?.crc32 != null) return Number(known.crc32)
  const crc32 = await noting(caller, file.fileId, () => sum(file, signal)).catch(nullIfMissing)
  if (crc32 !== null) await db().storedFile.updateMany({ where: { id: file.fileId }, data: { crc32: BigInt(crc32) } })
  return crc32
}

async function sum({ fileId, sha256 }: Unsummed, signal?: AbortSignal) {
  const digest = startDigest()
  const file = await openStored(fileId)
  try {
    const buffer = Buffer.allocUnsafe(CHUNK)
    for (;;) {
      signal?.throwIfAborted()
      const { bytesRead } = await file.read(buffer, 0, CHUNK, null)
      if (bytesRead === 0) break
      digest.update(buffer.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
  const summed = digest.end()
  if (Buffer.compare(summed.sha256, sha256) === 0) return summed.crc32
  log.error(`The stored file ${fileId} is not what was received: its SHA-256 is another.`)
  return null
}
