import { returnPath } from './return-path'

/**
 * The page of an invitation or of a share link. `returnPath` refuses it; after a step it is the page that was asked for.
 */
const link = /^\/(?:invitations|links)\/[\w-]{43}$/

/**
 * Returns the path to open once every step is done: the page that was asked for, or `/`. `next` comes from the address and
 * is not trusted.
 */
export const stepPath = (next: unknown): string =>
  returnPath(next) ?? (typeof next === 'string' && link.test(next) ? next : '/')
