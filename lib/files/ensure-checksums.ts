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
 */
export async function ensureChecksums(caller: Caller, files: Unsummed[]): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const file of files) {
    const crc32 = await noting(caller, file.fileId, () => sum(file)).catch(nullIfMissing)
    if (crc32 === null) continue
    await db().storedFile.updateMany({ where: { id: file.fileId }, data: { crc32: BigInt(crc32) } })
    found.set(file.fileId, crc32)
  }
  return found
}

async function sum({ fileId, sha256 }: Unsummed) {
  const digest = startDigest()
  const file = await openStored(fileId)
  try {
    const buffer = Buffer.allocUnsafe(CHUNK)
    for (;;) {
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
