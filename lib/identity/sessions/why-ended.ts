import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import { hashToken } from '../../secrets'
import type { Caller } from '../../principal'

/** How long after the end of a session its browser is shown the reason. Milliseconds. */
const TOLD = DAY

/**
 * Sentences for the causes that the person did not bring about, with the way on. A session that ended for another cause
 * needs no words on the sign-in page.
 */
const sentences: Record<string, string> = {
  'became an administrator':
    'You are an administrator now, and were signed out so that everything counts as it is. Sign in again to go on.',
  'is no administrator any longer':
    'You are a member without administration now, and were signed out so that everything counts as it is. Sign in again to go on.',
  'became a member':
    'You are a member now, and were signed out so that everything counts as it is. Sign in again to go on.',
  disabled:
    'An administrator has disabled your account here: no code is sent to it. Ask an administrator if you think that is a mistake.',
  'ended by an administrator': 'An administrator has signed you out. Sign in again to go on.',
  'restored from a backup':
    'This portal was restored from a backup, and everybody was signed out. Sign in again to go on.',
  'second factors were reset': 'Your second factors were taken away, and you were signed out. Sign in again to go on.',
}

/**
 * Finds, in words, why the session ended whose cookie a browser still holds. Null: no session with this token ended within
 * the last 24 hours, or its cause has no words. Shows the reason only to the holder of the token.
 */
export async function findWhyEnded(
  _caller: Caller,
  { sessionToken }: { sessionToken: string | null },
): Promise<string | null> {
  if (!sessionToken) return null
  const session = await db().session.findFirst({
    where: { tokenHash: hashToken(sessionToken), endedAt: { gt: after(now(), -TOLD) } },
    select: { endedCause: true },
  })
  return (session?.endedCause && sentences[session.endedCause]) ?? null
}
