import { AsyncLocalStorage } from 'node:async_hooks'

/** The request that a line is about. */
export type OfRequest = {
  reference: string
  /** Method and path in words, without what is secret or about somebody. */ what: string
  /** Whether whoever asked is still there. */ isGone: () => boolean
}

// Pages and the server are bundled apart, and speak of the same requests.
const shared = globalThis as { foyerRequests?: AsyncLocalStorage<OfRequest> }
const requests = () => (shared.foyerRequests ??= new AsyncLocalStorage<OfRequest>())

/** Does `work` as part of a request: every line that is written meanwhile carries its reference. */
export const duringRequest = <Result>(request: OfRequest, work: () => Result): Result => requests().run(request, work)

/** The request under way; null outside of any. */
export const currentRequest = (): OfRequest | null => requests().getStore() ?? null

/** What was asked for, such as "GET /shares/…": of a path no more than the words that are ours. */
export function inWords(method = '', target = '') {
  const segments = target.split(/[?#]/, 1)[0]!.split('/').slice(0, 8)
  return `${method} ${segments.map((segment) => (/^[a-z][a-z.-]{0,30}$/.test(segment) || segment === '' ? segment : '…')).join('/')}`
}
