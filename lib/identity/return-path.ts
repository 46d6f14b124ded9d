/** Pages with a way in of their own, or that are no page to come back to. */
const elsewhere = /^\/(?:api|sign-in|setup|invitations|links|mailbox|_next)(?:[/?.]|$)/i

/** Only what an address of ours is written in; no backslash, no control character, nothing beyond ASCII. */
const ordinary = /^\/[\w\-.~/%?&=+:,;@!$'()*]*$/

/** Spellings that a proxy or a browser may read as another path, or as another host. */
const ambiguous = /\/\/|\/\.{1,2}(?:[/?]|$)|%(?:2f|5c|2e|25|0|1|7f)|%(?![0-9a-f]{2})/i

const LONGEST = 1000

/**
 * The path to come back to after signing in: of this portal, or null. `next` is whatever an address said.
 */
export function returnPath(next: unknown): string | null {
  if (typeof next !== 'string' || next.length > LONGEST) return null
  if (!ordinary.test(next) || ambiguous.test(next) || elsewhere.test(next)) return null
  const { origin, pathname, search } = new URL(next, 'http://portal.invalid')
  return origin === 'http://portal.invalid' && pathname + search === next ? next : null
}
