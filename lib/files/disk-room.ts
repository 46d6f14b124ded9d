import { statfs } from 'node:fs/promises'
import { may } from '../access/decide'
import { settings } from '../env'
import { NoRoom } from '../errors'
import type { Caller } from '../principal'

const MIB = 1024 ** 2

/** Bytes that uploads leave free: the database may lie on the same disk, and stops where there are none. */
const KEPT_FREE = 256 * MIB

/** Fewer bytes than these are told to administrators while there is still time. */
const LOW = 1024 * MIB

/** Bytes that uploads may still take. Zero where there are none; without end where the file system does not say. */
async function roomForFiles(): Promise<number> {
  const found = await statfs(/*turbopackIgnore: true*/ settings().dataDir).catch(() => null)
  return found ? Math.max(0, found.bavail * found.bsize - KEPT_FREE) : Infinity
}

/** Throws `NoRoom` for a file of so many bytes that would not fit, before any of it is taken. */
export async function ensureRoom(size: number) {
  if (size > (await roomForFiles())) throw new NoRoom()
}

/** For administrators: the bytes that uploads may still take, where that is little. Null: enough, or not theirs to know. */
export async function getLowRoom(caller: Caller): Promise<number | null> {
  if (!may(caller, 'organization.read')) return null
  const room = await roomForFiles()
  return room < LOW ? room : null
}
