import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { authorize } from '../../access/authorize'
import { toldIfFull } from '../../disk'
import { Conflict, NoRoom } from '../../errors'
import type { Caller } from '../../principal'
import { ensureRoom } from '../disk-room'
import { openArriving } from './arrived'
import { findOwnUpload } from './own-upload'

/** `offset`: where in the file the piece begins. `isHeld`: whether the upload is still this request's to write to. */
type Piece = { uploadId: string; offset: number; body: Readable; isHeld: () => boolean }

/**
 * Writes a piece of a file behind what has arrived, while the request holds the upload. Resolves to the bytes that have
 * arrived then, never more than were promised. What has been written stays when the piece breaks off. Throws `NotFound`,
 * `Conflict` for a piece that does not begin there, `NoRoom`.
 */
export async function writePiece(caller: Caller, { uploadId, offset, body, isHeld }: Piece): Promise<number> {
  const upload = await findOwnUpload(caller, uploadId)
  authorize(caller, 'file.upload', upload.target)
  const left = upload.size - offset
  if (left <= 0 || upload.finishedAt) return offset
  const room = await ensureRoom(left)
  let arrived = offset
  const count = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      const part = chunk.subarray(0, upload.size - arrived)
      if (part.length === 0 || !isHeld()) return
      yield part
      arrived += part.length
      room.wrote(part.length)
    }
  }
  try {
    const file = await openAt(upload.id, offset)
    await pipeline(body, count, file.createWriteStream({ start: offset, flush: true }))
    return arrived
  } catch (error) {
    throw toldIfFull(error) instanceof NoRoom ? new NoRoom() : error
  } finally {
    room.release()
  }
}

async function openAt(uploadId: string, offset: number) {
  const file = await openArriving(uploadId)
  const { size } = await file.stat()
  if (size === offset) return file
  await file.close()
  throw new Conflict(
    'upload.wrong-offset',
    'Something else has arrived meanwhile. Ask how far the file is, and go on from there.',
  )
}
