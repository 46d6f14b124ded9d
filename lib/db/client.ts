import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'
import { settings } from '../env'
import { PrismaClient } from './generated/client'
import { statementNames } from './statement-names'
import { takeTurns } from './take-turns'

function connect() {
  const { databaseUrl: connectionString, databasePool: max } = settings()
  if (!connectionString) throw new Error('The database is not up yet: boot sets DATABASE_URL before anything asks for it.')
  // Prisma writes and reads times without their offset, so the server must take and give them in UTC.
  const pool = new Pool({ connectionString, max, options: '-c TimeZone=UTC' })
  // A connection can die in the very moment it is handed out, when neither the pool nor Prisma listens.
  pool.on('connect', (client) => takeTurns(client.on('error', () => {})))
  return new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true, statementNameGenerator: statementNames() }) })
}

const shared = globalThis as { foyerDb?: PrismaClient }

/** The one client of this process, made when first asked for. */
export const db = (): PrismaClient => (shared.foyerDb ??= connect())

/** Ends the pool; the next `db()` makes a new one. */
export async function disconnect() {
  const client = shared.foyerDb
  shared.foyerDb = undefined
  await client?.$disconnect()
}
