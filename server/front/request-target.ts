/** Longer than any address we make; beyond it lies only abuse. */
const LONGEST = 8000

/** The status that refuses a request's target, or null when it can be passed on. */
export function faultOfTarget(target: string): 400 | 414 | null {
  if (target.length > LONGEST) return 414
  if (!target.startsWith('/') || target.startsWith('//') || target.includes('\\')) return 400
  return isReadable(target) ? null : 400
}

/** PostgreSQL keeps no NUL in text, and no page of ours has a use for broken UTF-8. */
function isReadable(target: string) {
  try {
    return !decodeURIComponent(target).includes('\0')
  } catch {
    return false
  }
}
