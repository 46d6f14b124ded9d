import type { IncomingMessage, ServerResponse } from 'node:http'

export type Part = 'database' | 'migrations' | 'worker' | 'jobs' | 'files'

/** What must hold for us to serve, in the order it is asked. */
export type Checks = readonly (readonly [Part, () => boolean | Promise<boolean>])[]

type Found = { part: Part | null; faults: Part[] }

/**
 * Answers `GET /api/health`: 200 when everything we serve with works, else 503 with the first part that does not.
 * `faults` are told beside a 200: what is wrong there another instance would not do better.
 */
export function createHealth(checks: Checks, faults: Checks = []) {
  let asking: Promise<Found> | null = null
  // However many ask at once, the database is asked once.
  const find = () => (asking ??= look(checks, faults).finally(() => (asking = null)))
  return async (request: IncomingMessage, response: ServerResponse) => {
    const { part, faults } = await find()
    const body = JSON.stringify(part ? { status: 'failing', part } : { status: 'ok', ...(faults.length > 0 && { faults }) })
    response.writeHead(part ? 503 : 200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
    response.end(request.method === 'HEAD' ? undefined : body)
  }
}

async function look(checks: Checks, faults: Checks): Promise<Found> {
  const part = await firstFailing(checks)
  const failing = part ? [] : await Promise.all(faults.map(async ([name, passes]) => ((await passesSafely(passes)) ? [] : [name])))
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
