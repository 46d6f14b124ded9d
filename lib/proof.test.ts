import { describe, expect, it } from 'vitest'
import { after, MINUTE } from './clock'
import {
  hasSecondFactor,
  type ProofKind,
  type Proofs,
  proofsOf,
  provenWithin,
  type Strength,
  strengthOf,
} from './proof'

const at = new Date('2026-11-29T12:00:00.000Z')
const shown = (...kinds: ProofKind[]): Proofs => Object.fromEntries(kinds.map((kind) => [kind, at]))

it.each<[ProofKind[], Strength, boolean]>([
  [[], 'mailbox', false],
  [['mailbox'], 'mailbox', false],
  [['mailbox', 'recovery_code'], 'mailbox_recovery', true],
  [['mailbox', 'authenticator_app'], 'mailbox_totp', true],
  [['mailbox', 'recovery_code', 'authenticator_app'], 'mailbox_totp', true],
  [['mailbox', 'passkey'], 'passkey', true],
  [['mailbox', 'recovery_code', 'authenticator_app', 'passkey'], 'passkey', true],
])('%j is kept as %s in entries of the sign-ins; a second factor: %s', (kinds, strength, second) => {
  expect([strengthOf(shown(...kinds)), hasSecondFactor(shown(...kinds))]).toEqual([strength, second])
})

it.each<Strength>(['mailbox', 'mailbox_totp', 'mailbox_recovery', 'passkey'])(
  '%s stands for its proofs',
  (strength) => {
    expect(strengthOf(proofsOf(strength, at))).toBe(strength)
    expect(proofsOf(strength, at).mailbox).toEqual(at)
  },
)

describe('provenWithin', () => {
  it('counts to the millisecond', () => {
    const proofs = { passkey: at }
    expect(provenWithin(proofs, ['passkey'], 10 * MINUTE, after(at, 10 * MINUTE - 1))).toBe(true)
    expect(provenWithin(proofs, ['passkey'], 10 * MINUTE, after(at, 10 * MINUTE))).toBe(false)
  })

  it('takes any one of the kinds, and no other', () => {
    const proofs = { mailbox: at, recovery_code: at }
    expect(provenWithin(proofs, ['passkey', 'recovery_code'], MINUTE, at)).toBe(true)
    expect(provenWithin(proofs, ['passkey', 'authenticator_app'], MINUTE, at)).toBe(false)
  })
})
