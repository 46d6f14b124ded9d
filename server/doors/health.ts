import type { IncomingMessage, ServerResponse } from 'node:http'
import { oneAtATime } from '../process/one-at-a-time'

type Part = 'database' | 'migrations' | 'worker' | 'jobs' | 'files' | 'disk'

/** What must hold for us to serve, in the order it is asked. */
export type Checks = readonly (readonly [Part, () => boolean | Promise<boolean>])[]

/** What a probe asks: whether this process answers at all, or whether it is to be sent requests. */
const probe = /^\/api\/health(\/live|\/ready)?(?:\?|$)/

export const isForHealth = ({ method, url }: IncomingMessage) =>
  (method === 'GET' || method === 'HEAD') && probe.test(url ?? '')

/** What is wrong though we serve; `needs`: without it there is no telling. */
export type Faults = readonly (readonly [name: Part, passes: () => boolean | Promise<boolean>, needs?: Part])[]

type Found = { part: Part | null; faults: Part[] }

/**
 * Answers `GET /api/health` and `/api/health/ready`: 200 when everything we serve with works, else 503 with the first part
 * that does not, and 503 from the moment we are told to end. `faults` are told beside either: what is wrong there another
 * instance would not do better. `/api/health/live` is 200 while this process answers at all: by it, what starts processes
 * again knows that a new one would be no better.
 */
export function createHealth(checks: Checks, faults: Faults, isEnding: () => boolean) {
  const find = oneAtATime(() => look(checks, faults))
  const stateFor = async ({ url }: IncomingMessage) => {
    if (probe.exec(url ?? '')?.[1] === '/live') return { status: 'ok' }
    if (isEnding()) return { status: 'ending' }
    const { part, faults } = await find()
    return { ...(part ? { status: 'failing', part } : { status: 'ok' }), ...(faults.length > 0 && { faults }) }
  }
  return async (request: IncomingMessage, response: ServerResponse) => {
    const state = await stateFor(request)
    const body = JSON.stringify(state)
    response.writeHead(state.status === 'ok' ? 200 : 503, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}

async function look(checks: Checks, faults: Faults): Promise<Found> {
  const part = await firstFailing(checks)
  const told = faults.filter(([, , needs]) => part === null || needs !== part)
  const failing = await Promise.all(told.map(async ([name, passes]) => ((await passesSafely(passes)) ? [] : [name])))
  return { part, faults: failing.flat() }
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
