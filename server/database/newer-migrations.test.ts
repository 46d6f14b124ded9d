import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountOf } from './application-account'
import { isMigrated, migrate, migrationNames } from './migrate'
import { readableBy } from './newer-migrations'
import { VERSION } from '../process/version'

const ours = 'prisma/migrations'
const name = `newer_${randomUUID().replaceAll('-', '')}`
const onDatabase = (database: string) => process.env.OWNER_URL!.replace(/\/test_\w+\?/, `/${database}?`)
const url = onDatabase(name)
let theirs: string

async function ask(where: string, query: string) {
  const client = new Client(where)
  await client.connect()
  try {
    return await client.query<Record<string, string>>(query)
  } finally {
    await client.end()
  }
}

/** A newer build brings a migration. */
async function bring(migration: string, sql: string, version: string) {
  mkdirSync(path.join(theirs, migration))
  writeFileSync(path.join(theirs, migration, 'migration.sql'), sql)
  await migrate(url, theirs, await accountOf(url), version)
}

const start = async (version = VERSION) => migrate(url, ours, await accountOf(url), version)

async function healthy() {
  const client = new Client(url)
  await client.connect()
  try {
    return await isMigrated(client, migrationNames(ours))
  } finally {
    await client.end()
  }
}

const column = (name: string) => `ALTER TABLE "Job" ADD COLUMN "${name}" TEXT;`

describe('a build on a database that a newer one has been on', () => {
  beforeEach(async () => {
    theirs = mkdtempSync(path.join(os.tmpdir(), 'foyer-migrations-'))
    cpSync(ours, theirs, { recursive: true })
    await ask(onDatabase('foyer'), `CREATE DATABASE ${name}`)
  })
  afterEach(async () => {
    rmSync(theirs, { recursive: true, force: true })
    await ask(onDatabase('foyer'), `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  })

  it('is refused in one line that names both, and is no longer well where it ran', async () => {
    await start()
    expect(await healthy()).toBe(true)
    await bring('29990101000000_more', column('more'), '9.0.0')
    const said = await start().catch((error: Error) => `${error.name} ${error.message}`)
    expect(said).toMatch(
      new RegExp(
        `This is Foyer ${VERSION}, .*${migrationNames(ours).at(-1)}.* 29990101000000_more, by Foyer 9\\.0\\.0: start .*restore a backup`,
      ),
    )
    expect(said).not.toContain('\n')
    expect(await healthy()).toBe(false)
  })

  it('runs where every newer migration says that its version can', async () => {
    await start()
    await bring('29990101000000_more', `-- readable by: ${VERSION}\n${column('more')}`, '9.0.0')
    expect(await start()).toEqual([])
    expect(await healthy()).toBe(true)
  })

  it('is refused where one of them says so of a later version alone', async () => {
    await start()
    await bring('29990101000000_more', `-- readable by: ${VERSION}\n${column('more')}`, '9.0.0')
    await bring('29990201000000_most', `-- readable by: 9.0.0\n${column('most')}`, '9.1.0')
    await expect(start()).rejects.toThrow(/29990201000000_most, by Foyer 9\.1\.0/)
    expect(await migrate(url, ours, await accountOf(url), '9.0.0')).toEqual([])
  })

  it('is refused by a migration of which nobody wrote down what brought it', async () => {
    await start()
    await ask(
      url,
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at) VALUES ('1', '', '29990101000000_more', now())`,
    )
    await expect(start()).rejects.toThrow('by another Foyer: start')
  })

  it('knows what brought each, though the one that applied it was cut off before it wrote that down', async () => {
    await start()
    await ask(url, 'DELETE FROM "AppliedMigration"')
    await start('9.0.0')
    const { rows } = await ask(url, 'SELECT count(*)::text AS count, min(version) AS version FROM "AppliedMigration"')
    expect(rows).toEqual([{ count: String(migrationNames(ours).length), version: '9.0.0' }])
  })
})

/** What takes from older builds something that they may ask for, or asks something of them that they don't know. */
const narrows =
  /\bDROP (?!INDEX|TRIGGER|FUNCTION)|\bRENAME\b|\bALTER COLUMN\b|\bTYPE\b.*\bUSING\b|\bADD CONSTRAINT\b(?!.*PRIMARY KEY)|\bADD VALUE\b|\bADD COLUMN\b(?!.*\bDEFAULT\b).*\bNOT NULL\b/i

describe('a migration that says which version can live with it', () => {
  const all = migrationNames(ours).map((migration) => ({
    migration,
    sql: readFileSync(path.join(ours, migration, 'migration.sql'), 'utf8'),
  }))
  const adds = (sql: string) => !sql.split('\n').some((line) => narrows.test(line))

  it('only adds', () => {
    expect(all.filter(({ sql }) => readableBy(sql) && !adds(sql)).map(({ migration }) => migration)).toEqual([])
    expect(all.filter(({ sql }) => readableBy(sql)).length).toBeGreaterThan(0)
  })

  it.each([
    ['ALTER TABLE "Job" DROP COLUMN "lastError";', false],
    ['DROP TABLE "Job";', false],
    ['ALTER TABLE "Job" RENAME COLUMN "name" TO "called";', false],
    ['ALTER TABLE "Job" ALTER COLUMN "lastError" SET NOT NULL;', false],
    ['ALTER TABLE "Job" ADD COLUMN "more" TEXT NOT NULL;', false],
    [`ALTER TYPE "Role" ADD VALUE 'more';`, false],
    ['ALTER TABLE "Job" ADD COLUMN "more" TEXT NOT NULL DEFAULT \'\',', true],
    ['    CONSTRAINT "Job_pkey" PRIMARY KEY ("id")', true],
    ['DROP INDEX "Job_dueAt_idx";', true],
  ])('%s: %s', (sql, expected) => expect(adds(sql)).toBe(expected))

  it.each([
    ['-- readable by: 0.1.0', '0.1.0'],
    ['-- Readable by: 0.1.0', null],
    ['-- readable by: the version before', null],
    ['CREATE TABLE x ();\n-- readable by: 10.2.33', '10.2.33'],
  ])('%s: %s', (sql, expected) => expect(readableBy(sql)).toBe(expected))
})

it('no line is taken for one that is spelled nearly so', () => {
  const near = migrationNames(ours).filter((migration) =>
    /readable by/i.test(
      readFileSync(path.join(ours, migration, 'migration.sql'), 'utf8').replace(
        /^-- readable by: \d+\.\d+\.\d+$/gm,
        '',
      ),
    ),
  )
  expect(near).toEqual([])
})
