import { CannotStart } from './cannot-start'

/** What this process holds open beside its connections and PostgreSQL's: some 26 at a start, and pages read from the disk. */
const OWN = 64

/** Connections over what there is room for that are let in to be told so, or to ask for the health. */
export const EXTRA = 32

/** Seats below which nobody could be served in earnest. */
const FEWEST = 64

/**
 * How many seats a system that lets a process hold `limit` files open has for visitors, where the database takes so many
 * connections. Throws `CannotStart` where they are too few.
 */
export function countSeats(limit: number, databasePool: number) {
  const seats = limit - OWN - EXTRA - databasePool
  if (seats >= FEWEST) return seats
  throw new CannotStart(
    `A process may hold ${limit} files open here, and Foyer needs ${limit - seats + FEWEST}: raise it, with ulimit -n or with LimitNOFILE= of systemd.`,
  )
}

/** How many files this process may hold open. Asked before anything is open: a report names what is. */
export function openFilesLimit() {
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft: number | 'unlimited' } } }
  const soft = userLimits?.open_files?.soft
  return typeof soft === 'number' ? soft : Infinity
}
