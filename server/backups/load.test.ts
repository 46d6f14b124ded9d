import { randomUUID } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { now } from '@/lib/clock'
import { CannotStart } from '../process/cannot-start'
import { VERSION } from '../process/version'
import { appliedMigrations, migrate, MIGRATIONS, migrationNames, readMigrations } from '../database/migrate'
import { listClosed, listSequences, listTables } from './catalog'
import { dump, dumpTable } from './dump'
import { tablesIn, wantedIn } from './layout'
import { load } from './load'
import { FORMAT, type Manifest } from './manifest'
import { requireKnown, requireRoom, roomFor } from './requirements'

const silent = { show: () => {} }
const nothing = { bytes: 0, sha256: '0'.repeat(64) }

let folder = ''
const made: string[] = []
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'foyer-backup-'))
  mkdirSync(tablesIn(folder))
})
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  for (const name of made.splice(0))
    for (const query of [`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, `DROP ROLE IF EXISTS ${name}_owner`])
      await ask(process.env.OWNER_URL!, query)
})

async function on<Result>(where: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client(where)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const ask = <Row extends object>(where: string, query: string) =>
  on(where, (client) => client.query<Row>(query).then(({ rows }) => rows))

/** An empty database whose owner is no superuser. */
async function makeDatabase() {
  const name = `backup_${randomUUID().replaceAll('-', '')}`
  made.push(name)
  for (const query of [`CREATE ROLE ${name}_owner`, `CREATE DATABASE ${name} OWNER ${name}_owner`])
    await ask(process.env.OWNER_URL!, query)
  return `${process.env.OWNER_URL!.replace(/\/test_\w+\?/, `/${name}?`)}&options=-c%20role%3D${name}_owner`
}

/** One as the version whose newest migration is `last` left it. */
async function makeOlder(last: string) {
  const url = await makeDatabase()
  const older = path.join(folder, 'migrations')
  for (const name of readdirSync(MIGRATIONS).filter((name) => name <= last)) {
    mkdirSync(path.join(older, name), { recursive: true })
    cpSync(path.join(MIGRATIONS, name), path.join(older, name), { recursive: true })
  }
  await migrate(url, older, url.slice(url.indexOf('role%3D') + 7))
  return url
}

/** A backup of it, as that version would have made it. */
const backUp = (url: string): Promise<Manifest> =>
  on(url, async (client) => {
    const tables = []
    for (const table of await listTables(client)) tables.push(await dumpTable(client, folder, table))
    const postgres = {
      format: FORMAT,
      foyer: '0.1.0',
      madeAt: now().toISOString(),
      postgres: '18',
      secretCheck: nothing.sha256,
    } as const
    return {
      ...postgres,
      migrations: await appliedMigrations(client),
      tables,
      sequences: await listSequences(client),
      files: { count: 0, bytes: 0, missing: 0, list: nothing },
    }
  })

const restore = (url: string, manifest: Manifest) =>
  on(url, async (client) => {
    const stilled = await load(client, folder, manifest, now(), silent)
    await client.query('COMMIT')
    return stilled
  })

const [MEGAN, NICOLE] = ['018f0000-0000-7000-8000-0000000000aa', '018f0000-0000-7000-8000-0000000000bb']

/** In the shape of every version since that before the trail had an owner of its own. The guest was brought in by the member, whose row may come after. */
const older = `
  INSERT INTO "Principal" (id, kind, address, "createdAt", "createdById") VALUES ('${NICOLE}', 'guest', 'nicole+q4@contoso.example', now(), NULL), ('${MEGAN}', 'member', 'megan@woodgrove.example', now(), NULL);
  UPDATE "Principal" SET "createdById" = '${MEGAN}' WHERE id = '${NICOLE}';
  INSERT INTO "Session" (id, "tokenHash", "principalId", "startedAt", "expiresAt", "userAgent", "networkAddress") VALUES (gen_random_uuid(), '\\x01', '${MEGAN}', now(), now() + interval '1 day', 'x', '192.0.2.1'), (gen_random_uuid(), '\\x02', '${MEGAN}', now() - interval '2 days', now() - interval '1 day', 'x', '192.0.2.1');
  INSERT INTO "Mail" (id, template, recipient, input, sealed, "messageId", "createdAt", "nextAttemptAt", "withheldAt", "sentAt") VALUES
    (gen_random_uuid(), 'one-time-passcode', 'a@contoso.example', '{"text": "tab\\there, \\\\ and 日本"}', '\\xff00', 'waits', now(), now(), NULL, NULL),
    (gen_random_uuid(), 'one-time-passcode', 'b@contoso.example', '{}', '\\xff', 'withheld', now(), now(), now(), NULL),
    (gen_random_uuid(), 'invitation', 'c@contoso.example', '{}', NULL, 'sent', now(), NULL, NULL, now());
  INSERT INTO "SignInAttempt" (id, "secretHash", address, purpose, "knownBrowser", "createdAt", "lastCodeAt", "userAgent", "networkAddress") VALUES ('${MEGAN}', '\\x01', 'megan@woodgrove.example', 'sign-in', false, now(), now(), 'x', '192.0.2.1');
  INSERT INTO "Passcode" (id, "attemptId", hmac, "createdAt", "expiresAt") VALUES (gen_random_uuid(), '${MEGAN}', '\\x01', now(), now() + interval '10 minutes');
  INSERT INTO "Job" (name, "dueAt", "leasedUntil") VALUES ('sweep-files', now(), now() + interval '1 hour');
  INSERT INTO "StoredFile" (id, name, "mediaType", size, sha256, "uploadedById", "startedAt", "storedAt", "erasedAt") VALUES (gen_random_uuid(), 'erased', 'x', 1, '\\x00', '${MEGAN}', now(), now(), '2026-01-01Z')`

const itemsBefore = `; INSERT INTO "ReviewItem" ("roundId", "principalId", "grantedAt", "inviterGone", "panelId") SELECT '${MEGAN}', '${NICOLE}', now(), false, '${MEGAN}' FROM generate_series(1, 3)`
const itemsSince = `; WITH item AS (INSERT INTO "ReviewItem" ("roundId", "principalId", "grantedAt", "inviterGone") SELECT '${MEGAN}', '${NICOLE}', now(), false FROM generate_series(1, 3) RETURNING id) INSERT INTO "ReviewSeat" ("itemId", second, "panelId") SELECT id, false, '${MEGAN}' FROM item`

const before = ` INSERT INTO "AuditEvent" (id, at, type, "callerKind", "callerId", "callerName", detail, "networkAddress", "userAgent") VALUES ('${MEGAN}', now(), 'guest.invited', 'member', '${MEGAN}', 'megan@woodgrove.example', '{"address": "nicole+q4@contoso.example"}', '203.0.113.7', 'Firefox')`
const since = ` INSERT INTO "AuditEvent" (id, at, type, "callerKind", "callerId", "principalId") VALUES ('${MEGAN}', now(), 'guest.invited', 'member', '${MEGAN}', '${NICOLE}'); INSERT INTO "TrailOrigin" (id, at, "networkAddress", "userAgent") VALUES ('${MEGAN}', now(), '203.0.113.7', 'Firefox')`

/** The migration that marks what was erased before as discarded. */
const FILES_WAIT = '20261129052814_files_wait_a_week'

/** The migration that holds rows to rules. */
const ROWS_FIT = '20261129195000_rows_fit'

/** The migration that gives each reviewer of an item a seat. */
const SEATS = '20261130150000_review_seats'

const all = migrationNames(MIGRATIONS)

describe('a backup of an earlier version', () => {
  it.each<[last: string, rows: string]>([
    ['20261128044719_sign_ins_in_order', older + ';' + before + itemsBefore],
    [all.filter((name) => name < SEATS).at(-1)!, older + ';' + since + itemsBefore],
    ...all.slice(-2).map((last): [string, string] => [last, older + ';' + since + itemsSince]),
  ])('%s is brought to this one, whole, and nothing of it comes alive again', async (last, rows) => {
    const url = await makeOlder(last)
    await ask(url, rows)
    const manifest = await backUp(url)
    const target = await makeDatabase()
    expect(await restore(target, manifest)).toEqual({ sessions: 1, mails: 1 })

    expect((await on(target, appliedMigrations)).map(({ name }) => name)).toEqual(migrationNames(MIGRATIONS))
    const read = async (query: string) => (await ask<{ value: unknown }>(target, query)).map(({ value }) => value)
    expect(await read('SELECT mailbox AS value FROM "Principal" ORDER BY address')).toEqual([
      'megan@woodgrove.example',
      'nicole@contoso.example',
    ])
    expect(await read(`SELECT input ->> 'text' AS value FROM "Mail" WHERE "messageId" = 'waits'`)).toEqual([
      'tab\there, \\ and 日本',
    ])
    expect(await read('SELECT "principalId" AS value FROM "AuditEvent"')).toEqual([NICOLE])
    expect(await read('SELECT "networkAddress" AS value FROM "TrailOrigin"')).toEqual(['203.0.113.7'])
    expect(
      await read(`SELECT "messageId" AS value FROM "Mail" WHERE "nextAttemptAt" IS NOT NULL OR sealed IS NOT NULL`),
    ).toEqual([])
    expect(
      await read(`SELECT "messageId" AS value FROM "Mail" WHERE "lastError" = 'held back: restored from a backup'`),
    ).toEqual(['waits'])
    expect(await read('SELECT id AS value FROM "Session" WHERE "endedAt" IS NULL AND "expiresAt" > now()')).toEqual([])
    expect(await read('SELECT id AS value FROM "Passcode" WHERE "expiresAt" > clock_timestamp()')).toEqual([])
    expect(await read('SELECT name AS value FROM "Job" WHERE "leasedUntil" IS NOT NULL')).toEqual([])
    expect(await read(`SELECT "discardedAt" IS NOT NULL AS value FROM "StoredFile"`), 'by the migration').toEqual([
      last < FILES_WAIT,
    ])
    expect(await read('SELECT "panelId" AS value FROM "ReviewSeat" ORDER BY "itemId"')).toEqual([MEGAN, MEGAN, MEGAN])
    expect(
      await read(
        `INSERT INTO "ReviewItem" ("roundId", "principalId", "grantedAt", "inviterGone") VALUES ('${MEGAN}', '${NICOLE}', now(), false) RETURNING id AS value`,
      ),
    ).toEqual([4])
    expect(await read('SELECT count(*)::int AS value FROM "TrailKey"')).toEqual([1])
    await expect(
      ask(
        target,
        `INSERT INTO "Passcode" (id, "attemptId", hmac, "createdAt", "expiresAt") VALUES (gen_random_uuid(), '${NICOLE}', '\\x01', now(), now())`,
      ),
    ).rejects.toThrow(/foreign key/)
    const references = `SELECT conname, pg_get_constraintdef(oid) AS value FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY 1, 2`
    expect(await ask(target, references)).toEqual(await ask(process.env.OWNER_URL!, references))
  })
})

it('a backup with a row that breaks a rule of today comes back, and the row can be changed as before', async () => {
  const url = await makeOlder(
    migrationNames(MIGRATIONS)
      .filter((name) => name < ROWS_FIT)
      .at(-1)!,
  )
  await ask(url, older)
  await ask(url, `UPDATE "Session" SET "expiresAt" = "startedAt" - interval '1 day' WHERE "tokenHash" = '\\x02'`)
  await migrate(url, MIGRATIONS, url.slice(url.indexOf('role%3D') + 7))
  const target = await makeDatabase()
  await restore(target, await backUp(url))
  await ask(target, `UPDATE "Session" SET "endedAt" = now()`)
  await expect(
    ask(target, `UPDATE "Session" SET "startedAt" = now(), "expiresAt" = now() - interval '1 day'`),
  ).rejects.toThrow('Session_ends_after_start')
})

describe('a load', () => {
  const newest = migrationNames(MIGRATIONS).at(-1)!

  it('leaves nothing behind when a row names what is not there, or rows are lacking', async () => {
    const url = await makeOlder(newest)
    await ask(url, older)
    const manifest = await backUp(url)
    const cut = { ...manifest, tables: manifest.tables.filter(({ name }) => name !== 'Principal') }
    const wrong = {
      ...manifest,
      tables: manifest.tables.map((table) => (table.name === 'Mail' ? { ...table, rows: 4 } : table)),
    }
    for (const [spoiled, says] of [
      [cut, /foreign key/],
      [wrong, /^The table Mail came out with 3 rows in place of 4\.$/],
    ] as const) {
      const target = await makeDatabase()
      await expect(restore(target, spoiled)).rejects.toThrow(says)
      expect(await ask(target, `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace`)).toEqual([])
    }
  })

  it('of two into one database brings one, and tells the other', async () => {
    const manifest = await backUp(await makeOlder(newest))
    const target = await makeDatabase()
    const both = await Promise.allSettled([restore(target, manifest), restore(target, manifest)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: expect.objectContaining({ message: expect.stringMatching(/^The database is not empty/) }),
    })
  })
})

describe('a dump', () => {
  it('finds a table of a later version, with its counters, and leaves out the rows of running processes', async () => {
    const url = await makeOlder(migrationNames(MIGRATIONS).at(-1)!)
    await ask(
      url,
      `CREATE TABLE "Later" (id bigint GENERATED ALWAYS AS IDENTITY, word text, twice text GENERATED ALWAYS AS (word || word) STORED, gone int); ALTER TABLE "Later" DROP COLUMN gone; INSERT INTO "Later" (word) VALUES ('a'), (NULL); CREATE TABLE IF NOT EXISTS "Instance" (id int); CREATE VIEW words AS SELECT word FROM "Later"`,
    )
    const { tables, sequences } = await dump(url, folder, silent)
    expect(tables.find(({ name }) => name === 'Later')).toMatchObject({ columns: ['id', 'word'], rows: 2 })
    expect(tables.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['Instance']))
    expect(tables.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['_prisma_migrations']))
    expect(sequences).toContainEqual({ name: 'Later_id_seq', value: '2' })
    expect(readdirSync(folder)).toContain(path.basename(wantedIn(folder)))
  })

  it('says which table its account may not read', async () => {
    await expect(dump(process.env.DATABASE_URL!, folder, silent)).rejects.toThrow(
      new CannotStart(
        'The account of DATABASE_URL may not read TrailKey: set DATABASE_OWNER_URL, as for Foyer itself.',
      ),
    )
    expect(await on(process.env.OWNER_URL!, listClosed)).toEqual([])
  })
})

describe('a backup of another Foyer', () => {
  const of = (migrations: Manifest['migrations']): Manifest => ({
    format: FORMAT,
    foyer: '0.9.0',
    madeAt: '',
    postgres: '',
    secretCheck: '',
    migrations,
    tables: [],
    sequences: [],
    files: { count: 0, bytes: 0, missing: 0, list: nothing },
  })

  it('is refused where it knows a migration that is not ours, or another by the name of one, in a line that names both', () => {
    const ours = readMigrations()
    expect(requireKnown('/x', of(ours))).toBeUndefined()
    expect(requireKnown('/x', of(ours.slice(0, -1)))).toBeUndefined()
    expect(() => requireKnown('/x', of([...ours, { name: '20991231000000_later', checksum: '' }]))).toThrow(
      new CannotStart(
        `The backup in /x was made by a newer Foyer (0.9.0 with 20991231000000_later; this is ${VERSION} with ${ours.at(-1)!.name}): update this one, then restore.`,
      ),
    )
    expect(() => requireKnown('/x', of([{ name: ours[0]!.name, checksum: 'edited' }]))).toThrow(
      new CannotStart(
        `Migration ${ours[0]!.name} is not the one that the backup in /x was made with: restore its file.`,
      ),
    )
  })
})

describe('the room that a restore needs', () => {
  const sized = {
    tables: [{ name: 'A', columns: [], rows: 1, bytes: 1000, sha256: '' }],
    files: { count: 1, bytes: 5000, missing: 0, list: nothing },
  }
  const manifest = {
    ...sized,
    format: FORMAT,
    foyer: '',
    madeAt: '',
    postgres: '',
    secretCheck: '',
    migrations: [],
    sequences: [],
  } satisfies Manifest

  it('is that of its files, and of the database where it comes along', async () => {
    expect([roomFor(manifest, false), roomFor(manifest, true)]).toEqual([5000, 5000 + 4000 + 256 * 1024 ** 2])
    await requireRoom(path.join(folder, 'not/made/yet'), 5000)
    await expect(requireRoom(path.join(folder, 'not/made/yet'), 2 ** 60)).rejects.toThrow(
      /^The disk of DATA_DIR .* has .* free, and the backup needs 1048576 TB: make room, or set DATA_DIR to another disk\.$/,
    )
  })
})
