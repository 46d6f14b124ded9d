import type { IncomingMessage, ServerResponse } from 'node:http'
import { now, SECOND } from '@/lib/clock'
import { cookieName } from '@/lib/identity/sessions/cookies'
import { isLoopbackAddress, networkOf } from '@/lib/network-address'
import type { Environment } from '@/lib/principal'
import type { ForeignDoor } from '../doors/foreign'
import { answerPlainly } from '../doors/plain-answer'
import { limitBody } from './body-limit'
import { isSafe } from './same-origin'

/** Networks that a door counts at once; the one that came first is forgotten for the next. */
const MOST_NETWORKS = 10_000

/** Finds the foreign door that a request is for, whatever its Origin says. Each door counts by itself, in this process. */
export function openForeignDoors(doors: readonly ForeignDoor[]) {
  const entrances = new Map<string, Entrance>(doors.map((door) => [door.path, { door, spend: budgetOf(door.budget) }]))
  return (request: IncomingMessage) =>
    isSafe(request) ? undefined : entrances.get((request.url ?? '').split('?', 1)[0]!)
}

export type Entrance = {
  door: ForeignDoor
  /** Counts one request. Answers null, or in how many milliseconds the network may come again. */
  spend: (networkAddress: string) => number | null
}

/** Lets a request through a foreign door, or refuses it: 429 beyond the network's budget, 411 and 413 for its body. */
export async function enter(
  { door, spend }: Entrance,
  request: IncomingMessage,
  response: ServerResponse,
  environment: Environment,
) {
  const wait = spend(environment.networkAddress)
  if (wait !== null)
    return answerPlainly(request, response, 429, 'This comes too often. Try again later.', {
      'Retry-After': String(Math.ceil(wait / SECOND)),
    })
  const tooLong = `This is too long: at most ${door.largest.toLocaleString('en-US')} bytes can be sent here.`
  if (limitBody(request, response, { largest: door.largest, tooLong }))
    await door.answer(request, response, environment)
}

/** Leaves a request's cookies without the session's. Undefined: there are no others. */
export function withoutSession({ headers }: IncomingMessage) {
  const kept = (headers.cookie ?? '')
    .split(';')
    .filter((pair) => pair.split('=', 1)[0]!.trim() !== cookieName('session'))
  return kept.join(';').trim() || undefined
}

/** Counts by network in windows of `per` milliseconds. This computer's own address may be a proxy's for everybody, and counts for nothing. */
function budgetOf({ most, per }: ForeignDoor['budget']): Entrance['spend'] {
  let [window, counts] = [NaN, new Map<string, number>()]
  return (networkAddress) => {
    if (isLoopbackAddress(networkAddress)) return null
    const at = now().getTime()
    const began = at - (at % per)
    if (began !== window) [window, counts] = [began, new Map()]
    const network = networkOf(networkAddress)
    const count = (counts.get(network) ?? 0) + 1
    counts.set(network, count)
    if (counts.size > MOST_NETWORKS) counts.delete(counts.keys().next().value!)
    return count > most ? began + per - at : null
  }
}
