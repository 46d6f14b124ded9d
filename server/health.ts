import type { IncomingMessage, ServerResponse } from 'node:http'

export type Part = 'database' | 'migrations' | 'worker' | 'jobs'

/** What must hold for us to serve, in the order it is asked. */
export type Checks = readonly (readonly [Part, () => boolean | Promise<boolean>])[]

/** Answers `GET /api/health`: 200 when everything we serve with works, else 503 with the first part that does not. */
export function createHealth(checks: Checks) {
  let asking: Promise<Part | null> | null = null
  // However many ask at once, the database is asked once.
  const failingPart = () => (asking ??= firstFailing(checks).finally(() => (asking = null)))
  return async (request: IncomingMessage, response: ServerResponse) => {
    const part = await failingPart()
    const body = JSON.stringify(part ? { status: 'failing', part } : { status: 'ok' })
    response.writeHead(part ? 503 : 200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
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
