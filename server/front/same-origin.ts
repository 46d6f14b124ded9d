import type { IncomingMessage } from 'node:http'

/** Whether a request only asks. */
export const isSafe = ({ method }: Pick<IncomingMessage, 'method'>) => method === 'GET' || method === 'HEAD'

/**
 * Whether a request that may change something was made by a page of ours (promise B7). A page without a
 * referrer posts its forms with `Origin: null`; then the browser's own word on the site decides.
 */
export function isSameOrigin(request: Pick<IncomingMessage, 'method' | 'headers'>, publicUrl: string) {
  if (isSafe(request)) return true
  const { origin, 'sec-fetch-site': site } = request.headers
  return origin !== undefined && origin !== 'null' ? origin === publicUrl : site === 'same-origin'
}
