import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Environment } from '@/lib/principal'

/**
 * Takes what other sites and programs post: an identity provider's answer, a webhook. They send no Origin of ours, so
 * anyone may have made the request: the door itself has to check who did, by a signature or a token in it.
 */
export type ForeignDoor = {
  /** The whole path, without a query. Stands in `server/front/route-of` too. */
  path: `/${string}`
  /** Bytes that a body may have. */
  largest: number
  /** Each network may send `most` requests in `per` milliseconds. */
  budget: { most: number; per: number }
  /** Answers any method that may change something. The request has no session's cookie and no Origin. */
  answer: (request: IncomingMessage, response: ServerResponse, environment: Environment) => Promise<void>
}

/** Lists the only paths to which others may post. Everything else is refused without our Origin. */
export const foreignDoors: readonly ForeignDoor[] = []
