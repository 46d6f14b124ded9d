import { isPageToComeBackTo } from '../../paths'

/** Only what an address of ours is written in; no backslash, no control character, nothing beyond ASCII. */
const ordinary = /^\/[\w\-.~/%?&=+:,;@!$'()*]*$/

/** Spellings that a proxy or a browser may read as another path, or as another host. */
const ambiguous = /\/\/|\/\.{1,2}(?:[/?]|$)|%(?:2f|5c|2e|25|0|1|7f)|%(?![0-9a-f]{2})/i

const LONGEST = 1000

/**
 * The path to come back to after signing in: one of this portal's pages with its query, or null. `next` is whatever an
 * address said. A route is never one: it would act, or lead on elsewhere, in the name of whoever has just signed in.
 */
export function returnPath(next: unknown): string | null {
  if (typeof next !== 'string' || next.length > LONGEST) return null
  if (!ordinary.test(next) || ambiguous.test(next)) return null
  const { origin, pathname, search } = new URL(next, 'http://portal.invalid')
  return origin === 'http://portal.invalid' && pathname + search === next && isPageToComeBackTo(pathname) ? next : null
}
