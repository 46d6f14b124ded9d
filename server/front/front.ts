import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { toldIfFull } from '@/lib/disk'
import type { Settings } from '@/lib/env'
import { NoRoom } from '@/lib/errors'
import { log } from '@/lib/log/log'
import { isReaderGone } from '@/lib/log/reader-gone'
import { duringRequest, inWords } from '@/lib/log/request'
import { isLoopbackAddress, networkAddressOf } from '@/lib/network-address'
import type { Environment } from '@/lib/principal'
import { newReference } from '@/lib/reference'
import { limitBody } from './body-limit'
import { contentSecurityPolicy } from './content-security-policy'
import type { KnownActions } from '../forms/action-form'
import { takeForm } from '../forms/take-form'
import { enter, openForeignDoors, withoutSession } from './foreign-doors'
import { honorStatus } from './honor-status'
import { bufferSmallWrites } from './buffer-small-writes'
import type { ForeignDoor } from '../doors/foreign'
import { isForHealth } from '../doors/health'
import { isForMetrics } from '../metrics/is-for-metrics'
import { isSameOrigin, isSafe } from './same-origin'
import { ourFault, answerPlainly } from '../doors/plain-answer'
import { forwardedFor, isForwarded, restate } from './request-headers'
import { faultOfTarget } from './request-target'
import { keepOutOfCaches, putSecurityHeaders } from './response-headers'
import { watchForProxies } from './unbelieved-proxy'

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** A hot way in that does without Next.js. */
export type Door = {
  matches: (request: IncomingMessage) => boolean
  answer: (request: IncomingMessage, response: ServerResponse, environment: Environment) => Promise<void>
}

export type Front = {
  settings: Pick<Settings, 'publicUrl' | 'secure' | 'loopback' | 'trustedProxies'>
  dev: boolean
  health: Answer
  /** Null: figures are told to nobody, and there is no such page. */
  metrics: Answer | null
  doors: readonly Door[]
  /** Where others may post without our Origin. */
  foreign: readonly ForeignDoor[]
  /** What forms may be for. */
  actions: KnownActions
  next: Answer
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])

/** Stands before Next.js: knows who asks from where, refuses what no page of ours would send, heads every answer. */
export function createFront(front: Front): Answer {
  const proxies = watchForProxies(front.settings.trustedProxies)
  const findForeign = openForeignDoors(front.foreign)
  return (request, response) => {
    const reference = newReference()
    // Drawn at random: it tells whoever asks nothing, and an administrator which lines are theirs.
    response.setHeader('X-Request-Id', reference)
    const about = {
      reference,
      what: inWords(request.method, request.url),
      isGone: () => request.socket.destroyed || response.closed,
    }
    return duringRequest(about, () =>
      receive({ ...front, proxies, findForeign }, request, response).catch((error: unknown) =>
        fail(error, request, response),
      ),
    )
  }
}

/** Tells of what nobody expected. Whoever left meanwhile is told nothing; whose answer is under way sees it break off. */
function fail(error: unknown, request: IncomingMessage, response: ServerResponse) {
  if (!isReaderGone(error)) log.error(`${inWords(request.method, request.url)} failed.`, { error })
  if (response.headersSent || request.socket.destroyed) return void response.destroy()
  const told = toldIfFull(error)
  if (told instanceof NoRoom) return answerPlainly(request, response, 507, told.message)
  answerPlainly(request, response, 500, ourFault())
}

type Watched = Front & {
  proxies: ReturnType<typeof watchForProxies>
  findForeign: ReturnType<typeof openForeignDoors>
}

async function receive(front: Watched, request: IncomingMessage, response: ServerResponse) {
  const { settings, dev, proxies, findForeign } = front
  const target = request.url ?? ''
  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'), {
    publicUrl: settings.publicUrl,
    secure: settings.secure,
    dev,
  })
  putSecurityHeaders(response, target, policy, settings)
  if (!methods.has(request.method ?? ''))
    return answerPlainly(request, response, 405, 'This is not done here.', { Allow: [...methods].join(', ') })
  const fault = faultOfTarget(target)
  if (fault) return answerPlainly(request, response, fault, 'This address can’t be read.')
  if (isForHealth(request)) return front.health(request, response)
  if (front.metrics && isForMetrics(request)) return front.metrics(request, response)
  const networkAddress = networkAddressOf({
    socketAddress: request.socket.remoteAddress,
    forwardedFor: forwardedFor(request),
    trustedProxies: settings.trustedProxies,
  })
  if (!networkAddress)
    return answerPlainly(request, response, 400, 'The proxy in front of this site does not say where you come from.')
  if (isElsewhere(request, settings)) return sendHome(response, settings.publicUrl + target)
  const foreign = findForeign(request)
  if (!foreign && !isSameOrigin(request, settings.publicUrl))
    return answerPlainly(request, response, 403, wrongDoor(settings.publicUrl))
  const local = isLocal(request, settings)
  proxies.note(request)
  const known = knownOf({ settings, networkAddress, local, policy, request, proxy: proxies.address })
  restate(request, foreign ? { ...known, origin: undefined, cookie: withoutSession(request) } : known)
  const environment = { networkAddress, userAgent: (request.headers['user-agent'] ?? '').slice(0, 400) }
  await (foreign ? enter(foreign, request, response, environment) : passOn(front, request, response, environment))
}

async function passOn(
  { doors, actions, next }: Front,
  request: IncomingMessage,
  response: ServerResponse,
  environment: Environment,
) {
  const door = doors.find(({ matches }) => matches(request))
  if (door) return door.answer(request, response, environment)
  if (!limitBody(request, response) || !(await takeForm(request, response, actions))) return
  honorStatus(request, response)
  keepOutOfCaches(response, request.url ?? '')
  bufferSmallWrites(response)
  await next(request, response)
}

type Known = {
  settings: Front['settings']
  networkAddress: string
  local: boolean
  policy: string
  request: IncomingMessage
  /** Not believed. */ proxy?: string
}

/** What Next.js and Auth.js are to believe, whatever was sent. */
function knownOf({ settings, networkAddress, local, policy, request, proxy }: Known) {
  const { host, protocol, port } = new URL(settings.publicUrl)
  return {
    host,
    // It was checked above. A page without a referrer says "null", which Next.js would take for another site.
    origin: isSafe(request) ? undefined : settings.publicUrl,
    'x-forwarded-host': host,
    'x-forwarded-proto': protocol.slice(0, -1),
    'x-forwarded-port': port || (settings.secure ? '443' : '80'),
    'x-forwarded-for': networkAddress,
    'x-foyer-network-address': networkAddress,
    'x-foyer-local': local ? '1' : undefined,
    'x-foyer-path': pathOf(request),
    'x-foyer-unbelieved-proxy': proxy,
    'content-security-policy': policy,
    'content-security-policy-report-only': undefined,
  }
}

/** Where the person is, to come back to: without what Next.js adds for itself. */
function pathOf({ url = '/' }: IncomingMessage) {
  const { pathname, searchParams } = new URL(url, 'http://portal.invalid')
  searchParams.delete('_rsc')
  return pathname + (searchParams.size ? `?${searchParams}` : '')
}

/** This computer's own browser at our own address: a page elsewhere that had its name point here would show another host. */
const isLocal = (request: IncomingMessage, { loopback, publicUrl }: Front['settings']) =>
  loopback &&
  request.headers.host === new URL(publicUrl).host &&
  isLoopbackAddress(request.socket.remoteAddress ?? '') &&
  !isForwarded(request)

/**
 * At 127.0.0.1 for localhost, cookies and forms would not be ours. Through a proxy the host is the proxy's word for us,
 * and at another port than ours it is not what the person typed: sending them home would bring them back here for ever.
 */
function isElsewhere(request: IncomingMessage, { loopback, publicUrl }: Front['settings']) {
  const at = `http://${request.headers.host}`
  if (!loopback || !isSafe(request) || isForwarded(request) || !URL.canParse(at)) return false
  const [here, home] = [new URL(at), new URL(publicUrl)]
  const alias = here.hostname === 'localhost' || isLoopbackAddress(here.hostname)
  return alias && here.hostname !== home.hostname && here.port === home.port
}

function sendHome(response: ServerResponse, location: string) {
  response.writeHead(307, { Location: location, 'Content-Length': 0 }).end()
}

const wrongDoor = (publicUrl: string) =>
  `Nothing was done: this did not come from a page of this site. Open ${publicUrl} and try again there.`
