import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cast, organization } from '@/prisma/cast'
import { Foyer, kill, removeDirectory, temporaryDirectory, worksIn } from '../fixtures/foyer'
import { codeIn } from '../fixtures/mailroom'
import { type OwnPostgres, startOwnPostgres } from '../fixtures/own-postgres'
import { PlainBrowser } from '../fixtures/plain-browser'
import { serverCommand } from '../fixtures/server-command'
import { SmtpSink } from '../fixtures/smtp-sink'

const FILE = new Uint8Array(randomBytes(3_000_000))
const LATER = `now() + interval '1 hour'`

let sink: SmtpSink
let own: OwnPostgres
let source: Foyer
let adele: PlainBrowser
let backup: string
let resource: string
const mail = () => ({
  SMTP_URL: sink.url,
  MAIL_FROM: 'Woodgrove Bank <foyer@woodgrove.example>',
  ORGANIZATION_NAME: organization.name,
  ADMIN_EMAIL: cast.adele.address,
})

const ends: (() => unknown)[] = []
const place = () => {
  const directory = temporaryDirectory()
  ends.push(() => removeDirectory(directory))
  return directory
}

async function start(dataDir: string, env: Record<string, string> = {}) {
  const foyer = await Foyer.start({ dataDir, env: { ...mail(), ...env } })
  ends.push(async () => {
    await foyer.end()
    foyer.remains.forEach(kill)
  })
  return foyer
}

/** As the owner of the tables. */
async function ask<Row extends object = { value: string }>(databaseUrl: string, query: string): Promise<Row[]> {
  const client = new Client(databaseUrl)
  await client.connect()
  return client
    .query<Row>(query)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

const embeddedUrl = (dataDir: string) =>
  `postgresql://foyer@localhost:5432/foyer?host=${encodeURIComponent(path.join(dataDir, 'postgres'))}`

const command = (name: 'backup' | 'restore', parameters: string[], dataDir: string, env: Record<string, string> = {}) =>
  serverCommand(name, parameters, { dataDir, env })

const secretOf = (dataDir: string) => readFileSync(path.join(dataDir, 'auth-secret'), 'utf8').trim()

let codes = 0

async function signIn(foyer: Foyer) {
  const browser = new PlainBrowser(foyer.url)
  const asked = await browser.submit(await browser.get('/sign-in'), 'Send code', { address: cast.adele.address })
  const letter = await sink.waitFor(cast.adele.address, {
    nth: ++codes,
    matching: ({ subject }) => subject.includes('code'),
  })
  expect((await browser.submit(asked, 'Verify', { code: codeIn(letter) })).path).toMatch(/^\/share/)
  return browser
}

/** Shares with somebody new, as long as it is not told to stop. */
async function goOnSharing(stop: AbortSignal) {
  for (let n = 0; !stop.aborted; n++) {
    const form = await adele.get('/shares/new?kind=link')
    await adele.submit(form, 'Web address', {
      kind: 'link',
      url: 'https://intranet.woodgrove.example/plan',
      title: `Plan ${n}`,
      addresses: `guest-${n}@contoso.example`,
    })
  }
}

/** Whatever one of these finds is not of one moment. */
const halves = [
  `SELECT id AS value FROM "Resource" r WHERE NOT EXISTS (SELECT FROM "Grant" WHERE "resourceId" = r.id)`,
  `SELECT id AS value FROM "Resource" r WHERE NOT EXISTS (SELECT FROM "AuditEvent" WHERE "resourceId" = r.id AND type = 'resource.created')`,
  `SELECT id AS value FROM "Grant" g WHERE NOT EXISTS (SELECT FROM "Mail" WHERE "grantId" = g.id)`,
  `SELECT id AS value FROM "AuditEvent" e WHERE type = 'resource.created' AND NOT EXISTS (SELECT FROM "Resource" WHERE id = e."resourceId")`,
]

const everyRow = `SELECT sum((xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM %I', tablename), false, true, '')))[1]::text::int)::int AS value FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`

beforeAll(async () => {
  ;[sink, own] = [await SmtpSink.start(), await startOwnPostgres()]
  source = await start(place())
  adele = await signIn(source)
  const fileId = await adele.upload('Q4.pdf', FILE)
  const share = await adele.submit(await adele.get('/shares/new?kind=file'), 'name="addresses"', {
    kind: 'file',
    fileId,
    title: 'Q4',
    addresses: 'nicole@contoso.example',
  })
  resource = share.path.split('/').at(-1)!
  const url = embeddedUrl(source.dataDir)
  await ask(
    url,
    `INSERT INTO "Mail" (id, template, recipient, input, "messageId", "createdAt", "nextAttemptAt") VALUES (gen_random_uuid(), 'access-added', 'omar@fabrikam.example', '{}', '<waits@woodgrove.example>', now(), ${LATER})`,
  )
  await ask(
    url,
    `UPDATE "Job" SET "leasedUntil" = ${LATER} WHERE name = 'purge-trail'; SELECT setval('"ReviewItem_id_seq"', 4711)`,
  )
  await ask(
    url,
    `INSERT INTO "StoredFile" (id, name, "mediaType", size, sha256, "uploadedById", "startedAt", "storedAt", "discardedAt") SELECT gen_random_uuid(), 'gone', 'x', 1, '\\x00', id, now(), now(), now() FROM "Principal" LIMIT 1`,
  )
  backup = path.join(place(), 'deep', 'backup')
})

afterAll(async () => {
  for (const end of ends.splice(0).reverse()) await end()
  await own.stop()
  await sink.stop()
})

describe('a backup', () => {
  it('is made while people go on, whole, for its owner’s eyes, and without the secret', async () => {
    const stop = new AbortController()
    const sharing = goOnSharing(stop.signal)
    await expect
      .poll(async () => (await ask(embeddedUrl(source.dataDir), `SELECT id FROM "Resource"`)).length)
      .toBeGreaterThan(3)
    const made = await command('backup', [backup], source.dataDir)
    stop.abort()
    await sharing
    expect(made).toMatchObject({
      status: 0,
      said: expect.stringMatching(
        new RegExp(
          `^Backed up to ${backup}: \\d+ people, \\d+ shares, 2 files \\(2\\.9 MB\\), \\d+ events of the trail; \\d+ tables with [\\d,]+ rows\\.$`,
        ),
      ),
    })
    const modes = [
      backup,
      ...readdirSync(backup, { recursive: true, encoding: 'utf8' }).map((name) => path.join(backup, name)),
    ].map((file) => [statSync(file).isDirectory(), statSync(file).mode & 0o777])
    expect(new Set(modes.map((mode) => String(mode)))).toEqual(new Set(['true,448', 'false,384']))
    expect(readFileSync(path.join(backup, 'manifest.json'), 'utf8')).not.toContain(secretOf(source.dataDir))
    expect(await source.health()).toEqual({ status: 'ok' })
  })

  it.each([
    ['no folder', () => [], /^npm run backup -- <folder>$/],
    ['two folders', () => ['a', 'b'], /^npm run backup -- <folder>$/],
    ['an option', () => ['--fast'], /^npm run backup -- <folder>$/],
    ['a folder that holds a backup', () => [backup], /holds a backup already: name a new folder\.$/],
    ['a folder that is not empty', () => [path.dirname(backup)], /is not empty.*name a new folder\.$/],
    ['a file', () => [path.join(backup, 'manifest.json')], /can't be written \(ENOTDIR.*name another folder\.$/],
    [
      'a folder within DATA_DIR',
      () => [path.join(source.dataDir, 'backup')],
      /lies in DATA_DIR.*name a folder elsewhere\.$/,
    ],
    ['DATA_DIR', () => [source.dataDir], /lies in DATA_DIR/],
  ])('refuses %s in one line, and writes nothing', async (_what, parameters, line) => {
    const before = existsSync(backup) && readdirSync(backup, { recursive: true })
    const { status, said } = await command('backup', parameters(), source.dataDir)
    expect([status, said.split('\n').length]).toEqual([1, 1])
    expect(said).toMatch(line)
    expect(existsSync(backup) && readdirSync(backup, { recursive: true })).toEqual(before)
    expect(existsSync(path.join(source.dataDir, 'backup'))).toBe(false)
  })

  it('that is stopped leaves its folder as empty as it was', async () => {
    const folder = place()
    const holder = new Client(embeddedUrl(source.dataDir))
    await holder.connect()
    await holder.query('BEGIN; LOCK TABLE "LetIn" IN ACCESS EXCLUSIVE MODE')
    const child = spawn(process.execPath, ['bin/backup.js', folder], {
      env: { NODE_ENV: 'production', PATH: process.env.PATH, DATA_DIR: source.dataDir },
    })
    const ended = once(child, 'close')
    await expect
      .poll(() =>
        ask(
          embeddedUrl(source.dataDir),
          `SELECT pid AS value FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'BEGIN ISOLATION%'`,
        ),
      )
      .toHaveLength(1)
    expect(readdirSync(folder)).toEqual(['tables'])
    child.kill('SIGINT')
    expect(await ended).toEqual([130, null])
    await holder.end()
    expect(readdirSync(folder)).toEqual([])
  })

  it('is made once of three at once in one folder, and the others leave it alone', async () => {
    const folder = path.join(place(), 'backup')
    const all = await Promise.all([1, 2, 3].map(() => command('backup', [folder], source.dataDir)))
    expect(all.map(({ status }) => status).sort()).toEqual([0, 1, 1])
    for (const { said, status } of all)
      expect(said).toMatch(
        status
          ? /^(?:Another backup is being made in|.* is not empty|.* holds a backup already).*name a new folder\.$/
          : /^Backed up/,
      )
    expect(
      await command('restore', [folder], place(), { ...mail(), AUTH_SECRET: secretOf(source.dataDir) }),
    ).toMatchObject({ status: 0 })
  })

  it('is whole, and says so with its status, though a file is not on the disk or is not what was stored', async () => {
    const [lost, changed] = [
      await adele.upload('a.txt', new Uint8Array([1])),
      await adele.upload('b.txt', new Uint8Array([1])),
    ]
    const placeOf = (id: string) => path.join(source.dataDir, 'files', id.slice(0, 2), id)
    rmSync(placeOf(lost))
    writeFileSync(placeOf(changed), 'x')
    const folder = path.join(place(), 'backup')
    const { status, said } = await command('backup', [folder], source.dataDir)
    expect(status).toBe(1)
    expect(said).toMatch(
      new RegExp(
        `^Backed up to .*\\n1 file was not in .*, the first ${lost.slice(0, 2)}/${lost}: .*\\n1 file is not what was stored, the first ${changed.slice(0, 2)}/${changed}: `,
      ),
    )
    expect(
      await command('restore', [folder], place(), { ...mail(), AUTH_SECRET: secretOf(source.dataDir) }),
    ).toMatchObject({ status: 0 })
    await ask(
      embeddedUrl(source.dataDir),
      `UPDATE "StoredFile" SET "erasedAt" = now() WHERE id IN ('${lost}', '${changed}')`,
    )
  })
})

/** What the restored one has to be, whatever it was restored into. */
async function expectRestored(databaseUrl: string, foyer: Foyer) {
  for (const half of halves) expect(await ask(databaseUrl, half)).toEqual([])
  expect(
    await ask(
      databaseUrl,
      `SELECT "lastError" AS value FROM "Mail" WHERE "messageId" = '<waits@woodgrove.example>' AND "droppedAt" IS NOT NULL AND "nextAttemptAt" IS NULL`,
    ),
  ).toEqual([{ value: 'held back: restored from a backup' }])
  expect(await ask(databaseUrl, `SELECT id AS value FROM "Session" WHERE "endedAt" IS NULL`)).toEqual([])
  expect(await ask(databaseUrl, `SELECT name AS value FROM "StoredFile" WHERE "erasedAt" IS NULL`)).toEqual([
    { value: 'Q4.pdf' },
  ])
  expect(await ask(databaseUrl, `SELECT nextval('"ReviewItem_id_seq"') AS value`)).toEqual([{ value: '4712' }])
  const pseudonym = `SELECT trail_pseudonym('sam@northwind.example') AS value`
  expect(await ask(databaseUrl, pseudonym)).toEqual(await ask(embeddedUrl(source.dataDir), pseudonym))
  // Those of the shares before may have been on their way at that moment, too.
  expect(
    await ask(databaseUrl, `SELECT detail ->> 'mails' AS value FROM "AuditEvent" WHERE type = 'installation.restored'`),
  ).toEqual(
    await ask(
      databaseUrl,
      `SELECT count(*)::text AS value FROM "Mail" WHERE "lastError" = 'held back: restored from a backup'`,
    ),
  )
  expect(readFileSync(path.join(foyer.dataDir, 'files', 'store-id'), 'utf8')).toBe(
    readFileSync(path.join(source.dataDir, 'files', 'store-id'), 'utf8'),
  )
  const browser = await signIn(foyer)
  expect(
    createHash('sha256')
      .update(await browser.bytes(`/api/files/${resource}`))
      .digest(),
  ).toEqual(createHash('sha256').update(FILE).digest())
  await browser.submit(await browser.get('/shares/new?kind=link'), 'Web address', {
    kind: 'link',
    url: 'https://intranet.woodgrove.example/new',
    title: 'New',
    addresses: 'new@contoso.example',
  })
  expect(await ask(databaseUrl, `SELECT title AS value FROM "Resource" WHERE title = 'New'`)).toEqual([
    { value: 'New' },
  ])
}

/** The last line but one of a restore: what it brought back, as the backup said it. */
const broughtBack = () =>
  expect.stringMatching(
    /^Restored what was backed up at 20\S+Z: \d+ people, \d+ shares, 2 files \(2\.9 MB\), .* rows\.\n\d+ sessions? .* ended and \d+ waiting mails? held back\. What was revoked.*$/,
  )

describe('a restore', () => {
  it('brings it into the embedded PostgreSQL of another place, where people sign in and read on', async () => {
    const dataDir = place()
    writeFileSync(path.join(dataDir, 'auth-secret'), `${secretOf(source.dataDir)}\n`)
    expect(await command('restore', [backup], dataDir, mail())).toEqual({ status: 0, said: broughtBack() })
    const foyer = await start(dataDir)
    expect((await adele.at(foyer.url).get('/account')).html).toContain(
      'This portal was restored from a backup, and everybody was signed out.',
    )
    await expectRestored(embeddedUrl(dataDir), foyer)
    const { tables } = JSON.parse(readFileSync(path.join(backup, 'manifest.json'), 'utf8')).manifest as {
      tables: { name: string; rows: number }[]
    }
    expect(tables.map(({ name }) => name)).toContain('TrailKey')
    expect((await ask<{ value: number }>(embeddedUrl(dataDir), everyRow))[0]!.value).toBeGreaterThan(
      tables.reduce((sum, { rows }) => sum + rows, 0),
    )
  })

  it('brings it into a PostgreSQL of one’s own, with an owner that is no superuser and an account that can’t rewrite the trail', async () => {
    for (const query of [
      'CREATE ROLE larger_owner LOGIN',
      'CREATE ROLE larger_app LOGIN',
      'CREATE DATABASE larger OWNER larger_owner',
    ])
      await own.ask(query)
    const env = {
      DATABASE_URL: own.url('larger_app', 'larger'),
      DATABASE_OWNER_URL: own.url('larger_owner', 'larger'),
      AUTH_SECRET: secretOf(source.dataDir),
    }
    const dataDir = place()
    expect(await command('restore', [backup], dataDir, { ...mail(), ...env })).toEqual({
      status: 0,
      said: broughtBack(),
    })
    expect(readdirSync(dataDir)).toEqual(['files'])
    const foyer = await start(dataDir, env)
    await expectRestored(own.url('larger_owner', 'larger'), foyer)
    const again = path.join(place(), 'again')
    expect(await command('backup', [again], dataDir, env)).toMatchObject({ status: 0 })
    const { DATABASE_OWNER_URL: _owner, ...withoutOwner } = env
    const refused = path.join(place(), 'refused')
    expect(await command('backup', [refused], dataDir, withoutOwner)).toEqual({
      status: 1,
      said: 'The account of DATABASE_URL may not read TrailKey: set DATABASE_OWNER_URL, as for Foyer itself.',
    })
    expect(readdirSync(refused)).toEqual([])
  })
})

describe('a restore that is stopped', () => {
  it.each([
    ['SIGINT', 130, []],
    ['SIGTERM', 130, []],
    ['SIGKILL', null, [expect.stringMatching(/^files\.restoring-/)]],
  ] as const)('by %s leaves nothing that keeps the next one from going through', async (signal, status, left) => {
    const name = `stopped_${signal.toLowerCase()}`
    for (const query of [`CREATE ROLE ${name} LOGIN`, `CREATE DATABASE ${name} OWNER ${name}`]) await own.ask(query)
    const dataDir = place()
    const env = { ...mail(), DATABASE_URL: own.url(name, name), AUTH_SECRET: secretOf(source.dataDir) }
    // Whoever migrates holds this: the restore waits, its files beside their place.
    const holder = new Client(own.url(name, name))
    await holder.connect()
    await holder.query('SELECT pg_advisory_lock(4638371)')
    const child = spawn(process.execPath, ['bin/restore.js', backup], {
      env: { NODE_ENV: 'production', PATH: process.env.PATH, DATA_DIR: dataDir, ...env },
    })
    await expect
      .poll(() => own.ask(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`))
      .toHaveLength(1)
    const ended = once(child, 'close')
    child.kill(signal)
    expect((await ended)[0]).toBe(status)
    await holder.end()
    expect(readdirSync(dataDir)).toEqual(left)
    expect(await own.ask(`SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace`, name)).toEqual([])
    expect(await command('restore', [backup], dataDir, env)).toEqual({ status: 0, said: broughtBack() })
    expect(readdirSync(dataDir)).toEqual(['files'])
  })
})

describe('a restore that is stopped on the way', () => {
  const moments: [string, (names: string[]) => boolean][] = [
    ['before anything is there', () => true],
    ['when its files are being copied', (names) => names.some((name) => name.startsWith('files.restoring'))],
    ['when its database is being made', (names) => names.some((name) => name.startsWith('postgres.new-'))],
    ['when its database is there', (names) => names.includes('postgres')],
    ['when its files are in their place', (names) => names.includes('files')],
  ]

  it.each(moments)('%s, leaves nothing, or all of it', async (_moment, isNow) => {
    const dataDir = place()
    const { child, ended } = startRestore(dataDir)
    await Promise.race([ended, expect.poll(() => isNow(readdirSync(dataDir)), { interval: 1 }).toBe(true)])
    child.kill('SIGINT')
    const { status, said } = await ended
    expect(worksIn(path.join(dataDir, 'postgres'))).toEqual([])
    expect([status === 0, said, readdirSync(dataDir).sort()]).toEqual(
      status === 0 ? [true, broughtBack(), ['files', 'postgres']] : [false, '', []],
    )
  })

  it('is none of two at once into one place: one brings it, and the other lets it be', async () => {
    const dataDir = place()
    const both = await Promise.all([startRestore(dataDir), startRestore(dataDir)].map(({ ended }) => ended))
    expect(both.filter(({ status }) => status === 0)).toHaveLength(1)
    expect(both.filter(({ status }) => status !== 0).map(({ said }) => said)).toEqual([
      expect.stringMatching(
        /^(?:Another start is setting up.*\n)?(?:There (?:is a database|are files) in|Another Foyer is running on|The database is not empty|The restore stopped).*$/,
      ),
    ])
    expect(readdirSync(dataDir).sort()).toEqual(['files', 'postgres'])
    expect(readdirSync(path.join(dataDir, 'files'), { recursive: true }).sort()).toEqual(
      readdirSync(path.join(backup, 'files'), { recursive: true }).sort(),
    )
  })
})

function startRestore(dataDir: string) {
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: 'production',
    PATH: process.env.PATH,
    DATA_DIR: dataDir,
    ...mail(),
    AUTH_SECRET: secretOf(source.dataDir),
  }
  const child = spawn(process.execPath, ['bin/restore.js', backup], { env })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return {
    child,
    ended: once(child, 'close').then(([status]) => ({ status: status as number | null, said: said.trim() })),
  }
}

/** A copy of the backup to spoil. */
function copied(spoil: (folder: string) => void) {
  const folder = path.join(place(), 'copy')
  cpSync(backup, folder, { recursive: true })
  spoil(folder)
  return folder
}

const someFile = (folder: string) =>
  readdirSync(path.join(folder, 'files'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.length === 36)
    .map((entry) => path.join(entry.parentPath, entry.name))[0]!

function changeByte(file: string, at: number) {
  const bytes = readFileSync(file)
  bytes[at]! ^= 1
  writeFileSync(file, bytes)
}

function changeManifest(
  folder: string,
  change: (manifest: { format: number; migrations: { name: string }[]; madeAt: string }) => void,
) {
  const file = path.join(folder, 'manifest.json')
  const sealed = JSON.parse(readFileSync(file, 'utf8'))
  change(sealed.manifest)
  writeFileSync(file, JSON.stringify(sealed))
}

describe('a restore refuses in one line, and writes nothing', () => {
  const refused: [string, () => string, RegExp][] = [
    [
      'a folder that is not there',
      () => path.join(place(), 'none'),
      /^There is no manifest\.json in .*name the folder of a backup that was finished\.$/,
    ],
    ['a file in place of a folder', () => path.join(backup, 'manifest.json'), /^There is no manifest\.json in /],
    [
      'a backup that was cut off while it was made',
      () => copied((folder) => rmSync(path.join(folder, 'manifest.json'))),
      /^There is no manifest\.json in /,
    ],
    [
      'a manifest that is cut in the middle',
      () => copied((folder) => truncateSync(path.join(folder, 'manifest.json'), 1000)),
      /^manifest\.json in .* is cut or changed: copy the backup again/,
    ],
    [
      'a manifest with a changed word',
      () => copied((folder) => changeManifest(folder, (manifest) => (manifest.madeAt = '2020-01-01T00:00:00.000Z'))),
      /^manifest\.json in .* was changed since/,
    ],
    [
      'a folder of a table',
      () =>
        copied((folder) => (rmSync(path.join(folder, 'manifest.json')), mkdirSync(path.join(folder, 'manifest.json')))),
      /can't be read \(EISDIR.*name another folder\.$/,
    ],
    [
      'a backup of a newer form',
      () => copied((folder) => changeManifest(folder, (manifest) => (manifest.format = 2))),
      /^The backup in .* was made by a newer Foyer \(0\.1\.0\): update this one, then restore\.$/,
    ],
    [
      'a table that is cut in the middle',
      () => copied((folder) => truncateSync(path.join(folder, 'tables/AuditEvent.copy'), 10)),
      /^The backup in .* is not whole: tables\/AuditEvent\.copy is changed\. Copy it again/,
    ],
    [
      'a table with a changed byte',
      () => copied((folder) => changeByte(path.join(folder, 'tables/Principal.copy'), 5)),
      /: tables\/Principal\.copy is changed\. /,
    ],
    [
      'a file with a changed byte',
      () => copied((folder) => changeByte(someFile(folder), 2_000_000)),
      /: files\/..\/[0-9a-f-]{36} is changed\. /,
    ],
    [
      'a file that grew',
      () => copied((folder) => appendFileSync(someFile(folder), 'x')),
      /: files\/..\/[0-9a-f-]{36} is changed\. /,
    ],
    [
      'a list of files with a changed byte',
      () => copied((folder) => changeByte(path.join(folder, 'files.tsv'), 5)),
      /: files\.tsv is changed\. /,
    ],
    [
      'one without its files',
      () => copied((folder) => rmSync(path.join(folder, 'files'), { recursive: true })),
      /^The backup in .* is without its files \(2 files, 2\.9 MB\): copy its folder files too/,
    ],
    [
      'one that was half copied',
      () => copied((folder) => (rmSync(path.join(folder, 'tables'), { recursive: true }), rmSync(someFile(folder)))),
      /: tables\/AccessReview\.copy and \d+ others are missing\. Copy it again/,
    ],
  ]

  it.each(refused)('%s', async (_what, folder, line) => {
    const dataDir = path.join(place(), 'data')
    const { status, said } = await command('restore', [folder()], dataDir, {
      AUTH_SECRET: secretOf(source.dataDir),
      ...mail(),
    })
    expect([status, said.split('\n')]).toEqual([1, [expect.stringMatching(line)]])
    expect(existsSync(dataDir)).toBe(false)
  })

  it('no folder, or two', async () => {
    for (const parameters of [[], [backup, backup]])
      expect(await command('restore', parameters, place())).toEqual({ status: 1, said: 'npm run restore -- <folder>' })
  })

  it('another secret than its own, or none, which it does not make', async () => {
    const dataDir = path.join(place(), 'data')
    const remedy = `: set AUTH_SECRET to that of the Foyer it was made of, or put its file auth-secret into ${dataDir}.`
    expect(await command('restore', [backup], dataDir, mail())).toEqual({
      status: 1,
      said: `The backup in ${backup} belongs to a secret that is not here${remedy}`,
    })
    expect(await command('restore', [backup], dataDir, { ...mail(), AUTH_SECRET: 'x'.repeat(40) })).toEqual({
      status: 1,
      said: `The backup in ${backup} belongs to another secret${remedy}`,
    })
    expect(existsSync(dataDir)).toBe(false)
  })

  it('an installation that is not empty, whatever of it is there', async () => {
    const env = { AUTH_SECRET: secretOf(source.dataDir), ...mail() }
    expect(await command('restore', [backup], source.dataDir, env)).toMatchObject({
      status: 1,
      said: expect.stringMatching(
        /^There is a database in .* already, and a restore writes over nothing: set DATA_DIR to a new directory, with nothing in it but the file auth-secret\.$/,
      ),
    })
    expect(await source.health()).toEqual({ status: 'ok' })
    const withFiles = place()
    mkdirSync(path.join(withFiles, 'files'))
    writeFileSync(path.join(withFiles, 'files/store-id'), 'another')
    expect(await command('restore', [backup], withFiles, env)).toMatchObject({
      status: 1,
      said: expect.stringMatching(
        /^There are files in .*files already, and a restore writes over nothing: set DATA_DIR/,
      ),
    })
    for (const query of ['CREATE ROLE full_app LOGIN', 'CREATE DATABASE used OWNER full_app']) await own.ask(query)
    await own.ask('CREATE TABLE theirs AS SELECT 1 AS one', 'used')
    const dataDir = path.join(place(), 'data')
    expect(await command('restore', [backup], dataDir, { ...env, DATABASE_URL: own.url('full_app', 'used') })).toEqual({
      status: 1,
      said: 'The database of DATABASE_URL is not empty, and a restore writes over nothing: create a new one, and name that.',
    })
    expect(existsSync(dataDir)).toBe(false)
  })

  it('a database that it may make nothing in: then what it made is taken away again', async () => {
    for (const query of ['CREATE ROLE poor LOGIN', 'CREATE DATABASE closed']) await own.ask(query)
    const dataDir = place()
    const { status, said } = await command('restore', [backup], dataDir, {
      AUTH_SECRET: secretOf(source.dataDir),
      ...mail(),
      DATABASE_URL: own.url('poor', 'closed'),
    })
    expect([status, said]).toEqual([
      1,
      expect.stringMatching(/^The restore stopped, and nothing of it was kept: permission denied for schema public\.$/),
    ])
    expect(readdirSync(dataDir)).toEqual([])
    expect(await own.ask(`SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace`, 'closed')).toEqual(
      [],
    )
  })
})
