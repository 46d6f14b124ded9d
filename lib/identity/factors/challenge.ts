import { after, MINUTE, now } from '../../clock'
import { db } from '../../db/client'
import { Invalid } from '../../errors'
import type { PersonCaller } from '../../principal'

/** How long a browser may take to answer. Milliseconds. */
export const LIFE = 5 * MINUTE

type Purpose = 'register' | 'show'

/** Keeps a challenge for this session and purpose. */
export async function keepChallenge(caller: PersonCaller, purpose: Purpose, challenge: string) {
  const at = now()
  await db().webAuthnChallenge.create({
    data: {
      sessionId: caller.session.id,
      purpose,
      challenge: bytesOf(challenge),
      createdAt: at,
      expiresAt: after(at, LIFE),
    },
  })
}

/** The gate: of all answers to one challenge, however many at once, one passes, and only from the session that was asked. Throws `Invalid`. */
export async function takeChallenge(caller: PersonCaller, purpose: Purpose, answer: unknown) {
  const challenge = challengeOf(answer)
  const at = now()
  const { count } = challenge
    ? await db().webAuthnChallenge.updateMany({
        where: {
          sessionId: caller.session.id,
          purpose,
          challenge: bytesOf(challenge),
          usedAt: null,
          expiresAt: { gt: at },
        },
        data: { usedAt: at },
      })
    : { count: 0 }
  if (count !== 1)
    throw new Invalid('challenge.expired', { passkey: 'That took too long, or was answered already. Try again.' })
}

/** What the browser says it was asked, where and for what; null where it can't be read. Whether it was is for the signature to show. */
export function clientDataOf(answer: unknown): Record<string, unknown> | null {
  try {
    const { clientDataJSON } = (answer as { response: { clientDataJSON: string } }).response
    const read: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString())
    return typeof read === 'object' ? (read as Record<string, unknown> | null) : null
  } catch {
    return null
  }
}

/** The challenge in it, where it is written the one way we write them. */
function challengeOf(answer: unknown): string | null {
  const challenge = clientDataOf(answer)?.challenge
  return typeof challenge === 'string' && /^[\w-]{20,200}$/.test(challenge) && textOf(bytesOf(challenge)) === challenge
    ? challenge
    : null
}

const bytesOf = (challenge: string) => new Uint8Array(Buffer.from(challenge, 'base64url'))
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
