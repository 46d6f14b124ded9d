import { createReadStream, type ReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Caller } from '../principal'
import { placeOf } from './place'

/** Bytes read and sent at a time: fewer, larger reads are what makes a download fast (docs/benchmarks.md). */
export const CHUNK = 256 * 1024

/** A stream of a stored file's bytes, first and last included. Who may read was decided before. */
export function readFile(fileId: string, range?: { start: number; end: number }): ReadStream {
  return createReadStream(placeOf(fileId), { ...range, highWaterMark: CHUNK })
}

/** The beginning of a stored file as text, `limit` bytes at most. Who may read was decided before. */
export async function readBeginning(_caller: Caller, { fileId, limit }: { fileId: string; limit: number }): Promise<string> {
  const file = await open(/*turbopackIgnore: true*/ placeOf(fileId), 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(limit), 0, limit, 0)
    return new TextDecoder().decode(buffer.subarray(0, bytesRead), { stream: true })
  } finally {
    await file.close()
  }
}
