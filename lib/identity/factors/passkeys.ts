import {
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
} from '@simplewebauthn/server'
import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { db } from '../../db/client'
import { transaction, type Tx } from '../../db/transaction'
import { Conflict, Invalid } from '../../errors'
import { line } from '../../plain-text'
import type { Caller, PersonCaller } from '../../principal'
import type { Added } from './authenticator-app'
import { keepChallenge, takeChallenge } from './challenge'
import { checkMade, checkShown, credentialIdOf, relyingParty } from './check-answer'
import { requireFreshProof } from './confirmed'
import { type Factors, findFactors, lockFactors } from './find-factors'
import { currentHost, isOfThisHost } from './hosts'
import { needsRecoveryCodes } from './recovery-codes'
import { strengthen } from './strengthen'
import { tellOfChange } from './tell-of-change'

/** Most passkeys of one person: more than anybody has devices. */
const MOST = 20

const response = z
  .string()
  .max(20_000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue('The browser did not answer with a passkey. Try again.')
      return z.NEVER
    }
  })
export const AddPasskey = z.object({ response, name: line(60, 'A name has at most 60 characters.') })
export const ShowPasskey = z.object({ response })

/**
 * Makes the options with which a browser makes a passkey. Their challenge is valid once, in this session. Throws `Conflict`
 * without a fresh proof, and where the person has 20 passkeys.
 */
export async function beginPasskey(caller: Caller) {
  const person = signedIn(caller)
  const { id: principalId, address, name } = person.principal
  authorize(caller, 'factor.add', { principalId })
  const factors = await findFactors(db(), principalId)
  requireFreshProof(person, factors)
  refuseMore(factors)
  const organization = await db().organization.findFirstOrThrow({ select: { name: true } })
  const options = await generateRegistrationOptions({
    rpName: organization.name,
    rpID: relyingParty().id,
    userName: address,
    userDisplayName: name ?? address,
    userID: new Uint8Array(Buffer.from(principalId)),
    attestationType: 'none',
    excludeCredentials: factors.passkeys.map(described),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  })
  await keepChallenge(person, 'register', options.challenge)
  return options
}

/**
 * Stores a passkey that the browser has made. Throws `Invalid` where it can't be taken, and `Conflict` without a fresh
 * proof, for a known passkey, and where the person has 20.
 */
export async function addPasskey(caller: Caller, input: z.output<typeof AddPasskey>): Promise<Added> {
  const person = signedIn(caller)
  const principalId = person.principal.id
  authorize(caller, 'factor.add', { principalId })
  requireFreshProof(person, await findFactors(db(), principalId))
  const made = await takeMade(person, input.response)
  return transaction(async (tx) => {
    const factors = await lockFactors(tx, principalId)
    requireFreshProof(person, factors)
    refuseMore(factors)
    const name = input.name || 'Passkey'
    const known = await tx.passkey.findUnique({ where: { credentialId: made.credentialId } })
    if (known) throw new Conflict('passkey.exists', 'This passkey is known already.')
    await tx.passkey.create({ data: { ...made, principalId, name, createdAt: now(), lastUsedAt: now() } })
    await recordAuditEvent(tx, caller, 'factor.added', { principalId, detail: { factor: 'passkey', name } })
    await tellOfChange(tx, person, `The passkey “${name}” was added.`)
    return { ...(await strengthen(tx, person, 'passkey')), needsCodes: await needsRecoveryCodes(tx, person) }
  })
}

function refuseMore({ passkeys }: Factors) {
  if (passkeys.length >= MOST)
    throw new Conflict('passkey.too-many', `You have ${MOST} passkeys, as many as there can be. Remove one first.`)
}

async function takeMade(caller: PersonCaller, answer: unknown) {
  await takeChallenge(caller, 'register', answer)
  const made = await checkMade(caller, answer)
  if (!made)
    throw new Invalid('passkey.refused', {
      passkey:
        'This passkey can’t be taken: it must be made here, and ask for a fingerprint, a face or a PIN. Try again.',
    })
  return made
}

/**
 * Makes the options with which a browser shows a passkey of the person's. Throws `Conflict` where they have none for this
 * host.
 */
export async function askForPasskey(caller: Caller) {
  const person = signedIn(caller)
  authorize(caller, 'factor.show', { principalId: person.principal.id })
  const all = (await findFactors(db(), person.principal.id)).passkeys
  const passkeys = all.filter(isOfThisHost)
  if (all.length > 0 && passkeys.length === 0)
    throw new Conflict(
      'passkey.other-host',
      `Your passkeys were made for ${all[0]!.host}, and this is ${currentHost()}: they can’t be shown here. Use another way to show that it is you.`,
    )
  if (passkeys.length === 0) throw new Conflict('passkey.none', 'You have no passkey here yet.')
  const options = await generateAuthenticationOptions({
    rpID: relyingParty().id,
    allowCredentials: passkeys.map(described),
    userVerification: 'required',
  })
  await keepChallenge(person, 'show', options.challenge)
  return options
}

/** Takes a passkey that the browser has shown, once. Throws `Invalid` where it can't be taken. */
export async function showPasskey(
  caller: Caller,
  { response: answer }: z.output<typeof ShowPasskey>,
): Promise<{ sessionToken: string }> {
  const person = signedIn(caller)
  const principalId = person.principal.id
  authorize(caller, 'factor.show', { principalId })
  await takeChallenge(person, 'show', answer)
  const outcome = await transaction(async (tx) => {
    if (await takeShown(tx, person, answer)) return strengthen(tx, person, 'passkey')
    await recordAuditEvent(tx, caller, 'factor.refused', {
      principalId,
      detail: { factor: 'passkey', reason: 'not verified' },
    })
    return null
  })
  if (!outcome)
    throw new Invalid('passkey.refused', {
      passkey:
        'This passkey was not taken. Use one that you have set up here, and confirm with fingerprint, face or PIN.',
    })
  return outcome
}

async function takeShown(tx: Tx, caller: PersonCaller, answer: unknown) {
  const credentialId = credentialIdOf(answer)
  const passkey =
    credentialId && (await tx.passkey.findFirst({ where: { principalId: caller.principal.id, credentialId } }))
  const shown = passkey && (await checkShown(caller, answer, passkey))
  if (!shown) return false
  // Refuses a copy of a passkey, which counts on its own: the counter only goes up, from the value that was read.
  const { count } = await tx.passkey.updateMany({
    where: { id: passkey.id, counter: passkey.counter },
    data: { ...shown, lastUsedAt: now() },
  })
  return count === 1
}

const described = ({ credentialId, transports }: { credentialId: Uint8Array; transports: string[] }) => ({
  id: Buffer.from(credentialId).toString('base64url'),
  transports: transports as AuthenticatorTransport[],
})
