import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { readCode } from '../passcodes/read-code'

/** As every authenticator app reads it (RFC 6238): SHA-1, six digits, thirty seconds. */
const parameters = { algorithm: 'SHA1', digits: 6, period: 30 } as const

/** A new secret of 160 bits, in Base32. */
export const newTotpSecret = () => new Secret({ buffer: new Uint8Array(randomBytes(20)).buffer }).base32

/** What an app scans. */
export const totpAddress = (secret: string, { issuer, label }: { issuer: string; label: string }) =>
  new TOTP({ ...parameters, issuer, label, secret: Secret.fromBase32(secret) }).toString()

/** The six digits of a code as it was typed or pasted; null where they can't be told. */
export const readTotp = (typed: string) => readCode(typed, parameters.digits)

/** The time step that a code belongs to, one early or late at most; null for a wrong one. `far`: right, but minutes off. */
export function matchTotp(secret: string, token: string, at: Date): { step: bigint } | { far: boolean } {
  const totp = new TOTP({ ...parameters, secret: Secret.fromBase32(secret) })
  const timestamp = at.getTime()
  const delta = totp.validate({ token, timestamp, window: 1 })
  if (delta !== null) return { step: BigInt(Math.floor(timestamp / 30_000) + delta) }
  // Only to say so: a clock a few minutes slow is the common mistake, and is never let through. Nothing is said of codes
  // that are still to come: whoever guesses would learn one that will be good.
  const past = totp.validate({ token, timestamp, window: 10 })
  return { far: past !== null && past < 0 }
}
