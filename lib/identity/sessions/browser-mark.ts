import { timingSafeEqual } from 'node:crypto'
import { hmac } from '../../secrets'

/**
 * Makes the value of the cookie `mark` of a session: an HMAC of its id. The browser drops the cookie when it closes, so a
 * missing mark means that the browser was closed. The mark signs nobody in.
 */
export const browserMark = (sessionId: string) =>
  Buffer.from(hmac('auth', 'browser open', sessionId)).toString('base64url')

/** Checks whether a mark is the one of a session. Compares in constant time. */
export function isBrowserMark(mark: string | null, sessionId: string) {
  const [shown, made] = [Buffer.from(mark ?? ''), Buffer.from(browserMark(sessionId))]
  return shown.length === made.length && timingSafeEqual(shown, made)
}
