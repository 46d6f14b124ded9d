import { randomInt } from 'node:crypto'
import { Client } from 'pg'
import { cast, type CastName, organization } from '../../prisma/cast'
import { DAY, after, now } from '../clock'
import { noPolicies } from '../policy'
import { hashToken, newToken } from '../secrets'
import type { AnonymousCaller, Environment, PersonCaller } from '../principal'
import type { Proofs } from '../proof'
import { db } from './client'

export const environment: Environment = {
  networkAddress: '192.0.2.7',
  userAgent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
}

export const stranger: AnonymousCaller = { kind: 'anonymous', environment }

/** Puts the organization and its named people in place of whatever the test's database held. */
export async function seatCast(): Promise<Record<CastName, PersonCaller>> {
  await empty()
  const at = now()
  await db().organization.create({
    data: {
      ...organization,
      memberDomains: [],
      privacyStatement: 'We keep your address.',
      policyVersion: randomInt(2 ** 30),
      createdAt: at,
    },
  })
  const seated: [string, PersonCaller][] = []
  for (const [name, person] of Object.entries(cast)) seated.push([name, await seat(person, at)])
  const people = Object.fromEntries(seated) as Record<CastName, PersonCaller>
  await db().guest.updateMany({ data: { sponsorId: people.megan.principal.id } })
  return people
}

async function seat({ administrator, ...person }: (typeof cast)[CastName], at: Date): Promise<PersonCaller> {
  const principal = await db().principal.create({
    data: {
      ...person,
      createdAt: at,
      provenAt: at,
      ...(person.kind === 'guest'
        ? { guest: { create: { invitedAt: at, privacyAcceptedAt: at, privacyVersion: 1 } } }
        : {}),
    },
  })
  const session = await db().session.create({
    data: {
      ...environment,
      principalId: principal.id,
      tokenHash: hashToken(newToken()),
      startedAt: at,
      expiresAt: after(at, DAY),
      proofs: { mailbox: at },
    },
  })
  if (administrator) await makeAdministrator(principal.id)
  const { id, kind, address, name } = principal
  return {
    kind: 'person',
    principal: { id, kind, address, name, administrator, guestSince: kind === 'guest' ? at : null },
    session: { ...session, proofs: { mailbox: at }, browserOpen: true },
    environment,
    policies: noPolicies,
  }
}

/** Puts proofs into one session, or into all of them, in place of older ones of their kinds. */
export const putProofs = (proofs: Proofs, sessionId: string | null = null) =>
  db()
    .$executeRaw`UPDATE "Session" SET proofs = proofs || ${JSON.stringify(proofs)}::jsonb WHERE id = coalesce(${sessionId}::uuid, id)`

/** Makes a person an administrator, for good or until a time, as nobody in particular would. */
export const makeAdministrator = (principalId: string, until: Date | null = null) =>
  db().administrator.create({
    data: { principalId, role: 'administrator', appointedAt: until ?? now(), until },
  })

async function empty() {
  const tables = [
    'ReviewItem',
    'Reviewer',
    'ReviewPanel',
    'ReviewRound',
    'AccessReview',
    'Organization',
    'Setup',
    'Session',
    'Passcode',
    'SignInAttempt',
    'KnownBrowser',
    'LetIn',
    'KeptForm',
    'Budget',
    'Tally',
    'Invitation',
    'Grant',
    'ShareLink',
    'Resource',
    'StoredFile',
    'Mail',
    'LocalMail',
    'Job',
    'Guest',
    'ResourceCode',
    'WebAuthnChallenge',
    'AuthenticatorApp',
    'Passkey',
    'RecoveryCode',
    'FactorReset',
    'TermsText',
    'TermsVersion',
    'TermsDocument',
    'Policy',
    'NamedLocation',
    'SensitivityLabel',
    'Principal',
    'Installation',
    'Instance',
  ]
  // Without its triggers, which keep it from being emptied.
  await asOwner('BEGIN; SET LOCAL session_replication_role = replica; DELETE FROM "TermsAcceptance"; COMMIT')
  await db().$executeRawUnsafe(`DELETE FROM ${tables.map((table) => `"${table}"`).join('; DELETE FROM ')}`)
}

/** Runs SQL as the account that owns the tables, where the application's own may not. */
export async function asOwner<Row extends object>(query: string, values?: unknown[]): Promise<Row[]> {
  // In the browser tests everything is the owner's.
  const client = new Client(process.env.OWNER_URL ?? process.env.DATABASE_URL)
  await client.connect()
  try {
    return (await client.query<Row>(query, values)).rows
  } finally {
    await client.end()
  }
}
