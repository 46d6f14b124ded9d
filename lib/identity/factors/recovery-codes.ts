import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { transaction, type Tx } from '../../db/transaction'
import { Conflict, Invalid } from '../../errors'
import type { Caller, PersonCaller } from '../../principal'
import { hashToken } from '../../secrets'
import { requireFreshProof } from './confirmed'
import { hasFactor, lockFactors } from './find-factors'
import { strengthen } from './strengthen'
import { tellOfChange } from './tell-of-change'
import { giveTryBack, payForTry } from './tries'

const COUNT = 10

/** The signs of a code, without letters and digits that are taken for one another: 32 signs, 5 bits each. */
const SIGNS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Draws a code of 24 signs in six groups: 120 bits (promise B11 asks for 112). */
const newCode = () =>
  [...randomBytes(24)]
    .map((byte) => SIGNS[byte & 31])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-')

/** Returns a typed code as it is hashed: without anything around and between its signs. */
const plain = (typed: string) =>
  typed
    .slice(0, LONGEST)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')

/** How many characters of the typed text are read: a pasted line with a code in it has fewer. */
const LONGEST = 200

/** Replaces all codes of a person by ten new ones. Stores only their hashes. */
async function writeCodes(tx: Tx, caller: PersonCaller): Promise<string[]> {
  const principalId = caller.principal.id
  const codes = Array.from({ length: COUNT }, newCode)
  await tx.recoveryCode.deleteMany({ where: { principalId } })
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ principalId, hash: hashToken(plain(code)), createdAt: now() })),
  })
  await recordAuditEvent(tx, caller, 'recovery-codes.made', { principalId })
  return codes
}

/** Checks whether a person has no code left to use. */
export async function needsRecoveryCodes(tx: Tx, { principal }: PersonCaller): Promise<boolean> {
  return (await tx.recoveryCode.count({ where: { principalId: principal.id, usedAt: null } })) === 0
}

/**
 * Makes ten new codes; those from before are no longer valid. Throws `Conflict` without a fresh proof, or without a factor
 * that they could replace.
 */
export async function renewRecoveryCodes(caller: Caller): Promise<{ recoveryCodes: string[] }> {
  const person = signedIn(caller)
  const principalId = person.principal.id
  authorize(caller, 'factor.change', { principalId })
  return transaction(async (tx) => {
    const factors = await lockFactors(tx, principalId)
    requireFreshProof(person, factors)
    if (!hasFactor(factors))
      throw new Conflict('factor.none', 'Recovery codes stand in for a lost app or passkey. Set one up first.')
    const recoveryCodes = await writeCodes(tx, person)
    await tellOfChange(tx, person, 'New recovery codes were made. The ones from before are no longer good.')
    return { recoveryCodes }
  })
}

export const UseRecoveryCode = z.object({ recoveryCode: z.string('Enter one of your recovery codes.') })

/**
 * Uses a recovery code up in place of a lost factor, and mails its person. Throws `Invalid` for a code that is malformed,
 * wrong or used, and `TooManyAttempts`.
 */
export async function useRecoveryCode(
  caller: Caller,
  { recoveryCode }: z.output<typeof UseRecoveryCode>,
): Promise<{ sessionToken: string }> {
  const person = signedIn(caller)
  const principalId = person.principal.id
  authorize(caller, 'factor.show', { principalId })
  const typed = plain(recoveryCode)
  if (typed.length !== 24)
    throw new Invalid('recovery-code.malformed', {
      recoveryCode: 'A recovery code has 24 letters and digits in six groups.',
    })
  const paidAt = await payForTry(person, 'recovery')
  const outcome = await transaction(async (tx) => {
    const { count } = await tx.recoveryCode.updateMany({
      where: { principalId, hash: hashToken(typed), usedAt: null },
      data: { usedAt: now() },
    })
    if (count === 0) {
      await recordAuditEvent(tx, caller, 'factor.refused', {
        principalId,
        detail: { factor: 'recovery', reason: 'wrong or used' },
      })
      return null
    }
    await giveTryBack(tx, person, paidAt)
    const left = await tx.recoveryCode.count({ where: { principalId, usedAt: null } })
    await tellOfChange(tx, person, `A recovery code was used to sign in. ${left} ${left === 1 ? 'is' : 'are'} left.`)
    return strengthen(tx, person, 'recovery')
  })
  if (!outcome)
    throw new Invalid('recovery-code.wrong', {
      recoveryCode: 'That is not one of your recovery codes, or it was used already.',
    })
  return outcome
}
