import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { after, DAY, MINUTE, now } from '../clock'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import { asOwner } from '../db/owner/testing'
import { seatCast } from '../db/testing'
import { type PersonCaller, systemCaller } from '../principal'
import { purgeTrail } from './purge-trail'
import { trailKept } from './retention'
import { newReference } from '../reference'
import { writeAcceptance, writeEvent, writeSignIn } from './testing'
import { appendOnlyTables, isTrailGuarded, mayRewriteTheTrail, ownersTables } from './trail-guard.sql'
import { transaction } from '../db/transaction'

const job = systemCaller('purge-trail')
const trail = ['AuditEvent', 'SignIn', 'TermsAcceptance', 'TrailOrigin']
const run = (sql: string) => db().$executeRaw(Prisma.raw(sql))
const ago = (days: number) => after(now(), -days * DAY)

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
  // The trail stays from test to test: here each begins with none.
  await asOwner(
    'BEGIN; SET LOCAL session_replication_role = replica; DELETE FROM "AuditEvent"; DELETE FROM "SignIn"; DELETE FROM "TrailOrigin"; COMMIT',
  )
})

async function write(days: number) {
  await writeEvent({
    type: 'resource.opened',
    callerKind: 'guest',
    callerId: people.nicole.principal.id,
    at: ago(days),
  })
  await writeSignIn({
    at: ago(days),
    kind: 'access',
    outcome: 'allowed',
    reference: newReference(),
    principalId: people.nicole.principal.id,
    principalKind: 'guest',
    platform: 'macos',
    browser: 'Safari',
    strength: 'mailbox',
    newBrowser: false,
    policies: [],
    facts: {},
  })
}

async function accept(principalId: string, at: Date) {
  const by = { createdAt: at, createdById: people.adele.principal.id }
  const { id: documentId } = await db().termsDocument.create({ data: { name: 'Terms', ...by } })
  const { id: versionId } = await db().termsVersion.create({ data: { documentId, number: 1, reaccept: false, ...by } })
  const { id: textId } = await db().termsText.create({
    data: {
      versionId,
      language: 'en',
      title: 'Terms',
      format: 'markdown',
      content: Buffer.from('x'),
      sha256: Buffer.from('x'),
    },
  })
  await writeAcceptance({ principalId, documentId, versionId, textId, sha256: Buffer.from('x'), accepted: true, at })
}

/** How many events, sign-ins, answers to terms are left, and how many rows beside them. */
const left = async () => [
  await db().auditEvent.count({ where: { type: 'resource.opened' } }),
  await db().signIn.count(),
  await db().termsAcceptance.count(),
  await db().trailOrigin.count(),
]

describe('the application’s own account', () => {
  it.each(
    trail.flatMap((table) => [
      `UPDATE "${table}" SET at = now()`,
      `DELETE FROM "${table}"`,
      `TRUNCATE "${table}" CASCADE`,
      `ALTER TABLE "${table}" ADD COLUMN more text`,
      `ALTER TABLE "${table}" DISABLE TRIGGER ALL`,
      `ALTER TABLE "${table}" OWNER TO foyer_app`,
      `DROP TABLE "${table}" CASCADE`,
      `DROP TRIGGER "${table}_append_only" ON "${table}"`,
      `CREATE TRIGGER sneaky BEFORE INSERT ON "${table}" FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
      `CREATE RULE sneaky AS ON INSERT TO "${table}" DO INSTEAD NOTHING`,
      `SELECT 1 FROM "${table}" FOR UPDATE`,
    ]),
  )('is refused %s', async (sql) => {
    await write(1)
    await expect(run(sql)).rejects.toThrow(/permission denied|must be owner|42501/)
  })

  it.each([
    'SET session_replication_role = replica',
    'SET ROLE foyer',
    'CREATE TABLE more (id int)',
    'ALTER FUNCTION purge_trail(integer) SECURITY INVOKER',
    `CREATE FUNCTION more() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    'DELETE FROM "_prisma_migrations"',
    'DELETE FROM "AppliedMigration"',
    'SELECT key FROM "TrailKey"',
  ])('is refused %s', async (sql) => {
    await expect(run(sql)).rejects.toThrow(/permission denied|must be owner|42501/)
  })

  it('may add to these and read them, and may do everything with all other tables', async () => {
    const rights = await db().$queryRaw<{ name: string; rights: string }[]>`
      SELECT c.relname AS name, string_agg(r, ', ' ORDER BY place) AS rights FROM pg_class c, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN']) WITH ORDINALITY AS each(r, place)
      WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND has_table_privilege(c.oid, r) GROUP BY 1`
    const expected = (name: string) =>
      ['_prisma_migrations', 'AppliedMigration'].includes(name)
        ? 'SELECT'
        : (appendOnlyTables as readonly string[]).includes(name)
          ? 'SELECT, INSERT'
          : 'SELECT, INSERT, UPDATE, DELETE, MAINTAIN'
    expect(rights.length).toBeGreaterThan(30)
    expect(rights.filter(({ name }) => (ownersTables as readonly string[]).includes(name))).toEqual([])
    expect(rights).toEqual(rights.map(({ name }) => ({ name, rights: expected(name) })))
  })

  it('knows that it can’t rewrite the trail, and that the owner can', async () => {
    expect(await isTrailGuarded(people.adele)).toBe(true)
    expect(await asOwner(mayRewriteTheTrail)).toEqual([{ open: true }])
  })
})

describe('the owner', () => {
  it.each(
    trail.flatMap((table) => [`UPDATE "${table}" SET at = now()`, `DELETE FROM "${table}"`, `TRUNCATE "${table}"`]),
  )('is kept by triggers from %s', async (sql) => {
    await write(400)
    await accept(people.nicole.principal.id, ago(400))
    await expect(asOwner(sql)).rejects.toThrow(/only ever added/)
  })

  it.each([
    `DO $$ BEGIN DELETE FROM "AuditEvent"; /* purge_trail(integer) line 1 */ END $$`,
    `DO $$ BEGIN DELETE FROM "AuditEvent" /*\nPL/pgSQL function purge_trail(integer) line 1 at SQL statement\n*/; END $$`,
    `DO $$ BEGIN PERFORM purge_trail(365); END $$`,
  ])('is not taken for the one function by %s', async (sql) => {
    await write(400)
    await expect(asOwner(sql)).rejects.toThrow(/only ever added/)
    expect(await left()).toEqual([1, 1, 0, 2])
  })
})

describe('purging by age', () => {
  it('takes what is older than is promised and nothing else, and leaves an event', async () => {
    for (const days of [1, 29, 31, trailKept.days - 1, trailKept.days + 1, 2000]) await write(days)
    await purgeTrail(job)
    expect(await left()).toEqual([4, 4, 0, 8])
    expect(await db().auditEvent.findMany({ where: { type: 'trail.purged' } })).toMatchObject([
      { callerKind: 'system', detail: { events: 2, signIns: 2, answers: 0, as: 'foyer_app' } },
    ])
    await purgeTrail(job)
    expect(await db().auditEvent.count({ where: { type: 'trail.purged' } })).toBe(1)
  })

  it('keeps who agreed to what while they are here, and as long again after they were removed', async () => {
    for (const name of ['nicole', 'omar', 'lee'] as const) await accept(people[name].principal.id, ago(1000))
    await db().principal.update({ where: { id: people.omar.principal.id }, data: { removedAt: ago(10) } })
    await db().principal.update({
      where: { id: people.lee.principal.id },
      data: { removedAt: ago(trailKept.days + 1) },
    })
    await accept(people.nicole.principal.id, ago(1))
    await purgeTrail(job)
    expect(
      (await db().termsAcceptance.findMany({ where: { at: { lt: ago(900) } } }))
        .map(({ principalId }) => principalId)
        .sort(),
    ).toEqual([people.nicole.principal.id, people.omar.principal.id].sort())
    // Where they answered from goes at its time all the same.
    expect(await left()).toEqual([0, 0, 3, 1])
  })

  it.each(['29', '0', '-400', 'NULL'])('refuses %s days, whoever calls', async (days) => {
    await write(29)
    for (const call of [run, asOwner]) await expect(call(`SELECT purge_trail(${days})`)).rejects.toThrow(/last 30 days/)
    expect(await left()).toEqual([1, 1, 0, 2])
  })

  it('takes 30 days at the least', async () => {
    await write(29)
    await write(30 + 1 / 1440)
    await run('SELECT purge_trail(30)')
    expect(await left()).toEqual([1, 1, 0, 2])
  })

  it('finds the trail itself, whatever a caller puts in its way', async () => {
    await write(400)
    await transaction(async (tx) => {
      await tx.$executeRaw`CREATE TEMP TABLE "AuditEvent" (id uuid, at timestamptz, type text, "callerKind" text, "callerName" text, detail jsonb) ON COMMIT DROP`
      await tx.$executeRaw`SELECT purge_trail(365)`
    })
    expect(await left()).toEqual([0, 0, 0, 0])
    expect(await db().auditEvent.count({ where: { type: 'trail.purged', at: { gt: after(now(), -MINUTE) } } })).toBe(1)
  })

  it('goes on over more than one time takes, many at once, where each had often found nothing', async () => {
    // From its sixth execution on a connection keeps a plan that it made for an empty table: what read every row for every
    // row took minutes here.
    await asOwner('VACUUM ANALYZE "AuditEvent"')
    for (let i = 0; i < 8; i++) await Promise.all(Array.from({ length: 8 }, () => purgeTrail(job)))
    await asOwner(
      `INSERT INTO "AuditEvent" (id, at, type, "callerKind") SELECT gen_random_uuid(), now() - interval '500 days', 'resource.opened', 'system' FROM generate_series(1, 45000)`,
    )
    await Promise.all(Array.from({ length: 8 }, () => purgeTrail(job)))
    expect(await left()).toEqual([0, 0, 0, 0])
    const kept = await db().auditEvent.findMany({ where: { type: 'trail.purged' } })
    expect(
      kept.map(({ detail }) => (detail as { events: number }).events).reduce((sum, events) => sum + events, 0),
    ).toBe(45_000)
  })
})

describe('what stands beside the trail', () => {
  it('may be emptied by the owner, and changed by nobody', async () => {
    await write(1)
    for (const change of [
      `"networkAddress" = '198.51.100.1'`,
      `"userAgent" = ''`,
      `address = 'sam@northwind.example'`,
      'at = now()',
      'id = gen_random_uuid()',
    ])
      await expect(asOwner(`UPDATE "TrailOrigin" SET ${change}`)).rejects.toThrow(/only ever added or emptied/)
    await asOwner('UPDATE "TrailOrigin" SET address = NULL, "networkAddress" = NULL, "userAgent" = NULL')
    expect(await db().trailOrigin.findMany({ select: { networkAddress: true, userAgent: true } })).toEqual([
      { networkAddress: null, userAgent: null },
      { networkAddress: null, userAgent: null },
    ])
  })
})
