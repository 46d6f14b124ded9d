import { randomBytes } from 'node:crypto'
import type { Client } from 'pg'
import { after, DAY, now } from '../lib/clock'
import { noPolicies } from '../lib/policy'
import type { PersonCaller, Principal } from '../lib/principal'

const begun = {
  seenAt: null,
  newBrowser: false,
  purpose: null,
} as const

const environment = { networkAddress: '127.0.0.1', userAgent: 'Foyer bench' }

/** Somebody who is there, with a session of their own, for calling what the pages call. */
export async function callerOf(client: Client, address: string): Promise<PersonCaller> {
  const startedAt = now()
  const expiresAt = after(startedAt, DAY)
  const people = await client.query<Principal>(
    `SELECT id, kind, address, name, EXISTS (SELECT FROM "Administrator" WHERE "principalId" = id) AS administrator FROM "Principal" WHERE address = $1`,
    [address],
  )
  const principal = people.rows[0]!
  const sessions = await client.query<{ id: string }>(
    `INSERT INTO "Session" (id, "tokenHash", "principalId", "startedAt", "expiresAt", "userAgent", "networkAddress") VALUES (uuidv7(), $1, $2, $3, $4, $5, $6) RETURNING id`,
    [randomBytes(32), principal.id, startedAt, expiresAt, environment.userAgent, environment.networkAddress],
  )
  return {
    kind: 'person',
    principal,
    session: { id: sessions.rows[0]!.id, startedAt, expiresAt, proofs: { mailbox: startedAt }, ...begun },
    environment,
    policies: noPolicies,
  }
}
