import { mkdir, rename } from 'node:fs/promises'
import path from 'node:path'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { transaction, type Tx } from '../../db/transaction'
import { toldIfFull } from '../../disk'
import { Invalid, NoRoom, NotFound } from '../../errors'
import type { Caller } from '../../principal'
import { startDigest } from '../digest'
import { flushDirectory } from '../flush-directory'
import { mediaTypeOf } from '../media-type'
import { placeOf } from '../place'
import { arrivingPlaceOf, nullIfNone, openArrived, openArriving } from './arrived'
import { findOwnUpload, type OwnUpload } from './own-upload'

/** What is being finished in this process: a large file is not read by two at once. */
const underWay = new Map<string, Promise<void>>()

/**
 * Makes a stored file of an upload that has arrived whole: hashed (SHA-256, and CRC-32 for ZIPs), put in place, and only then known to the
 * database. Done once, however often it is asked for and wherever it was broken off. Throws `NotFound`, and `Invalid`
 * for one that is not whole.
 */
export async function finishUpload(caller: Caller, { uploadId }: { uploadId: string }): Promise<void> {
  const upload = await findOwnUpload(caller, uploadId)
  authorize(caller, 'file.upload', upload.target)
  if (upload.finishedAt) return
  const finishing = underWay.get(upload.id) ?? finish(caller, upload).finally(() => underWay.delete(upload.id))
  underWay.set(upload.id, finishing)
  await finishing
}

async function finish(caller: Caller, upload: OwnUpload) {
  const { id, name, size, uploadedById, startedAt } = upload
  try {
    const { sha256, crc32 } = await sumArrived(upload)
    await moveInPlace(id)
    await transaction(async (tx) => {
      const at = now()
      const { count } = await tx.upload.updateMany({ where: { id, finishedAt: null }, data: { finishedAt: at } })
      if (count === 0) return void (await refuseGivenUp(tx, id))
      const file = {
        id,
        name,
        mediaType: mediaTypeOf(name),
        size,
        sha256,
        crc32: BigInt(crc32),
        uploadedById,
        startedAt,
        storedAt: at,
      }
      await tx.storedFile.create({ data: file })
      await recordAuditEvent(tx, caller, 'file.uploaded', { detail: { fileId: id, name, size } })
    })
  } catch (error) {
    throw toldIfFull(error) instanceof NoRoom ? new NoRoom() : error
  }
}

/** Throws `NotFound` where an upload was given up while it was finished. Else another request has finished it. */
async function refuseGivenUp(tx: Tx, id: string) {
  if ((await tx.upload.count({ where: { id } })) === 0) throw new NotFound('file')
}

async function sumArrived({ id, size }: OwnUpload) {
  const file = (await openArrived(id)) ?? (await openArriving(id))
  try {
    if ((await file.stat()).size !== size)
      throw new Invalid('file.incomplete', { fileId: 'The file arrived incomplete. Choose it again.' })
    await file.sync()
    const digest = startDigest()
    for await (const chunk of file.createReadStream({ autoClose: false, start: 0 })) digest.update(chunk as Buffer)
    return digest.end()
  } finally {
    await file.close()
  }
}

/** One that is in place already, since this was broken off behind it, stays there. */
async function moveInPlace(id: string) {
  const place = placeOf(id)
  await mkdir(path.dirname(place), { recursive: true })
  await rename(arrivingPlaceOf(id), place).catch(nullIfNone)
  await flushDirectory(path.dirname(place))
}
