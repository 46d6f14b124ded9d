import { statfs } from 'node:fs/promises'
import { isPast, MINUTE, now } from './clock'
import { NoRoom } from './errors'
import { codesIn, isOfDatabase } from './faults'

/** The disk that DATA_DIR lies on, as it was found last. */
export type Disk = {
  /** In bytes. */
  size: number
  /** Bytes that may still be written; without end where the file system does not say. */
  free: number
  /** How much of it is taken, from 0 to 1. */
  taken: number
  /** Next to nothing is left, or what was kept for that has been given up. */
  full: boolean
  /** Whether our own PostgreSQL lies on it. */
  withDatabase: boolean
}

/** So long a write that found no room is remembered where that can't be measured: within a quota, or on the disk of a PostgreSQL elsewhere. */
const REMEMBERED = MINUTE

/** Pages and the server in front of them are bundled apart, and know of one disk. */
const shared = globalThis as { foyerDisk?: Disk; foyerNoRoomAt?: Date }

export const disk = (): Disk =>
  shared.foyerDisk ?? { size: Infinity, free: Infinity, taken: 0, full: false, withDatabase: false }

export const noteDisk = (found: Disk) => void (shared.foyerDisk = found)

/** Measures the disk that a directory lies on. */
export async function measureDisk(directory: string): Promise<Pick<Disk, 'size' | 'free' | 'taken'>> {
  const found = await statfs(/*turbopackIgnore: true*/ directory).catch(() => null)
  if (!found) return { size: Infinity, free: Infinity, taken: 0 }
  // What only root may write counts as taken, as df has it.
  const used = found.blocks - found.bfree
  return {
    size: found.blocks * found.bsize,
    free: found.bavail * found.bsize,
    taken: used / Math.max(1, used + found.bavail),
  }
}

/** Whether a write has found no room within the last minute that can't be measured. */
export const wasRefusedRoom = () =>
  shared.foyerNoRoomAt !== undefined && !isPast(shared.foyerNoRoomAt, REMEMBERED, now())

/** Whether a disk that we write to is full: the one of DATA_DIR, or PostgreSQL's. */
export const isDiskFull = () => disk().full || wasRefusedRoom()

/** What somebody is told whose doing found no room. */
export const DISK_FULL =
  'The server’s disk is full, so nothing was saved. Tell an administrator, and try again once there is room.'

/**
 * Throws `NoRoom` in a verb that adds, while the disk under our own database is full: what is left, or was given up for it, is
 * for whoever signs in or out, revokes and blocks.
 */
export function requireRoom() {
  if (disk().full && disk().withDatabase) throw new NoRoom(DISK_FULL)
}

/** Of the file system, and of PostgreSQL (disk_full). */
const codes: readonly unknown[] = ['ENOSPC', 'EDQUOT', '53100']

/**
 * A fault as it is told: `NoRoom` for one that came of a full disk, however deep it is wrapped, which may be remembered; any
 * other as it is. While the disk under our own PostgreSQL is full, whatever else fails fails by that.
 */
export function toldIfFull(error: unknown): unknown {
  if (error instanceof NoRoom) return error
  const code = codesIn(error).find((one) => codes.includes(one))
  if (code && code !== 'ENOSPC') shared.foyerNoRoomAt = now()
  // A PostgreSQL that ended for want of room refuses connections, and says no more.
  return code || (isOfDatabase(error) && disk().full && disk().withDatabase) ? new NoRoom(DISK_FULL) : error
}
