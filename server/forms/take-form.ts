import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerPlainly } from '../doors/plain-answer'
import { type Fault, faultOfCall, faultOfPost, type KnownActions } from './action-form'
import { countOf } from './count'
import { boundaryOf, endOfPart, type Part, partsOf } from './multipart'
import { renewActions } from './renew-actions'
import { takeBody } from './take-body'

/** Fields of a form; the longest of ours, that of a policy, has some 200. */
const MOST_FIELDS = 500

/** Where a review is answered or set up: a row an item, and whoever is chosen. */
const MOST_IN_REVIEWS = 2000
const reviews = /^\/(?:admin\/)?reviews(?:[/?]|$)/

/** Routes that read a form themselves. Everywhere else a form is for an action. */
export const formRoutes = [
  '/account/sign-out',
  '/admin/policies/preview',
  '/admin/reviews/preview',
  '/sign-in/here',
] as const
const isRoute = (url: string) => /^\/api\//.test(url) || formRoutes.some((route) => url.split('?', 1)[0] === route)

/**
 * Takes in a form before Next.js sees it. Its fields are counted while it streams; what is too much, broken, or for no
 * action of ours is turned away in words, where Next.js would take long over it or fail. Resolves to whether it may go on.
 */
export async function takeForm(
  request: IncomingMessage,
  response: ServerResponse,
  known: KnownActions,
): Promise<boolean> {
  const { 'content-type': type = '', 'content-length': length = 0, 'next-action': action } = request.headers
  const [boundary, url] = [boundaryOf(type), request.url ?? '']
  const sign = boundary ? endOfPart(boundary) : urlencoded.test(type) ? Buffer.from('&') : null
  const promised = action !== undefined || /^multipart\//i.test(type)
  if (request.method !== 'POST' || !(sign || promised)) return true
  const most = reviews.test(url) ? MOST_IN_REVIEWS : MOST_FIELDS
  const body = await takeBody(request, { length: Number(length), count: sign ? countOf(sign) : () => Infinity, most })
  if (body === 'gone') return false
  if (promised && !boundary) return refuse(request, response, 'unreadable')
  if (body === 'too many') return tooMany(request, response, most)
  const parts = boundary ? partsOf(body, boundary) : []
  const fault = boundary ? faultOf(parts, { url, action: action?.toString(), known }) : null
  if (fault) return refuse(request, response, fault)
  if (known && parts) renew(request, parts, known)
  return true
}

/** A form of the last release goes on as one of this build. What was put back of its body are these very bytes. */
function renew(request: IncomingMessage, parts: Part[], known: NonNullable<KnownActions>) {
  const { 'next-action': action } = request.headers
  if (action !== undefined) request.headers['next-action'] = known.get(String(action))
  else renewActions(parts, known)
}

const urlencoded = /^application\/x-www-form-urlencoded(?:;|$)/i

type Aim = { url: string; action: string | undefined; known: KnownActions }

function faultOf(parts: Part[] | null, { url, action, known }: Aim): Fault | null {
  if (!parts) return 'unreadable'
  if (action !== undefined) return faultOfCall(parts, action, known)
  return isRoute(url) ? null : faultOfPost(parts, known)
}

function tooMany(request: IncomingMessage, response: ServerResponse, most: number) {
  answerPlainly(
    request,
    response,
    413,
    `This form has more than ${most.toLocaleString('en-US')} fields, so nothing was done. Send less at a time.`,
  )
  return false
}

const sentences: Record<Fault, string> = {
  unreadable: 'This form can’t be read, so nothing was done. Load the page again, then send it once more.',
  'unknown action':
    'The page that this comes from is older than this site, so nothing was done. Load it again, then send it once more.',
}

function refuse(request: IncomingMessage, response: ServerResponse, fault: Fault) {
  // By which the page that sent it knows that it is out of date.
  const headers: Record<string, string> = fault === 'unknown action' ? { 'x-nextjs-action-not-found': '1' } : {}
  answerPlainly(request, response, 400, sentences[fault], headers)
  return false
}
