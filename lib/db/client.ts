import { setFlagsFromString } from 'node:v8'
import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'
import { settings } from '../env'
import { PrismaClient } from './generated/client'
import { statementNames } from './statement-names'
import { takeTurns } from './take-turns'

/**
 * Bytes of WebAssembly that a function of Prisma's query compiler runs before V8 optimizes it: a hundred times V8's
 * default. At the default, optimizing takes some two seconds of CPU in every process that starts; only a process under
 * load earns them back, and reaches this budget soon.
 */
const WASM_TIERING_BUDGET = 180_000_000

const shared = globalThis as { foyerDb?: PrismaClient; foyerPool?: Pool }

function connect() {
  const { databaseUrl: connectionString, databasePool: max } = settings()
  if (!connectionString)
    throw new Error('The database is not up yet: boot sets DATABASE_URL before anything asks for it.')
  // Prisma writes and reads times without their offset, so the server must take and return them in UTC.
  const made = new Pool({ connectionString, max, options: '-c TimeZone=UTC' })
  // A connection can fail in the very moment it is handed out, when neither the pool nor Prisma listens.
  made.on('connect', (client) => takeTurns(client.on('error', () => {})))
  // Prisma listens only once it has sent a query itself.
  made.on('error', () => {})
  shared.foyerPool = made
  // Read when the query compiler is instantiated, on the first query.
  setFlagsFromString(`--wasm-tiering-budget=${WASM_TIERING_BUDGET}`)
  return new PrismaClient({
    adapter: new PrismaPg(made, { disposeExternalPool: true, statementNameGenerator: statementNames() }),
  })
}

/** Returns the one client of this process. Makes it on the first call. */
export const db = (): PrismaClient => (shared.foyerDb ??= connect())

/** Returns the connection pool of that client, for statements that don't go through Prisma (`inOneStatement`). */
export function pool(): Pool {
  db()
  return shared.foyerPool!
}

/** Ends the pool; the next `db()` makes a new one. */
export async function disconnect() {
  const { foyerDb: client, foyerPool: held } = shared
  shared.foyerDb = undefined
  shared.foyerPool = undefined
  await client?.$disconnect()
  // Prisma has ended it, where it has sent a query itself.
  if (held && !held.ending) await held.end()
}

/** Connections of a pool: `size` at most, `inUse` and `idle` of them open. `waiting`: how many queries wait for one. */
export type PoolState = { size: number; inUse: number; idle: number; waiting: number }

/** Returns the state of this process's pool. Null: it has none yet. */
export function poolState(): PoolState | null {
  const { foyerPool: held } = shared
  return held
    ? {
        size: held.options.max,
        inUse: held.totalCount - held.idleCount,
        idle: held.idleCount,
        waiting: held.waitingCount,
      }
    : null
}
