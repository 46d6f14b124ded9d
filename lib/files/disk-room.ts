import { may } from '../access/decide'
import { disk, isDiskFull, measureDisk } from '../disk'
import { settings } from '../env'
import { NoRoom } from '../errors'
import type { Caller } from '../principal'

const MIB = 1024 ** 2

/** Bytes that uploads leave free: the database may lie on the same disk, and stops where there are none. */
const KEPT_FREE = 256 * MIB

/** Fewer bytes than these are told to administrators while there is still time. */
const LOW = 1024 * MIB

/** So is a disk of which so much is taken. */
const NEARLY_FULL = 0.9

/** Bytes that uploads may take of so many that are free. */
const roomIn = (free: number) => Math.max(0, free - KEPT_FREE)

/** Bytes that files under way have yet to write. */
let promised = 0

/** `wrote`: to be told of so many bytes as they are written; `release`: of the end, whatever it was. */
type Held = { wrote: (bytes: number) => void; release: () => void }

/**
 * Holds room for a file of so many bytes: many at once take no more than one after the other. Throws `NoRoom` for one that
 * would not fit, before any of it is taken.
 */
export async function ensureRoom(size: number): Promise<Held> {
  let left = size
  const wrote = (bytes: number) => {
    promised -= bytes
    left -= bytes
  }
  const release = () => wrote(left)
  promised += size
  const { free } = await measureDisk(settings().dataDir)
  if (promised <= roomIn(free)) return { wrote, release }
  release()
  throw new NoRoom()
}

/** `left`: bytes that uploads may still take. `percent`: of the disk that is taken, where that is nearly all; null: a small disk has little left though most of it is free. `shut`: nothing new can be shared either. */
export type LowRoom = { left: number; percent: number | null; full: boolean; shut: boolean }

/** For administrators: what the disk has left, as it was measured last, where that is little. Null: enough, or not theirs to know. */
export function getLowRoom(caller: Caller): LowRoom | null {
  const { free, taken, full, withDatabase } = disk()
  const left = roomIn(free)
  if (!isDiskFull() && left >= LOW && taken < NEARLY_FULL) return null
  return may(caller, 'organization.read')
    ? {
        left,
        percent: taken < NEARLY_FULL ? null : Math.floor(taken * 100),
        full: isDiskFull(),
        shut: full && withDatabase,
      }
    : null
}
