import type { IncomingMessage, ServerResponse } from 'node:http'

export type UnderWay = { requests: number; uploads: number; downloads: number }

const downloads = new Set(['/api/files/[resourceId]', '/api/spaces/[spaceId]/zip'])

/** What one request is counted among while it lasts. */
function kindsOf({ method }: IncomingMessage, route: string): (keyof UnderWay)[] {
  if (method === 'PUT' && route === '/api/files') return ['requests', 'uploads']
  if (method === 'PATCH' && route === '/api/uploads/[uploadId]') return ['requests', 'uploads']
  if (method === 'GET' && downloads.has(route)) return ['requests', 'downloads']
  return ['requests']
}

/** Counts what is under way, from a request's first moment until its answer is closed. */
export function countUnderWay() {
  const now: UnderWay = { requests: 0, uploads: 0, downloads: 0 }
  const enter = (request: IncomingMessage, response: ServerResponse, route: string) => {
    const kinds = kindsOf(request, route)
    for (const kind of kinds) now[kind]++
    response.once('close', () => {
      for (const kind of kinds) now[kind]--
    })
  }
  return { now: (): UnderWay => ({ ...now }), enter }
}
