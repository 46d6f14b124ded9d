import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { accountOf } from '../server/database/application-account'
import { migrate } from '../server/database/migrate'
import { startPostgres } from '../server/database/postgres'

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string
    ownerUrl: string
  }
}

/** One real PostgreSQL for the whole run, with a migrated template that every test file clones. */
export default async function setup({ provide }: TestProject) {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'foyer-unit-'))
  const postgres = await startPostgres(path.join(directory, 'postgres'))
  const client = new Client(postgres.ownerUrl)
  await client.connect()
  await client.query('CREATE DATABASE template_foyer')
  await client.query('ALTER SYSTEM SET fsync = off')
  await client.query('SELECT pg_reload_conf()')
  await client.end()
  await migrate(
    postgres.ownerUrl.replace('/foyer?', '/template_foyer?'),
    'prisma/migrations',
    await accountOf(postgres.url),
  )
  provide('databaseUrl', postgres.url)
  provide('ownerUrl', postgres.ownerUrl)
  return async () => {
    await postgres.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}
