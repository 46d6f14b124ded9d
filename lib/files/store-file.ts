import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { authorize } from '../access/authorize'
import { findTarget } from '../access/target'
import { signedIn } from '../access/visibility'
import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import { transaction } from '../db/transaction'
import { toldIfFull } from '../disk'
import { settings } from '../env'
import { Invalid, NoRoom } from '../errors'
import type { Caller } from '../principal'
import { type Digest, startDigest } from './digest'
import { ensureRoom } from './disk-room'
import { cleanFileName } from './file-name'
import { flushDirectory } from './flush-directory'
import { mediaTypeOf, showing } from './media-type'
import { arrivingDirectory, placeOf } from './place'
import { tooLarge } from './too-large'
import { whileRoom } from './waiting-files'

/** `shown`: a page can show it. */
export type StoredFileView = { fileId: string; name: string; size: number; shown: boolean }

/** `spaceId`: the space that a file is for, where its sender may add to that alone; null: none. */
export type Arriving = { name: string; size: number; body: Readable; spaceId?: string | null }

type Stored = Digest & { fileId: string }

/**
 * Takes a file in: hashed (SHA-256, and CRC-32 for ZIPs) while it is written under a temporary name, flushed, put in place, and
 * only then known to the database. `size`: the bytes that were promised. Throws `Invalid` for a file over the limit, one
 * that was cut off and one too many that waits to be shared, `NoRoom` where the disk is full; then nothing stays on it.
 */
export async function storeFile(caller: Caller, arriving: Arriving): Promise<StoredFileView> {
  const space = arriving.spaceId ? await findTarget(caller, arriving.spaceId) : null
  authorize(caller, 'file.upload', space ?? {})
  if (arriving.size > settings().fileLimit)
    throw new Invalid('file.too-large', { fileId: tooLarge(settings().fileLimit) })
  return whileRoom(caller, arriving.size, () => takeIn(caller, arriving))
}

async function takeIn(caller: Caller, arriving: Arriving): Promise<StoredFileView> {
  const room = await ensureRoom(arriving.size)
  const startedAt = now()
  const stored = await putInPlace(arriving, room.wrote).finally(room.release).catch(fail)
  const name = cleanFileName(arriving.name)
  try {
    await transaction(async (tx) => {
      const { principal } = signedIn(caller)
      const { fileId: id, sha256 } = stored
      const crc32 = BigInt(stored.crc32)
      const file = {
        id,
        sha256,
        crc32,
        name,
        mediaType: mediaTypeOf(name),
        size: arriving.size,
        startedAt,
        storedAt: now(),
      }
      await tx.storedFile.create({ data: { ...file, uploadedById: principal.id } })
      await recordAuditEvent(tx, caller, 'file.uploaded', { detail: { fileId: id, name, size: arriving.size } })
    })
  } catch (error) {
    await rm(/*turbopackIgnore: true*/ placeOf(stored.fileId), { force: true })
    return fail(error)
  }
  return { fileId: stored.fileId, name, size: arriving.size, shown: showing(mediaTypeOf(name)) !== null }
}

/** What the file system or the database says of a full disk or a spent quota, as it is said of a file. */
function fail(error: unknown): never {
  throw toldIfFull(error) instanceof NoRoom ? new NoRoom() : error
}

async function putInPlace({ size, body }: Arriving, wrote: (bytes: number) => void): Promise<Stored> {
  const fileId = randomUUID()
  const temporary = path.join(/*turbopackIgnore: true*/ arrivingDirectory(), fileId)
  await mkdir(arrivingDirectory(), { recursive: true })
  try {
    const digest = startDigest()
    const file = createWriteStream(temporary, { flags: 'wx', mode: 0o600, flush: true })
    const received = await receive({ body, digest, file, most: size, wrote })
    if (received !== size)
      throw new Invalid('file.incomplete', { fileId: 'The file arrived incomplete. Choose it again.' })
    await moveTo(temporary, placeOf(fileId))
    return { fileId, ...digest.end() }
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

type Receiving = {
  body: Readable
  digest: ReturnType<typeof startDigest>
  file: NodeJS.WritableStream
  most: number
  wrote: (bytes: number) => void
}

async function receive({ body, digest, file, most, wrote }: Receiving) {
  let received = 0
  const count = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      received += chunk.length
      if (received > most) return
      digest.update(chunk)
      yield chunk
      wrote(chunk.length)
    }
  }
  // Not destroyed with the file: a request must live on to be answered.
  await pipeline(body.iterator({ destroyOnReturn: false }), count, file)
  return received
}

async function moveTo(temporary: string, place: string) {
  await mkdir(path.dirname(place), { recursive: true })
  await rename(temporary, place)
  await flushDirectory(path.dirname(place))
}
