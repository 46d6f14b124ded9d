import os from 'node:os'
import { CannotStart } from './cannot-start'

const MIB = 1024 ** 2

/** MB under which it is tried that we serve: the web process takes 250 to 290 and the worker 170 to 215 under load, our own PostgreSQL its buffers of 128 beside what it shares. */
const NEEDED = { alone: 512, withDatabase: 640 }

/** Throws `CannotStart` where a limit of `bytes` leaves less memory than we need: all our processes are under it. */
export function requireMemory(bytes: number, { withDatabase }: { withDatabase: boolean }) {
  const needed = withDatabase ? NEEDED.withDatabase : NEEDED.alone
  if (bytes >= needed * MIB) return
  const way = withDatabase ? ` With a PostgreSQL elsewhere, in DATABASE_URL, ${NEEDED.alone} MB do.` : ''
  throw new CannotStart(
    `Foyer may use ${Math.floor(bytes / MIB)} MB of memory here and needs ${needed} MB: raise the limit, with MemoryMax= of systemd or --memory of the container.${way}`,
  )
}

/** Bytes that the system lets us use, by a limit that was set or by what there is. Where there is no limit some systems name one beyond any memory. */
export const memoryLimit = () => Math.min(process.constrainedMemory() || Infinity, os.totalmem())
