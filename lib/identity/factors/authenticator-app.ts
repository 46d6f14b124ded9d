import QRCode from 'qrcode'
import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { after, MINUTE, now } from '../../clock'
import { db } from '../../db/client'
import { transaction, type Tx } from '../../db/transaction'
import { Conflict, Invalid } from '../../errors'
import { line } from '../../plain-text'
import type { Caller, PersonCaller } from '../../principal'
import { seal, unseal } from '../../secrets'
import { requireFreshProof } from './confirmed'
import { findFactors, lockFactors } from './find-factors'
import { needsRecoveryCodes } from './recovery-codes'
import { strengthen } from './strengthen'
import { tellOfChange } from './tell-of-change'
import { matchTotp, newTotpSecret, readTotp, totpAddress } from './totp'
import { giveTryBack, payForTry } from './tries'

/** How long a secret waits for its first code after it was shown. Milliseconds. */
const WAITS = 20 * MINUTE

/** Wrong codes in an app's whole life that disable it (promise B11). */
const MOST_WRONG = 100

const code = z.string('Enter the code from the app.')
export const ConfirmApp = z.object({ code, name: line(60, 'A name has at most 60 characters.') })
export const ShowApp = z.object({ code })

/**
 * Makes a secret to be scanned, in place of one that still waits. The app counts as a factor only after its first right
 * code. Throws `Conflict` without a fresh proof.
 */
export async function beginApp(caller: Caller) {
  const person = signedIn(caller)
  const principalId = person.principal.id
  authorize(caller, 'factor.add', { principalId })
  await transaction(async (tx) => {
    requireFreshProof(person, await lockFactors(tx, principalId))
    await tx.authenticatorApp.deleteMany({ where: { principalId, confirmedAt: null } })
    await tx.authenticatorApp.create({
      data: {
        principalId,
        name: 'Authenticator app',
        secret: seal(`${newTotpSecret()}.${person.session.id}`, 'factor'),
        createdAt: now(),
      },
    })
    await recordAuditEvent(tx, caller, 'factor.begun', { principalId, detail: { factor: 'app' } })
  })
}

export type AppToScan = { secret: string; svg: string }

/**
 * Finds the secret that waits for its first code, as text and as a picture. Null: none waits in this session. Throws
 * `Conflict` without a fresh proof.
 */
export async function findAppToScan(caller: PersonCaller): Promise<AppToScan | null> {
  const factors = await findFactors(db(), caller.principal.id)
  const waiting = await findWaiting(db(), caller)
  if (!waiting) return null
  requireFreshProof(caller, factors)
  const organization = await db().organization.findFirstOrThrow({ select: { name: true } })
  const { secret } = waiting
  // Dark on white with its quiet zone of four modules, whatever the theme: cameras read nothing else.
  const svg = await QRCode.toString(
    totpAddress(secret, { issuer: organization.name, label: caller.principal.address }),
    { type: 'svg', errorCorrectionLevel: 'M' },
  )
  return { secret: secret.replace(/(.{4})(?=.)/g, '$1 '), svg }
}

/**
 * Finds a waiting secret in the session in which it was made, and in no other: nobody confirms a secret that another person
 * has seen.
 */
async function findWaiting(tx: Tx, { principal, session }: PersonCaller) {
  const found = await tx.authenticatorApp.findFirst({
    where: { principalId: principal.id, confirmedAt: null, createdAt: { gt: after(now(), -WAITS) } },
    orderBy: { createdAt: 'desc' },
    select: { id: true, secret: true },
  })
  const [secret = '', sessionId] = found ? unseal(found.secret, 'factor').split('.') : []
  return found && sessionId === session.id ? { id: found.id, secret } : null
}

/** `needsCodes`: the person has no recovery code for the day this factor is lost. */
export type Added = { sessionToken: string; needsCodes: boolean }

/**
 * Takes the first code of the app: from then on it counts as a factor. Throws `Invalid` for a wrong code, `Conflict`
 * without a fresh proof or a waiting secret, and `TooManyAttempts`.
 */
export async function confirmApp(caller: Caller, input: z.output<typeof ConfirmApp>): Promise<Added> {
  const person = signedIn(caller)
  const principalId = person.principal.id
  authorize(caller, 'factor.add', { principalId })
  const token = readTyped(input.code)
  const paidAt = await payForTry(person, 'app')
  const outcome = await transaction(async (tx) => {
    requireFreshProof(person, await lockFactors(tx, principalId))
    const waiting = await findWaiting(tx, person)
    if (!waiting) throw new Conflict('factor.set-up-expired', 'This took too long. Set the app up once more.')
    const match = matchTotp(waiting.secret, token, now())
    if (!('step' in match)) return match
    const name = input.name || 'Authenticator app'
    const { count } = await tx.authenticatorApp.updateMany({
      where: { id: waiting.id, confirmedAt: null },
      data: {
        name,
        secret: seal(waiting.secret, 'factor'),
        confirmedAt: now(),
        lastStep: match.step,
        lastUsedAt: now(),
      },
    })
    if (count === 0) throw new Conflict('factor.exists', 'This app is set up already.')
    await giveTryBack(tx, person, paidAt)
    await recordAuditEvent(tx, caller, 'factor.added', { principalId, detail: { factor: 'app', name } })
    await tellOfChange(tx, person, `The authenticator app “${name}” was added.`)
    return { ...(await strengthen(tx, person, 'app')), needsCodes: await needsRecoveryCodes(tx, person) }
  })
  if ('far' in outcome) throw wrong(outcome.far)
  return outcome
}

/**
 * Takes a code of one of the person's apps. Takes each time step once, and none before it. Throws `Invalid` for a wrong
 * code, and `TooManyAttempts`.
 */
export async function showApp(caller: Caller, input: z.output<typeof ShowApp>): Promise<{ sessionToken: string }> {
  const person = signedIn(caller)
  const principalId = person.principal.id
  authorize(caller, 'factor.show', { principalId })
  const token = readTyped(input.code)
  const paidAt = await payForTry(person, 'app')
  const outcome = await transaction(async (tx) => {
    const apps = await tx.authenticatorApp.findMany({
      where: { principalId, confirmedAt: { not: null }, disabledAt: null },
    })
    let far = false
    for (const app of apps) {
      const match = matchTotp(unseal(app.secret, 'factor'), token, now())
      if ('far' in match) far ||= match.far
      else if (await takeStep(tx, app.id, match.step)) {
        await giveTryBack(tx, person, paidAt)
        return strengthen(tx, person, 'app')
      }
    }
    await countWrong(tx, person, apps)
    return { far }
  })
  if ('far' in outcome) throw wrong(outcome.far)
  return outcome
}

/** Takes a time step of an app. Of all requests with one step at once, one passes (RFC 6238, 5.2). */
async function takeStep(tx: Tx, id: string, step: bigint) {
  const { count } = await tx.authenticatorApp.updateMany({
    where: { id, disabledAt: null, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
    data: { lastStep: step, lastUsedAt: now() },
  })
  return count === 1
}

async function countWrong(tx: Tx, caller: PersonCaller, apps: { id: string; name: string; wrongCodes: number }[]) {
  const principalId = caller.principal.id
  await tx.authenticatorApp.updateMany({
    where: { id: { in: apps.map(({ id }) => id) } },
    data: { wrongCodes: { increment: 1 } },
  })
  const spent = await tx.authenticatorApp.updateManyAndReturn({
    where: { principalId, disabledAt: null, wrongCodes: { gte: MOST_WRONG } },
    data: { disabledAt: now() },
    select: { name: true },
  })
  await recordAuditEvent(tx, caller, 'factor.refused', { principalId, detail: { factor: 'app', reason: 'wrong code' } })
  for (const { name } of spent) {
    await recordAuditEvent(tx, caller, 'factor.disabled', { principalId, detail: { name } })
    await tellOfChange(
      tx,
      caller,
      `The authenticator app “${name}” was disabled: ${MOST_WRONG} wrong codes were entered for it.`,
    )
  }
}

function readTyped(typed: string) {
  const token = readTotp(typed)
  if (!token)
    throw new Invalid('code.malformed', { code: 'A code has six digits. Enter the one that the app shows now.' })
  return token
}

const wrong = (far: boolean) =>
  new Invalid('code.wrong', {
    code: far
      ? 'That code is from another minute: the clock of the device with the app is off. Have it set by the network, then enter the code it shows.'
      : 'That is not a code of your app, or it was used already. Wait for the next one.',
  })
