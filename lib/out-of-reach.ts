import { codesIn } from './fault-codes'

/** Codes of Node.js and of Prisma for a connection that was not made, or broke. */
const CONNECTION = /^(?:ECONN(?:REFUSED|RESET|ABORTED)|EPIPE|E(?:HOST|NET)UNREACH|ENOTFOUND|EAI_AGAIN|P1001|P1017)$/

/** Codes of PostgreSQL: connection exceptions, and of a server that ends, was cut off, or starts (appendix A of its manual). */
const SERVER = /^(?:08...|57P0[123])$/

/** What `pg` says of a connection that ended while it waited for an answer. It has no code for that. */
const TERMINATED = /^Connection terminated/

/** Says whether a fault came of a database that can't be reached, rather than of what it was asked. */
export const isOutOfReach = (error: unknown): boolean =>
  codesIn(error).some((code) => CONNECTION.test(String(code)) || SERVER.test(String(code))) ||
  (error instanceof Error && (TERMINATED.test(error.message) || isOutOfReach(error.cause)))
