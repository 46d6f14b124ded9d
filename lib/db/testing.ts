import { randomInt, randomUUID } from 'node:crypto'
import { cast, type CastName, organization } from '../../prisma/cast'
import { DAY, after, now } from '../clock'
import { noPolicies } from '../policy'
import { hashToken, newToken } from '../secrets'
import type { AnonymousCaller, Environment, PersonCaller } from '../principal'
import type { Proofs } from '../proof'
import { db } from './client'
import { asOwner } from './owner/testing'

export const environment: Environment = {
  networkAddress: '192.0.2.7',
  userAgent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
}

export const stranger: AnonymousCaller = { kind: 'anonymous', environment }

/**
 * Puts the organization and its named people in place of whatever the test's database held. In few statements, since
 * thousands of tests begin so.
 */
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
  const names = Object.keys(cast) as CastName[]
  const ids = Object.fromEntries(names.map((name, place) => [name, idAt(place)])) as Record<CastName, string>
  const principal = (name: CastName) => {
    const { kind, address, name: shown } = cast[name]
    return { id: ids[name], kind, address, name: shown }
  }
  await db().principal.createMany({
    data: names.map((name) => ({ ...principal(name), createdAt: at, provenAt: at })),
  })
  await db().guest.createMany({
    data: names
      .filter((name) => cast[name].kind === 'guest')
      .map((name) => ({
        principalId: ids[name],
        invitedAt: at,
        privacyAcceptedAt: at,
        privacyVersion: 1,
        sponsorId: ids.megan,
      })),
  })
  const proofs = { mailbox: at }
  const sessions = await db().session.createManyAndReturn({
    data: names.map((name) => ({
      ...environment,
      principalId: ids[name],
      tokenHash: hashToken(newToken()),
      startedAt: at,
      expiresAt: after(at, DAY),
      proofs,
    })),
  })
  for (const name of names) if (cast[name].administrator) await makeAdministrator(ids[name])
  const caller = (name: CastName): PersonCaller => ({
    kind: 'person',
    principal: {
      ...principal(name),
      administrator: cast[name].administrator,
      guestSince: cast[name].kind === 'guest' ? at : null,
    },
    session: { ...sessions.find(({ principalId }) => principalId === ids[name])!, proofs, browserOpen: true },
    environment,
    policies: noPolicies,
  })
  return Object.fromEntries(names.map((name) => [name, caller(name)])) as Record<CastName, PersonCaller>
}

/** Makes a UUID of version 7 (RFC 9562) that sorts by its place among those of one moment. */
function idAt(place: number) {
  const hex = Date.now().toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${place.toString(16).padStart(3, '0')}-${randomUUID().slice(19)}`
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
    'TermsAcceptance',
    'ReviewItem',
    'ReviewSeat',
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
    'Administrator',
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
  // Without triggers: those of the terms keep what was agreed to from being deleted.
  await asOwner(
    `BEGIN; SET LOCAL session_replication_role = replica; ${tables.map((table) => `DELETE FROM "${table}"`).join('; ')}; COMMIT`,
  )
}
