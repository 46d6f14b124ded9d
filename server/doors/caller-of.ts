import type { IncomingMessage } from 'node:http'
import { cookieName } from '@/lib/identity/sessions/cookies'
import { findCaller } from '@/lib/identity/sessions/find-caller'
import type { Caller, Environment } from '@/lib/principal'

/** The caller of a request that Next.js does not see. `unattended`: asked again by ourselves while bytes are under way. */
export const callerOf = (
  request: IncomingMessage,
  environment: Environment,
  { unattended = false } = {},
): Promise<Caller> =>
  findCaller(environment, cookie(request, cookieName('session')), {
    mark: cookie(request, cookieName('mark')),
    unattended,
  })

function cookie(request: IncomingMessage, name: string) {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  // Of several with one name the last counts, as for Next.js: every way in must see the same person.
  return pairs.findLast((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? null
}
