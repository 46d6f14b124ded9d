import { returnPath } from './return-path'

/** A link's own page is one to come back to here: it is what was asked for. */
const link = /^\/(?:invitations|links)\/[\w-]{43}$/

/** Where a person goes once every step is done: back to what they asked for, or home. `next` is whatever an address said. */
export const stepPath = (next: unknown): string =>
  returnPath(next) ?? (typeof next === 'string' && link.test(next) ? next : '/')
