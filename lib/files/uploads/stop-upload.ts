import { rm } from 'node:fs/promises'
import { authorize } from '../../access/authorize'
import { transaction } from '../../db/transaction'
import type { Caller } from '../../principal'
import { discardFile } from '../discard-file'
import { arrivingPlaceOf } from './arrived'
import { findOwnUpload } from './own-upload'

/** Gives up an upload of the caller's, with what has arrived of it. One that is whole is discarded where nothing holds the file. Throws `NotFound`. */
export async function stopUpload(caller: Caller, { uploadId }: { uploadId: string }): Promise<void> {
  const upload = await findOwnUpload(caller, uploadId)
  authorize(caller, 'file.upload', upload.target)
  await transaction(async (tx) => {
    await tx.upload.deleteMany({ where: { id: upload.id } })
    await discardFile(tx, caller, { fileId: upload.id })
  })
  await rm(/*turbopackIgnore: true*/ arrivingPlaceOf(upload.id), { force: true })
}
