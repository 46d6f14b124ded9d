import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readProofs } from '../../lib/proof'
import { type DatabaseBefore, databaseBefore } from './testing'

const nicole = randomUUID()
let before: DatabaseBefore
let client: Client
beforeEach(async () => {
  before = await databaseBefore('20261129191800_sessions_keep_proofs')
  client = before.client
  await client.query(
    `INSERT INTO "Principal" (id, kind, address, "createdAt") VALUES ($1, 'guest', 'nicole@contoso.example', now())`,
    [nicole],
  )
})
afterEach(() => before.end())

/** A time on the day of the sessions, which began at nine. */
const at = (time: string) => `2026-11-29T${time}:00.000Z`

type Kept = { strength?: string; strengthenedAt?: string; passkeyAt?: string; codeAt?: string; endedAt?: string }

/** A session as it was kept before. */
async function session({ strength = 'mailbox', ...times }: Kept) {
  const [strengthenedAt, passkeyAt, codeAt, endedAt] = [
    times.strengthenedAt,
    times.passkeyAt,
    times.codeAt,
    times.endedAt,
  ].map((time) => (time ? at(time) : null))
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO "Session" (id, "tokenHash", "principalId", "startedAt", "expiresAt", "userAgent", "networkAddress", strength, "strengthenedAt", "passkeyAt", "codeAt", "endedAt")
     VALUES ($1, uuid_send($1), $2, $3, '2026-11-30T09:00:00Z', 'x', '192.0.2.1', $4, $5, $6, $7, $8) RETURNING id`,
    [randomUUID(), nicole, at('09:00'), strength, strengthenedAt, passkeyAt, codeAt, endedAt],
  )
  return rows[0]!.id
}

async function proofsIn(sessionId: string) {
  const { rows } = await client.query<{ proofs: Record<string, string> }>(
    `SELECT proofs FROM "Session" WHERE id = $1`,
    [sessionId],
  )
  const proofs = readProofs(rows[0]!.proofs)
  return Object.entries(proofs).map(([kind, time]) => `${kind} ${time.toISOString().slice(11, 16)}`)
}

const [shown, app, recovery] = ['passkey', 'mailbox_totp', 'mailbox_recovery']

it.each<[string, Kept, string[]]>([
  ['a mailed code', {}, ['mailbox 09:00']],
  ['a newer code', { codeAt: '10:00' }, ['mailbox 10:00']],
  ['an app', { strength: app, strengthenedAt: '09:30' }, ['mailbox 09:00', 'authenticator_app 09:30']],
  [
    'a passkey',
    { strength: shown, strengthenedAt: '09:30', passkeyAt: '09:30', codeAt: '09:40' },
    ['mailbox 09:40', 'passkey 09:30'],
  ],
  [
    'a passkey, then an app',
    { strength: shown, strengthenedAt: '09:40', passkeyAt: '09:30' },
    ['mailbox 09:00', 'authenticator_app 09:40', 'passkey 09:30'],
  ],
  [
    'a recovery code',
    { strength: recovery, strengthenedAt: '09:30', passkeyAt: '09:30' },
    ['mailbox 09:00', 'recovery_code 09:30'],
  ],
  [
    'a recovery code, then an app',
    { strength: app, strengthenedAt: '09:40', passkeyAt: '09:30' },
    ['mailbox 09:00', 'authenticator_app 09:40', 'recovery_code 09:30'],
  ],
  [
    'an app whose time the recovery code after it has replaced: no younger than the session',
    { strength: app, strengthenedAt: '09:40', passkeyAt: '09:40' },
    ['mailbox 09:00', 'authenticator_app 09:00', 'recovery_code 09:40'],
  ],
  [
    'a passkey of which no time was kept',
    { strength: shown, strengthenedAt: '09:30' },
    ['mailbox 09:00', 'passkey 09:00'],
  ],
  ['nothing of a session that was ended', { strength: app, strengthenedAt: '09:30', endedAt: '09:40' }, []],
])('carries over %s', async (_, kept, proofs) => {
  const id = await session(kept)
  await before.update()
  expect((await proofsIn(id)).toSorted()).toEqual(proofs.toSorted())
})

it('leaves entries of the sign-ins as they are', async () => {
  await client.query(
    `INSERT INTO "SignIn" (id, at, kind, outcome, reference, "principalId", "principalKind", platform, browser, strength, "newBrowser", policies, facts)
     VALUES (gen_random_uuid(), now(), 'sign_in', 'allowed', 'AAAA-2222', $1, 'guest', 'linux', 'Firefox on Linux', 'mailbox_totp', false, '[]', '{}')`,
    [nicole],
  )
  await before.update()
  const { rows } = await client.query<{ strength: string }>('SELECT strength::text FROM "SignIn"')
  expect(rows).toEqual([{ strength: 'mailbox_totp' }])
})
