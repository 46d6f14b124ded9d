import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { accountOf } from './application-account'
import { migrate, MIGRATIONS } from './migrate'

const onDatabase = (database: string) => process.env.OWNER_URL!.replace(/\/test_\w+\?/, `/${database}?`)

async function onServer(query: string) {
  const admin = new Client(onDatabase('foyer'))
  await admin.connect()
  try {
    await admin.query(query)
  } finally {
    await admin.end()
  }
}

/** A database of its own, as it was before a migration. */
export type DatabaseBefore = {
  client: Client
  url: string
  /** Applies that migration and every later one. */
  update(): Promise<unknown>
  end(): Promise<void>
}

/** Makes a database that has every migration before `migration`. Whoever asks for it ends it. */
export async function databaseBefore(migration: string): Promise<DatabaseBefore> {
  const name = `migrated_${randomUUID().replaceAll('-', '')}`
  const url = onDatabase(name)
  const earlier = mkdtempSync(path.join(os.tmpdir(), 'foyer-migrations-'))
  await onServer(`CREATE DATABASE ${name}`)
  for (const one of readdirSync(MIGRATIONS))
    if (one < migration) cpSync(path.join(MIGRATIONS, one), path.join(earlier, one), { recursive: true })
  const application = await accountOf(url)
  await migrate(url, earlier, application)
  const client = new Client(url)
  await client.connect()
  return {
    client,
    url,
    update: () => migrate(url, MIGRATIONS, application),
    async end() {
      await client.end()
      await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      rmSync(earlier, { recursive: true, force: true })
    },
  }
}
