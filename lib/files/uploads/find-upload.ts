import { authorize } from '../../access/authorize'
import { after } from '../../clock'
import type { Caller } from '../../principal'
import { countArrived } from './arrived'
import { finishUpload } from './finish-upload'
import { findOwnUpload } from './own-upload'
import { EXPIRES } from './expires'

/** `size`, `offset`: bytes promised, and arrived. */
export type UploadView = { id: string; name: string; size: number; offset: number; startedAt: Date; expiresAt: Date }

/**
 * Tells how far an upload of the caller's is. One that is whole, and was not finished because something died at that
 * moment, is finished. Throws `NotFound`.
 */
export async function findUpload(caller: Caller, { uploadId }: { uploadId: string }): Promise<UploadView> {
  const upload = await findOwnUpload(caller, uploadId)
  authorize(caller, 'file.upload', upload.target)
  const { id, name, size, startedAt, finishedAt } = upload
  const offset = finishedAt ? size : Math.min(size, await countArrived(id))
  if (offset === size && !finishedAt) await finishUpload(caller, { uploadId })
  return { id, name, size, offset, startedAt, expiresAt: after(startedAt, EXPIRES) }
}
