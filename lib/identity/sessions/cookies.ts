import { DAY, HOUR, SECOND } from '../../clock'
import { settings } from '../../env'

/** How long a browser keeps each cookie. The database decides what is still good; this only tidies up. */
const lives = {
  /** The session's token. */
  session: DAY,
  /** The secret that binds codes to the browser that asked for them. */
  attempt: HOUR,
  /** Says that this browser has proven an address before; opens nothing. */
  browser: 365 * DAY,
  /** Says that a mailed link has let this browser into the lane of codes that strangers can't spend; opens nothing. */
  'let-in': DAY,
  /** The address last proven here, to fill in the form when a session has run out. No secret. */
  address: 30 * DAY,
  /** Finds what was being sent without JavaScript when a session ran out, for its own person alone. */
  kept: HOUR,
  /** Says that the browser was not closed since: goes when it is. Opens nothing. */
  mark: null,
}

export type CookieKind = keyof typeof lives

/** `__Host-` over https: then no other host, path or plain connection can plant the cookie. */
export const cookieName = (kind: CookieKind) => `${settings().secure ? '__Host-' : ''}foyer-${kind}`

/** The attributes of a cookie. `maxAge` in seconds. */
export const cookieOptions = (kind: CookieKind) => ({
  httpOnly: true,
  secure: settings().secure,
  sameSite: 'lax' as const,
  path: '/',
  ...(lives[kind] === null ? {} : { maxAge: lives[kind] / SECOND }),
})
