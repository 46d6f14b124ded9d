import { isPageToComeBackTo } from '../../paths'

/** The characters of this portal's own paths: no backslash, no control character, nothing beyond ASCII. */
const ordinary = /^\/[\w\-.~/%?&=+:,;@!$'()*]*$/

/** Spellings that a proxy or a browser may read as another path, or as another host. */
const ambiguous = /\/\/|\/\.{1,2}(?:[/?]|$)|%(?:2f|5c|2e|25|0|1|7f)|%(?![0-9a-f]{2})/i

/** Characters. */
const LONGEST = 1000

/**
 * Checks a path to come back to after signing in. Returns it where it is one of this portal's pages, with its query; else
 * null. A route is refused: it would act or redirect in the name of the person who has just signed in. `next` comes from
 * the address and is not trusted.
 */
export function returnPath(next: unknown): string | null {
  if (typeof next !== 'string' || next.length > LONGEST) return null
  if (!ordinary.test(next) || ambiguous.test(next)) return null
  const { origin, pathname, search } = new URL(next, 'http://portal.invalid')
  return origin === 'http://portal.invalid' && pathname + search === next && isPageToComeBackTo(pathname) ? next : null
}
