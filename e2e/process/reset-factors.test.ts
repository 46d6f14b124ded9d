import path from 'node:path'
import { Client } from 'pg'
import { afterEach, expect, it } from 'vitest'
import { Foyer, kill, removeDirectory, temporaryDirectory } from '../fixtures/foyer'
import { serverCommand } from '../fixtures/server-command'

const address = 'adele@woodgrove.example'
const dataDir = temporaryDirectory()
let foyer: Foyer | null = null

afterEach(async () => {
  await foyer?.end()
  for (const pid of foyer?.remains ?? []) kill(pid)
  removeDirectory(dataDir)
})

/** The command, with what is typed into it. */
const command = (parameters: string[], { typed = '' } = {}) =>
  serverCommand('reset-factors', parameters, { dataDir, typed })

/** Asks the installation's own database; it runs while Foyer does. */
async function ask(query: string) {
  const client = new Client(
    `postgresql://foyer@localhost:5432/foyer?host=${encodeURIComponent(path.join(dataDir, 'postgres'))}`,
  )
  await client.connect()
  const { rows } = await client.query<Record<string, unknown>>(query)
  await client.end()
  return rows
}

const enroll = () =>
  ask(`INSERT INTO "AuthenticatorApp" (id, "principalId", name, secret, "createdAt", "confirmedAt") SELECT gen_random_uuid(), id, 'Phone', 'x', now(), now() FROM "Principal" WHERE address = '${address}';
    INSERT INTO "Session" (id, "tokenHash", "principalId", "startedAt", "expiresAt", "userAgent", "networkAddress") SELECT gen_random_uuid(), decode(md5(random()::text), 'hex'), id, now(), now() + interval '1 day', 'x', '192.0.2.1' FROM "Principal" WHERE address = '${address}'`)

const standing = async () =>
  (
    await ask(`SELECT (SELECT count(*)::int FROM "AuthenticatorApp") AS apps, (SELECT count(*)::int FROM "Session" WHERE "endedAt" IS NULL) AS sessions,
    (SELECT count(*)::int FROM "AuditEvent" WHERE type = 'factor-reset.forced' AND "callerKind" = 'system') AS told, (SELECT count(*)::int FROM "Mail" WHERE template = 'factors-changed' AND recipient = '${address}') AS mails`)
  )[0]

it('takes the factors of an administrator away once it is confirmed, whether Foyer runs or not', async () => {
  expect(await command([address])).toMatchObject({
    status: 1,
    said: expect.stringMatching(/^There is no Foyer in .*DATA_DIR/),
  })
  expect(await command([])).toMatchObject({ status: 1, said: expect.stringContaining('bin/reset-factors.js') })

  const env = { ORGANIZATION_NAME: 'Woodgrove Bank', ADMIN_EMAIL: address }
  foyer = await Foyer.start({ dataDir, env })
  expect(await command(['--yes', 'nobody@woodgrove.example'])).toMatchObject({
    status: 1,
    said: expect.stringContaining('not here'),
  })
  expect(await command(['--yes', address])).toMatchObject({
    status: 1,
    said: expect.stringContaining('no second factor'),
  })
  await enroll()
  for (const typed of ['', 'no\n', 'y\n'])
    expect(await command([address], { typed })).toMatchObject({
      status: 1,
      said: expect.stringContaining('Nothing was changed.'),
    })
  expect(await standing()).toEqual({ apps: 1, sessions: 1, told: 0, mails: 0 })
  expect(await command([address], { typed: 'yes\n' })).toMatchObject({
    status: 0,
    said: expect.stringMatching(/1 authenticator app, .* 1 session\b[^]*Done: 1 session ended/),
  })
  expect(await standing()).toEqual({ apps: 0, sessions: 0, told: 1, mails: 1 })
  expect(await foyer.health()).toEqual({ status: 'ok' })

  await enroll()
  await foyer.end()
  expect(await command(['--yes', address])).toMatchObject({ status: 0 })
  expect(foyer.remains, 'PostgreSQL was started for it, and ended').toEqual([])
  foyer = await Foyer.start({ dataDir, env })
  expect(await standing()).toEqual({ apps: 0, sessions: 0, told: 2, mails: 2 })
})
