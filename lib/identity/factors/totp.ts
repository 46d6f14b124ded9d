import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { readCode } from '../passcodes/read-code'

/** The parameters that every authenticator app reads (RFC 6238): SHA-1, six digits, 30 seconds. */
const parameters = { algorithm: 'SHA1', digits: 6, period: 30 } as const

/** Draws a secret of 160 bits, in Base32. */
export const newTotpSecret = () => new Secret({ buffer: new Uint8Array(randomBytes(20)).buffer }).base32

/** Makes the address that an app scans. */
export const totpAddress = (secret: string, { issuer, label }: { issuer: string; label: string }) =>
  new TOTP({ ...parameters, issuer, label, secret: Secret.fromBase32(secret) }).toString()

/** Reads the six digits of a code as it was typed or pasted. Null: none, or more than one, can be found. */
export const readTotp = (typed: string) => readCode(typed, parameters.digits)

/**
 * Finds the time step that a code belongs to, one early or late at most. `far`: the code is wrong now, but was right in the
 * last five minutes.
 */
export function matchTotp(secret: string, token: string, at: Date): { step: bigint } | { far: boolean } {
  const totp = new TOTP({ ...parameters, secret: Secret.fromBase32(secret) })
  const timestamp = at.getTime()
  const delta = totp.validate({ token, timestamp, window: 1 })
  if (delta !== null) return { step: BigInt(Math.floor(timestamp / 30_000) + delta) }
  // Only for the message: a clock that is a few minutes slow is the common mistake, and its codes are never accepted.
  // Nothing is said of codes of later steps: a guesser would learn one that will be valid.
  const past = totp.validate({ token, timestamp, window: 10 })
  return { far: past !== null && past < 0 }
}
