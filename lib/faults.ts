type Wrapped = {
  name?: unknown
  message?: unknown
  code?: unknown
  originalCode?: unknown
  cause?: unknown
  meta?: unknown
  driverAdapterError?: unknown
}

/** Wrappings of an error that are looked into. */
const DEEPEST = 5

/** Returns an error and all that it wraps, the outermost first: Prisma, its adapter and `pg` wrap each other. */
function layersOf(error: unknown, depth = 0): Wrapped[] {
  if (typeof error !== 'object' || error === null || depth > DEEPEST) return []
  const { cause, meta, driverAdapterError }: Wrapped = error
  return [error, ...[cause, meta, driverAdapterError].flatMap((inner) => layersOf(inner, depth + 1))]
}

/** Returns the codes of an error and of all that it wraps, the outermost first. */
export const codesIn = (error: unknown): unknown[] =>
  layersOf(error).flatMap(({ code, originalCode }) => [code, originalCode].filter((one) => one !== undefined))

/** Says whether an error is one that asking the database threw. */
export const isOfDatabase = (error: unknown): boolean =>
  error instanceof Error &&
  (/^Prisma|^(?:DriverAdapterError|StatementFailed)$/.test(error.name) || 'clientVersion' in error)

/** Matches codes of Node.js and of Prisma for a connection that was not made, or broke. */
const CONNECTION = /^(?:ECONN(?:REFUSED|RESET|ABORTED)|EPIPE|E(?:HOST|NET)UNREACH|ENOTFOUND|EAI_AGAIN|P1001|P1017)$/

/** Matches codes of PostgreSQL: connection exceptions, and of a server that ends, was cut off, or starts (its manual, appendix A). */
const SERVER = /^(?:08...|57P0[123])$/

/** Matches what `pg` says of a connection that ended while it waited for an answer. It has no code for that. */
const TERMINATED = /^Connection terminated/

/** Says whether a fault came of a database that can't be reached, rather than of what it was asked, or of another system. */
export const isOutOfReach = (error: unknown): boolean =>
  isOfDatabase(error) &&
  (codesIn(error).some((code) => CONNECTION.test(String(code)) || SERVER.test(String(code))) ||
    layersOf(error).some(({ message }) => TERMINATED.test(String(message))))
