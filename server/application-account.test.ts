import { randomUUID } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountOf, requireGuard } from './application-account'
import { CannotStart } from './cannot-start'
import { migrate } from './migrate'

const MIGRATIONS = 'prisma/migrations'

/** The migrations of the version before the trail had an owner of its own. */
const BEFORE = '20261128044719_sign_ins_in_order'

let [name, url, ownerUrl, olderMigrations] = ['', '', '', '']

/** A PostgreSQL of somebody's own: neither account is a superuser, and the database belongs to one of them. */
beforeEach(async () => {
  name = `own_${randomUUID().replaceAll('-', '')}`
  const server = process.env.OWNER_URL!
  await ask(server, `CREATE ROLE ${name}_owner`, `CREATE ROLE ${name}_app`, `CREATE DATABASE ${name} OWNER ${name}_owner`)
  const as = (account: string) => `${server.replace(/\/test_\w+\?/, `/${name}?`)}&options=-c%20role%3D${account}`
  ;[url, ownerUrl] = [as(`${name}_app`), as(`${name}_owner`)]
  olderMigrations = mkdtempSync(path.join(os.tmpdir(), 'foyer-migrations-'))
  for (const one of readdirSync(MIGRATIONS).filter((folder) => folder <= BEFORE)) {
    mkdirSync(path.join(olderMigrations, one))
    cpSync(path.join(MIGRATIONS, one), path.join(olderMigrations, one), { recursive: true })
  }
})

afterEach(async () => {
  rmSync(olderMigrations, { recursive: true, force: true })
  await ask(process.env.OWNER_URL!, `DROP DATABASE ${name} WITH (FORCE)`, `DROP ROLE ${name}_owner`, `DROP ROLE ${name}_app`)
})

async function ask<Row extends object>(where: string, ...queries: string[]): Promise<Row[]> {
  const client = new Client(where)
  await client.connect()
  try {
    let rows: Row[] = []
    for (const query of queries) rows = (await client.query<Row>(query)).rows
    return rows
  } finally {
    await client.end()
  }
}

const migrateAll = async (application = url) => migrate(ownerUrl, MIGRATIONS, await accountOf(application))
const event = `INSERT INTO "AuditEvent" (id, at, type, "callerKind") VALUES (gen_random_uuid(), now(), 'resource.opened', 'system')`

describe('a PostgreSQL of one’s own', () => {
  it('is brought up to date with one account as with two, and loses nothing when it gets the second', async () => {
    await migrate(ownerUrl, olderMigrations, await accountOf(ownerUrl))
    await ask(ownerUrl, event, event)
    await migrateAll(ownerUrl)
    await ask(ownerUrl, event)
    expect(await migrateAll()).toEqual([])
    await requireGuard(url)
    await ask(url, event, `INSERT INTO "Job" (name, "dueAt") VALUES ('a', now())`, `UPDATE "Job" SET "dueAt" = now()`, 'DELETE FROM "Job"')
    expect(await ask(url, `SELECT count(*)::int AS events FROM "AuditEvent"`)).toEqual([{ events: 4 }])
    await expect(ask(url, 'DELETE FROM "AuditEvent"')).rejects.toThrow(/permission denied/)
    await ask(url, 'SELECT purge_trail(30)')
  })

  it('takes what the application’s account had too much, at every start', async () => {
    await migrateAll()
    await ask(ownerUrl, `GRANT ALL ON "AuditEvent" TO ${name}_app`, `GRANT UPDATE (at) ON "SignIn" TO ${name}_app`)
    await expect(requireGuard(url)).rejects.toThrow(CannotStart)
    await migrateAll()
    await requireGuard(url)
  })

  it.each([
    ['a member of the owner', () => `GRANT ${name}_owner TO ${name}_app`],
    ['what everybody may', () => 'GRANT UPDATE ON "SignIn" TO PUBLIC'],
  ])('is not taken for guarded by an account that can all the same: %s', async (_what, sql) => {
    await migrateAll()
    await ask(`${process.env.OWNER_URL!.replace(/\/test_\w+\?/, `/${name}?`)}`, sql())
    await migrateAll()
    await expect(requireGuard(url)).rejects.toThrow(/can rewrite the trail/)
  })

  it('is not taken for guarded where both are one account', async () => {
    await migrateAll(ownerUrl)
    await expect(requireGuard(ownerUrl)).rejects.toThrow(/can rewrite the trail/)
  })
})
