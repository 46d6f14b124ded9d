import { randomUUID } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accountOf, requireGuard } from './application-account'
import { CannotStart } from '../process/cannot-start'
import { migrate } from './migrate'

const MIGRATIONS = 'prisma/migrations'

/** The migrations of the version before the trail had an owner of its own. */
const BEFORE = '20261128044719_sign_ins_in_order'

let [name, url, ownerUrl, olderMigrations] = ['', '', '', '']

/** A PostgreSQL of somebody's own: neither account is a superuser, and the database belongs to one of them. */
beforeEach(async () => {
  name = `own_${randomUUID().replaceAll('-', '')}`
  const server = process.env.OWNER_URL!
  await ask(
    server,
    `CREATE ROLE ${name}_owner`,
    `CREATE ROLE ${name}_app`,
    `CREATE DATABASE ${name} OWNER ${name}_owner`,
  )
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
  await ask(
    process.env.OWNER_URL!,
    `DROP DATABASE ${name} WITH (FORCE)`,
    `DROP ROLE ${name}_owner`,
    `DROP ROLE ${name}_app`,
  )
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

const [MEGAN, NICOLE, SAM] = [
  '018f0000-0000-7000-8000-0000000000aa',
  '018f0000-0000-7000-8000-0000000000bb',
  'sam@northwind.example',
]
const WHENCE = `'203.0.113.7', 'Mozilla/5.0 (X11; Linux) Firefox/145.0'`

/** What the version before would have written. */
const older = [
  `INSERT INTO "Principal" (id, kind, address, name, "createdAt") VALUES ('${MEGAN}', 'member', 'megan@woodgrove.example', 'Megan Bowen', now()), ('${NICOLE}', 'guest', 'nicole@contoso.example', NULL, now())`,
  ...[
    `'guest.invited', 'member', '${MEGAN}', 'megan@woodgrove.example', '${NICOLE}', '{"address": "nicole@contoso.example", "shareLinkId": null}', ${WHENCE}`,
    `'passcode.requested', 'anonymous', NULL, NULL, NULL, '{"address": "${SAM}", "withheld": true}', ${WHENCE}`,
    `'passcode.failed', 'anonymous', NULL, NULL, NULL, '{"address": "${SAM}", "reason": "wrong"}', ${WHENCE}`,
    `'passcode.verified', 'anonymous', NULL, NULL, '${NICOLE}', '{"address": "nicole@contoso.example"}', ${WHENCE}`,
    `'mail.failed', 'system', NULL, 'deliver-mail', NULL, '{"recipient": "${SAM}", "template": "invitation", "reason": "550 <${SAM}> is unknown"}', NULL, NULL`,
    `'mail.sent', 'system', NULL, 'deliver-mail', NULL, '{"recipient": "nicole@contoso.example", "template": "invitation"}', NULL, NULL`,
    `'factor-reset.requested', 'member', '${MEGAN}', 'megan@woodgrove.example', '${NICOLE}', '{"reason": "lost", "voucher": "lee@woodgrove.example"}', ${WHENCE}`,
    `'review-round.ended', 'system', NULL, 'close-review-stages', NULL, '{"roundId": "r"}', NULL, NULL`,
  ].map(
    (
      event,
      n,
    ) => `INSERT INTO "AuditEvent" (id, at, type, "callerKind", "callerId", "callerName", "principalId", detail, "networkAddress", "userAgent")
    SELECT gen_random_uuid(), now() - interval '${n} days', event.type, "callerKind", "callerId"::uuid, "callerName", "principalId"::uuid, detail::jsonb, network, agent
    FROM (VALUES (${event})) event(type, "callerKind", "callerId", "callerName", "principalId", detail, network, agent)`,
  ),
  `INSERT INTO "SignIn" (id, at, kind, outcome, reference, "principalId", "principalKind", address, "networkAddress", "userAgent", platform, browser, strength, "newBrowser", policies, facts)
    SELECT gen_random_uuid(), now(), 'sign_in', 'allowed', 'AAAA-2222', '${NICOLE}', 'guest', 'nicole@contoso.example', whence.*, 'linux', 'Firefox on Linux', 'mailbox', false, '[]', '{"networkAddress": "203.0.113.7", "country": "AT"}' FROM (VALUES (${WHENCE})) whence`,
  `INSERT INTO "TermsDocument" (id, name, "createdAt", "createdById") VALUES ('${MEGAN}', 'Terms', now(), '${MEGAN}')`,
  `INSERT INTO "TermsVersion" (id, "documentId", number, reaccept, "createdAt", "createdById") VALUES ('${MEGAN}', '${MEGAN}', 1, false, now(), '${MEGAN}')`,
  `INSERT INTO "TermsText" (id, "versionId", language, title, format, content, sha256) VALUES ('${MEGAN}', '${MEGAN}', 'en', 'Terms', 'markdown', 'x', 'x')`,
  `INSERT INTO "TermsAcceptance" (id, "principalId", "documentId", "versionId", "textId", sha256, accepted, at, "networkAddress", "userAgent")
    SELECT gen_random_uuid(), '${NICOLE}', '${MEGAN}', '${MEGAN}', '${MEGAN}', 'hash', true, now(), whence.* FROM (VALUES (${WHENCE})) whence`,
]

const whole = async (...tables: string[]) =>
  (await Promise.all(tables.map((table) => ask<{ row: string }>(ownerUrl, `SELECT t::text AS row FROM "${table}" t`))))
    .flat()
    .map(({ row }) => row)
    .join('\n')

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
    await ask(
      url,
      event,
      `INSERT INTO "Job" (name, "dueAt") VALUES ('a', now())`,
      `UPDATE "Job" SET "dueAt" = now()`,
      'DELETE FROM "Job"',
    )
    expect(await ask(url, `SELECT count(*)::int AS events FROM "AuditEvent"`)).toEqual([{ events: 4 }])
    await expect(ask(url, 'DELETE FROM "AuditEvent"')).rejects.toThrow(/permission denied/)
    await ask(url, 'SELECT purge_trail(30)')
  })

  it('names people by id in what an older version wrote, one pseudonym an address, and keeps the rest beside it', async () => {
    await migrate(ownerUrl, olderMigrations, await accountOf(ownerUrl))
    await ask(ownerUrl, ...older)
    await migrateAll()
    expect(await whole('AuditEvent', 'SignIn', 'TermsAcceptance')).not.toMatch(
      /contoso|woodgrove|northwind|203\.0\.113|Mozilla/,
    )
    const events = await ask<{
      type: string
      caller: string | null
      who: string
      detail: object
      address: string | null
      network: string | null
    }>(
      url,
      `
      SELECT type, coalesce("callerName", "callerId"::text) AS caller, "principalId" AS who, detail, address, "networkAddress" AS network
      FROM "AuditEvent" e LEFT JOIN "TrailOrigin" o USING (id, at) ORDER BY at DESC`,
    )
    const sam = events[1]!.who
    const network = '203.0.113.7'
    expect(events).toEqual([
      { type: 'guest.invited', caller: MEGAN, who: NICOLE, detail: { shareLinkId: null }, address: null, network },
      { type: 'passcode.requested', caller: null, who: sam, detail: { withheld: true }, address: SAM, network },
      { type: 'passcode.failed', caller: null, who: sam, detail: { reason: 'wrong' }, address: SAM, network },
      {
        type: 'passcode.verified',
        caller: null,
        who: NICOLE,
        detail: null,
        address: 'nicole@contoso.example',
        network,
      },
      {
        type: 'mail.failed',
        caller: 'deliver-mail',
        who: sam,
        detail: { template: 'invitation', reason: '550 <…> is unknown' },
        address: SAM,
        network: null,
      },
      {
        type: 'mail.sent',
        caller: 'deliver-mail',
        who: NICOLE,
        detail: { template: 'invitation' },
        address: 'nicole@contoso.example',
        network: null,
      },
      {
        type: 'factor-reset.requested',
        caller: MEGAN,
        who: NICOLE,
        detail: { reason: 'lost' },
        address: null,
        network,
      },
      {
        type: 'review-round.ended',
        caller: 'close-review-stages',
        who: null,
        detail: { roundId: 'r' },
        address: null,
        network: null,
      },
    ])
    expect(sam).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8/)
    expect(await ask(url, `SELECT trail_pseudonym('${SAM}') AS again`)).toEqual([{ again: sam }])
    for (const table of ['SignIn', 'TermsAcceptance'])
      expect(
        await ask(url, `SELECT o."networkAddress", o."userAgent" FROM "${table}" JOIN "TrailOrigin" o USING (id, at)`),
      ).toEqual([{ networkAddress: network, userAgent: 'Mozilla/5.0 (X11; Linux) Firefox/145.0' }])
    expect(await ask(url, 'SELECT facts FROM "SignIn"')).toEqual([{ facts: { country: 'AT' } }])
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
