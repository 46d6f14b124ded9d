import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { accountOf } from './application-account'
import { migrate, MIGRATIONS } from './migrate'

const onDatabase = (database: string) => process.env.OWNER_URL!.replace(/\/test_\w+\?/, `/${database}?`)

async function onServer(query: string) {
  const admin = new Client(onDatabase('foyer'))
  await admin.connect()
  await admin.query(query)
  await admin.end()
}

/** A database of its own as it was before a migration, for the tests of what that migration carries over. */
export function databaseBefore(migration: string) {
  const name = `migrated_${randomUUID().replaceAll('-', '')}`
  const url = onDatabase(name)
  let earlier: string
  let client: Client

  /** Makes the database. `migrateOn`: applies the migration and all that came after it. */
  async function make() {
    earlier = mkdtempSync(path.join(os.tmpdir(), 'foyer-migrations-'))
    await onServer(`CREATE DATABASE ${name}`)
    for (const one of readdirSync(MIGRATIONS))
      if (one < migration) cpSync(path.join(MIGRATIONS, one), path.join(earlier, one), { recursive: true })
    await migrate(url, earlier, await accountOf(url))
    client = new Client(url)
    await client.connect()
    return { client, migrateOn: async () => migrate(url, MIGRATIONS, await accountOf(url)) }
  }

  async function drop() {
    await client.end()
    await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    rmSync(earlier, { recursive: true, force: true })
  }

  return { make, drop }
}
