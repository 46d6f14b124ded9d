import { statfs } from 'node:fs/promises'
import { settings } from '../env'
import type { SystemCaller } from '../principal'

/** Bytes of the disk that DATA_DIR lies on; `free`: that our account may still write. */
export type DiskFigures = { size: number; free: number }

/** For whoever watches; null where the file system does not say. */
export async function measureDisk(_caller: SystemCaller): Promise<DiskFigures | null> {
  const found = await statfs(/*turbopackIgnore: true*/ settings().dataDir).catch(() => null)
  return found && { size: found.blocks * found.bsize, free: found.bavail * found.bsize }
}
