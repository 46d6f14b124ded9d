import { type FileHandle, mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import { arrivingDirectory, placeOf } from '../place'

/** Where the bytes of an upload lie while they arrive. */
export const arrivingPlaceOf = (uploadId: string) => path.join(/*turbopackIgnore: true*/ arrivingDirectory(), uploadId)

/** Opens what is there of an upload: where it arrives, or where it was put once it was whole. Null: nothing is. Whoever opens it closes it. */
export async function openArrived(uploadId: string): Promise<FileHandle | null> {
  for (const place of [arrivingPlaceOf(uploadId), placeOf(uploadId)]) {
    const file = await open(/*turbopackIgnore: true*/ place, 'r+').catch(nullIfNone)
    if (file) return file
  }
  return null
}

/** Opens the place where an upload arrives, and makes it where it is not there. Whoever opens it closes it. */
export async function openArriving(uploadId: string): Promise<FileHandle> {
  await mkdir(arrivingDirectory(), { recursive: true })
  const place = arrivingPlaceOf(uploadId)
  return (await open(/*turbopackIgnore: true*/ place, 'r+').catch(nullIfNone)) ?? open(place, 'wx+', 0o600)
}

/** Bytes of an upload that are on the disk, flushed to it first: what is told to have arrived stays, whatever dies. */
export async function countArrived(uploadId: string): Promise<number> {
  const file = await openArrived(uploadId)
  if (!file) return 0
  try {
    await file.sync()
    return (await file.stat()).size
  } finally {
    await file.close()
  }
}

/** For `catch`, where it is no fault that a file is not there. */
export function nullIfNone(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
