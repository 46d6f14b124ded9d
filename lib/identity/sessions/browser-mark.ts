import { timingSafeEqual } from 'node:crypto'
import { hmac } from '../../secrets'

/** The value of a cookie that a browser drops when it is closed. It opens nothing; missing, it says the browser was closed. */
export const browserMark = (sessionId: string) =>
  Buffer.from(hmac('auth', 'browser open', sessionId)).toString('base64url')

/** Whether a browser shows the mark of a session. */
export function isBrowserMark(mark: string | null, sessionId: string) {
  const [shown, made] = [Buffer.from(mark ?? ''), Buffer.from(browserMark(sessionId))]
  return shown.length === made.length && timingSafeEqual(shown, made)
}
