import { setTimeout as wait } from 'node:timers/promises'
import { SECOND } from '@/lib/clock'
import { measureDisk, noteDisk, wasRefusedRoom } from '@/lib/disk'
import { log } from '@/lib/log/log'
import { BALLAST, giveUpBallast, hasBallast, makeBallast } from '../database/ballast'
import { reason } from './cannot-start'

/** Milliseconds between two looks. */
const EVERY = SECOND

/** Fewer bytes than these: PostgreSQL may want a new segment of its log, of 16 MB, at any moment. */
const SPENT = 32 * 1024 ** 2

/** Looks after one another that have to find room before the ballast is made: what has just been freed may be about to be filled. */
const SETTLED = 10

/** Looks until the next try where it could not be made, as within a quota. */
const PATIENCE = 600

type Watched = {
  dataDir: string
  /** Whether our own PostgreSQL lies on it. */ withDatabase: boolean
  say?: (line: string) => void
}

/**
 * Measures the disk of DATA_DIR every second for whoever asks, until `signal`. Beside our own PostgreSQL a ballast is kept: it
 * is given up when the disk is full, which is told, and made again once there is room. Resolves after the first look.
 */
export async function watchDisk(watched: Watched, signal: AbortSignal) {
  if (!watched.withDatabase) giveUpBallast(watched.dataDir)
  const look = lookAt(watched)
  await look()
  void goOn(look, signal)
}

async function goOn(look: () => Promise<void>, signal: AbortSignal) {
  while (!signal.aborted) {
    await wait(EVERY, undefined, { signal, ref: false }).catch(() => {})
    if (!signal.aborted)
      await look().catch((error: unknown) => log.error('The disk could not be looked at.', { error }))
  }
}

/** One look, to be taken again and again. */
export function lookAt({ dataDir, withDatabase, say = log.warn }: Watched) {
  // With the ballast made, twice what is next to nothing.
  const enough = 2 * SPENT + (withDatabase ? BALLAST : 0)
  let [full, roomy] = [false, 0]
  return async () => {
    const found = await measureDisk(dataDir)
    const spent = found.free < SPENT || wasRefusedRoom()
    full = spent || (full && found.free < enough)
    roomy = spent || found.free < enough ? Math.min(roomy, 0) : roomy + 1
    if (withDatabase && spent && giveUpBallast(dataDir)) say(givenUp(dataDir))
    noteDisk({ ...found, full, withDatabase })
    if (withDatabase && roomy >= SETTLED && !hasBallast(dataDir) && !(await make(dataDir, say))) roomy = -PATIENCE
  }
}

const givenUp = (dataDir: string) =>
  `The disk of ${dataDir} is full: 64 MB that were kept for this were given up, so that signing out, revoking and blocking go on. Make room.`

/** Whether it could be made. */
async function make(dataDir: string, say: (line: string) => void) {
  const fault = await makeBallast(dataDir).then(() => null, reason)
  if (fault) say(`64 MB could not be kept in ${dataDir} for when the disk is full: ${fault}`)
  return fault === null
}
