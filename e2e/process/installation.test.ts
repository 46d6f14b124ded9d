import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Foyer, removeDirectory, temporaryDirectory } from '../fixtures/foyer'
import { freePort } from '../fixtures/free-port'
import { serverCommand } from '../fixtures/server-command'

// What must not start beside a Foyer that serves, on the same database.

const AUTH_SECRET = 'a secret for these starts alone, forty characters'
const directories: string[] = []
const fresh = () => (directories.push(temporaryDirectory()), directories.at(-1)!)
const begun: Foyer[] = []
let first: Foyer
let beside: Record<string, string>

beforeAll(async () => {
  first = await Foyer.start({
    dataDir: fresh(),
    env: { AUTH_SECRET, ORGANIZATION_NAME: 'Woodgrove Bank', ADMIN_EMAIL: 'adele@woodgrove.example' },
  })
  beside = {
    AUTH_SECRET,
    PUBLIC_URL: first.url,
    DATABASE_URL: `postgresql://foyer@localhost:5432/foyer?host=${encodeURIComponent(path.join(first.dataDir, 'postgres'))}&sslmode=disable`,
  }
})

afterEach(async () => {
  for (const foyer of begun.splice(0)) await foyer.end()
})

afterAll(async () => {
  await first.clear()
  for (const directory of directories) removeDirectory(directory)
})

async function query<Row extends object>(text: string) {
  const client = new Client(beside.DATABASE_URL)
  await client.connect()
  return client
    .query<Row>(text)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

const keep = (foyer: Foyer) => (begun.push(foyer), foyer)
const spawn = async (env: Record<string, string>, dataDir = first.dataDir) =>
  keep(Foyer.spawn({ port: await freePort(), dataDir, env: { ...beside, ...env } }))

/** The one line with which a start is refused. */
async function refusal(env: Record<string, string>, dataDir?: string) {
  const { status, said } = await (await spawn(env, dataDir)).ended()
  expect([status, said.trim().split('\n')]).toEqual([1, [expect.any(String)]])
  return said.trim()
}

const instances = () => query<{ publicUrl: string }>('SELECT "publicUrl" FROM "Instance"')
const storeId = () => path.join(first.dataDir, 'files/store-id')

describe('a second instance', () => {
  it('with the same settings serves, and is known until it ends', async () => {
    const second = await spawn({})
    await second.healthy()
    expect(await instances()).toEqual([{ publicUrl: first.url }, { publicUrl: first.url }])
    await second.end()
    expect(await instances()).toEqual([{ publicUrl: first.url }])
  })

  it('with another AUTH_SECRET is refused, and a command with it too', async () => {
    const AUTH_SECRET = 'another secret, also of some forty characters'
    expect(await refusal({ AUTH_SECRET })).toMatch(
      /^AUTH_SECRET is not the one of this database.*set AUTH_SECRET to the one it had, or restore .*auth-secret/,
    )
    expect(
      await serverCommand('let-in', ['adele@woodgrove.example'], {
        dataDir: first.dataDir,
        env: { ...beside, AUTH_SECRET },
      }),
    ).toMatchObject({ status: 1, said: expect.stringMatching(/^AUTH_SECRET is not the one/) })
  })

  it('with another DATA_DIR is refused, whether it holds files or not, and makes none there', async () => {
    const [empty, foreign] = [fresh(), fresh()]
    expect(await refusal({}, empty)).toMatch(
      new RegExp(
        `^DATA_DIR ${empty} does not hold the files of this database: set DATA_DIR .*${readFileSync(storeId(), 'utf8').trim()}`,
      ),
    )
    expect(existsSync(path.join(empty, 'files'))).toBe(false)
    await keep(await Foyer.start({ dataDir: foreign })).end()
    expect(await refusal({}, foreign)).toMatch(/^DATA_DIR .* does not hold the files/)
  })

  it('with another PUBLIC_URL is refused, and both are named', async () => {
    expect(await refusal({ PUBLIC_URL: 'http://localhost:1' })).toBe(
      `PUBLIC_URL is http://localhost:1, and another instance serves this database at ${first.url}: set the same PUBLIC_URL for both. If that one was stopped just now, wait a minute.`,
    )
    expect(await instances()).toHaveLength(1)
  })

  it('of an older build than one that was here is refused, and the one that serves is no longer well', async () => {
    await query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at) VALUES ('newer', '', '29990101000000_newer', now())`,
    )
    await query(`INSERT INTO "AppliedMigration" VALUES ('29990101000000_newer', '9.0.0', NULL)`)
    expect(await refusal({})).toMatch(/^This is Foyer \d+\.\d+\.\d+, .* 29990101000000_newer, by Foyer 9\.0\.0: start/)
    expect(await first.health()).toEqual({ status: 'failing', part: 'migrations' })
    await query(`UPDATE "AppliedMigration" SET "readableBy" = '0.1.0' WHERE name = '29990101000000_newer'`)
    await (await spawn({})).healthy()
    expect(await first.health()).toEqual({ status: 'ok' })
  })
})

it('with rows of before that break a rule starts, and says in one line which and what to do', async () => {
  const rule = `CONSTRAINT "FactorReset_voucherId_fkey"`
  await query(`ALTER TABLE "FactorReset" DROP ${rule}`)
  const [reset] = await query<{ id: string }>(
    `INSERT INTO "FactorReset" (id, "principalId", reason, "requestedAt", "requestedById", "voucherId") SELECT gen_random_uuid(), id, 'Lost', now(), id, gen_random_uuid() FROM "Principal" LIMIT 1 RETURNING id`,
  )
  await query(`ALTER TABLE "FactorReset" ADD ${rule} FOREIGN KEY ("voucherId") REFERENCES "Principal"(id) NOT VALID`)
  const second = await spawn({})
  await second.healthy()
  expect(second.output).toContain(
    `Rows of FactorReset that name nobody in voucherId: 1, the first ${reset!.id}. Withdraw those that wait, and ask anew.`,
  )
  await query('DELETE FROM "FactorReset"')
  const third = await spawn({})
  await third.healthy()
  expect(third.output).not.toContain('FactorReset')
  const validated = `SELECT count(*)::int AS open FROM pg_constraint WHERE NOT convalidated`
  expect(await query(validated)).toEqual([{ open: 0 }])
})

it('whose store’s id was lost is told to go on by writing it down again', async () => {
  const id = readFileSync(storeId(), 'utf8')
  rmSync(storeId())
  const [, said = '', file = ''] = /store-id is (\S+), .* write this id into (\S+)\.$/.exec(await refusal({})) ?? []
  expect([said, file]).toEqual([id.trim(), storeId()])
  writeFileSync(file, said)
  await (await spawn({})).healthy()
})
