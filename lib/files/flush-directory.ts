import { open } from 'node:fs/promises'

/** Flushes a directory to the disk, so that the names in it are still there after a power cut. Does nothing on Windows, where a directory can't be opened. */
export async function flushDirectory(directory: string) {
  if (process.platform === 'win32') return
  const handle = await open(/*turbopackIgnore: true*/ directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
