import { isPast } from './clock'

/** The kinds of proof that a session can hold: a mailed code, and what is shown beside it. */
export const proofKinds = ['mailbox', 'authenticator_app', 'passkey', 'recovery_code'] as const
export type ProofKind = (typeof proofKinds)[number]

/**
 * The proofs of a session (NIST SP 800-63B), as `Session.proofs` keeps them: each kind that was shown in this very session,
 * with the time of the newest. Never more than was shown.
 */
export type Proofs = Readonly<Partial<Record<ProofKind, Date>>>

/** Reads proofs whose times are text, as JSON has them. */
export const readProofs = (kept: Partial<Record<ProofKind, Date | string>>): Proofs =>
  Object.fromEntries(Object.entries(kept).map(([kind, at]) => [kind, new Date(at)]))

/** The kinds that count as multi-factor authentication beside the proof with which a session begins. */
export const secondFactors = ['authenticator_app', 'passkey', 'recovery_code'] as const satisfies readonly ProofKind[]

/** Checks whether a second factor was shown. */
export const hasSecondFactor = (proofs: Proofs) => secondFactors.some((kind) => proofs[kind] !== undefined)

/** Checks whether any one of the kinds was proven less than `milliseconds` before `at`. */
export const provenWithin = (proofs: Proofs, kinds: readonly ProofKind[], milliseconds: number, at: Date) =>
  kinds.some((kind) => proofs[kind] !== undefined && !isPast(proofs[kind], milliseconds, at))

/**
 * The name of a combination of proofs, in entries of the sign-ins. Decisions ask for the proofs instead. Entries are only
 * ever added, and those from before proofs were kept have nothing but the name.
 */
export type Strength = 'mailbox' | 'mailbox_totp' | 'mailbox_recovery' | 'passkey'

/** Returns the name under which an entry of the sign-ins keeps what was proven: of several second factors, the strongest. */
export function strengthOf(proofs: Proofs): Strength {
  if (proofs.passkey) return 'passkey'
  if (proofs.authenticator_app) return 'mailbox_totp'
  return proofs.recovery_code ? 'mailbox_recovery' : 'mailbox'
}

/** Returns the proofs that the name in an entry stands for, each with the time `at`. */
export const proofsOf = (strength: Strength, at: Date): Proofs =>
  Object.fromEntries(combinations[strength].map((kind) => [kind, at]))

const combinations: Record<Strength, readonly ProofKind[]> = {
  mailbox: ['mailbox'],
  mailbox_totp: ['mailbox', 'authenticator_app'],
  mailbox_recovery: ['mailbox', 'recovery_code'],
  passkey: ['mailbox', 'passkey'],
}
