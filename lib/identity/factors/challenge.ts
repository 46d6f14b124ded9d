import { after, MINUTE, now } from '../../clock'
import { db } from '../../db/client'
import { Invalid } from '../../errors'
import type { PersonCaller } from '../../principal'

/** How long a browser may take to answer a challenge. Milliseconds. */
export const LIFE = 5 * MINUTE

type Purpose = 'register' | 'show'

/** Stores a challenge for this session and purpose. */
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

/**
 * Takes the challenge of an answer. However many answers to one challenge arrive at once, one passes, and only in the
 * session that was asked. Throws `Invalid` for every other answer.
 */
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

/**
 * Reads the client data of an answer: what the browser says it was asked, on which page and for what. Null: it can't be
 * read. The signature has to prove that it is true.
 */
export function clientDataOf(answer: unknown): Record<string, unknown> | null {
  try {
    const { clientDataJSON } = (answer as { response: { clientDataJSON: string } }).response
    const read: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString())
    return typeof read === 'object' ? (read as Record<string, unknown> | null) : null
  } catch {
    return null
  }
}

/**
 * Returns the challenge in an answer. Null: there is none, or it is not written the one way that this server writes one.
 */
function challengeOf(answer: unknown): string | null {
  const challenge = clientDataOf(answer)?.challenge
  return typeof challenge === 'string' && /^[\w-]{20,200}$/.test(challenge) && textOf(bytesOf(challenge)) === challenge
    ? challenge
    : null
}

const bytesOf = (challenge: string) => new Uint8Array(Buffer.from(challenge, 'base64url'))
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
