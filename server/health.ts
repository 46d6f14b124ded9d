import type { IncomingMessage, ServerResponse } from 'node:http'

export type Part = 'database' | 'migrations' | 'worker' | 'jobs'

/** What must hold for us to serve, in the order it is asked. */
export type Checks = readonly (readonly [Part, () => boolean | Promise<boolean>])[]

/** What a probe asks: whether this process answers at all, or whether it is to be sent requests. */
const probe = /^\/api\/health(\/live|\/ready)?(?:\?|$)/

export const isForHealth = ({ method, url }: IncomingMessage) => (method === 'GET' || method === 'HEAD') && probe.test(url ?? '')

/**
 * Answers `GET /api/health` and `/api/health/ready`: 200 when everything we serve with works, else 503 with the first part
 * that does not, and 503 from the moment we are told to end. `/api/health/live` is 200 while this process answers at all:
 * by it, what starts processes again knows that a new one would be no better.
 */
export function createHealth(checks: Checks, isEnding: () => boolean) {
  let asking: Promise<Part | null> | null = null
  // However many ask at once, the database is asked once.
  const failingPart = () => (asking ??= firstFailing(checks).finally(() => (asking = null)))
  const stateFor = async ({ url }: IncomingMessage) => {
    if (probe.exec(url ?? '')?.[1] === '/live') return { status: 'ok' }
    if (isEnding()) return { status: 'ending' }
    const part = await failingPart()
    return part ? { status: 'failing', part } : { status: 'ok' }
  }
  return async (request: IncomingMessage, response: ServerResponse) => {
    const state = await stateFor(request)
    const body = JSON.stringify(state)
    response.writeHead(state.status === 'ok' ? 200 : 503, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}

async function firstFailing(checks: Checks): Promise<Part | null> {
  for (const [part, passes] of checks) if (!(await passesSafely(passes))) return part
  return null
}

async function passesSafely(passes: () => boolean | Promise<boolean>) {
  try {
    return await passes()
  } catch {
    return false
  }
}
