import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { settings } from './env'

type Purpose =
  | 'passcode'
  | 'invitation'
  | 'share-link'
  | 'factor-reset'
  | 'let-in'
  | 'outbox'
  | 'auth'
  | 'factor'
  | 'draft'
  | 'check'
  | 'backup'
  | 'actions'

/** A 256-bit key for one purpose, derived (HKDF-SHA-256) from AUTH_SECRET, which never enters the database; or from a secret that is no setting yet. */
export function keyFor(purpose: Purpose, authSecret = settings().authSecret) {
  if (kept.from !== authSecret) kept = { from: authSecret, keys: new Map() }
  const key = kept.keys.get(purpose) ?? Buffer.from(hkdfSync('sha256', authSecret, 'foyer', purpose, 32))
  kept.keys.set(purpose, key)
  return key
}

/** Derived once: every request asks for one. */
let kept = { from: '', keys: new Map<Purpose, Buffer>() }

/** A fresh 256-bit token for a cookie or a link (ASVS 7.2.3 asks for 128). */
export const newToken = () => randomBytes(32).toString('base64url')

/** A token as a form or an address carries it. What is longer than any of ours is none, and stays none without its end. */
export const Token = z.string().transform((sent) => sent.slice(0, 100))

/** What the database keeps of a token. 256 bits of entropy need no salt (ASVS 6.5.2). */
export const hashToken = (token: string) => bytes(createHash('sha256').update(token).digest())

/** The same of no token: what no row holds. */
export const hashOrNothing = (token: string | null | undefined) => (token ? hashToken(token) : new Uint8Array())

/** The token of a link, recomputed from its row's id: it can be shown again though only its hash is stored. */
export const linkToken = (purpose: 'invitation' | 'share-link' | 'factor-reset' | 'let-in', id: string) =>
  createHmac('sha256', keyFor(purpose)).update(id).digest('base64url')

/** HMAC-SHA-256 of the parts, which can't be shifted into one another. */
export const hmac = (purpose: Purpose, ...parts: string[]) => hmacUnder(settings().authSecret, purpose, ...parts)

/** The same with a secret that is not, or not yet, the one of this process. */
export const hmacUnder = (authSecret: string, purpose: Purpose, ...parts: string[]) =>
  bytes(createHmac('sha256', keyFor(purpose, authSecret)).update(JSON.stringify(parts)).digest())

/** Tells one AUTH_SECRET from another, and nothing of either: kept where what was made with one must not meet the other. */
export const secretCheck = (authSecret = settings().authSecret) => hmacUnder(authSecret, 'check', 'AUTH_SECRET')

/** Seals a short secret for the database (AES-256-GCM, nonce and tag in front). */
export function seal(clear: string, purpose: 'outbox' | 'factor' | 'draft' = 'outbox') {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), nonce)
  const body = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()])
  return bytes(Buffer.concat([nonce, cipher.getAuthTag(), body]))
}

/** Opens what `seal` closed. Throws if it was touched. */
export function unseal(sealed: Uint8Array, purpose: 'outbox' | 'factor' | 'draft' = 'outbox') {
  const all = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), all.subarray(0, 12))
  decipher.setAuthTag(all.subarray(12, 28))
  return Buffer.concat([decipher.update(all.subarray(28)), decipher.final()]).toString('utf8')
}

const bytes = (buffer: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(buffer)
