import { DAY, HOUR, SECOND } from '../../clock'
import { settings } from '../../env'

/**
 * Lifetimes of the cookies in the browser, in milliseconds; null: until the browser closes. The database decides what is
 * still valid: an end here only tidies up.
 */
const lives = {
  /** The session's token. */
  session: DAY,
  /** The secret that binds codes to the browser that asked for them. */
  attempt: HOUR,
  /** The token by which this browser is known for the addresses it has proven. Signs nobody in. */
  browser: 365 * DAY,
  /**
   * The token of a browser in which a let-in link was used: its codes are counted in a lane that strangers can't spend.
   * Signs nobody in.
   */
  'let-in': DAY,
  /** The address last proven in this browser, to fill in the form after a session has expired. Not secret. */
  address: 30 * DAY,
  /** Finds the form that was sent without JavaScript after a session had expired. Opens it for its own person alone. */
  kept: HOUR,
  /** Shows that the browser was not closed since the session began; dropped when it closes. Signs nobody in. */
  mark: null,
}

export type CookieKind = keyof typeof lives

/**
 * Returns the name of a cookie. Over https it begins with `__Host-`, so that no other host, path or plain connection can
 * plant the cookie.
 */
export const cookieName = (kind: CookieKind) => `${settings().secure ? '__Host-' : ''}foyer-${kind}`

/** Returns the attributes of a cookie. `maxAge` is in seconds. */
export const cookieOptions = (kind: CookieKind) => ({
  httpOnly: true,
  secure: settings().secure,
  sameSite: 'lax' as const,
  path: '/',
  ...(lives[kind] === null ? {} : { maxAge: lives[kind] / SECOND }),
})
