import { type FileHandle, open, readFile } from 'node:fs/promises'
import { FileMissing } from '../errors'
import type { Caller } from '../principal'
import { placeOf } from './place'

/** Opens a stored file to read from it; whoever opens it closes it. Who may read was decided before. Throws `FileMissing`. */
export const openStored = (fileId: string): Promise<FileHandle> =>
  open(/*turbopackIgnore: true*/ placeOf(fileId), 'r').catch(toldIfMissing)

/** A whole stored file, for one known to be small. Who may read was decided before. Throws `FileMissing`. */
export const readWhole = (fileId: string): Promise<Buffer> =>
  readFile(/*turbopackIgnore: true*/ placeOf(fileId)).catch(toldIfMissing)

/** The beginning of a stored file as text, `limit` bytes at most. Who may read was decided before. Throws `FileMissing`. */
export async function readBeginning(
  _caller: Caller,
  { fileId, limit }: { fileId: string; limit: number },
): Promise<string> {
  const file = await openStored(fileId)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(limit), 0, limit, 0)
    return new TextDecoder().decode(buffer.subarray(0, bytesRead), { stream: true })
  } finally {
    await file.close()
  }
}

function toldIfMissing(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new FileMissing()
  throw error
}

/** For `catch`, where it is no fault of the reading itself that the bytes are missing. */
export function nullIfMissing(error: unknown): null {
  if (error instanceof FileMissing) return null
  throw error
}
