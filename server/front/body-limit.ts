import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerPlainly } from '../doors/plain-answer'

/** Forms carry at most a page's Markdown or a thousand addresses; files have a door of their own. */
const forms = {
  /** Bytes. */ largest: 2 * 1024 ** 2,
  tooLong: 'This is too long: at most 2 MB can be sent at once. Share it as a file instead.',
}

/** Milliseconds in which a body must have arrived. */
const PATIENCE = 30_000

/** Refuses a body that says it is too large, or does not say. Gives up on one that does not arrive. */
export function limitBody(request: IncomingMessage, response: ServerResponse, { largest, tooLong } = forms) {
  if (request.headers['transfer-encoding'] !== undefined) {
    answerPlainly(request, response, 411, 'Say how long this is (Content-Length).')
    return false
  }
  const length = Number(request.headers['content-length'] ?? 0)
  if (length > largest) {
    answerPlainly(request, response, 413, tooLong)
    return false
  }
  if (length > 0) expectSoon(request)
  return true
}

function expectSoon(request: IncomingMessage) {
  const timer = setTimeout(() => request.complete || request.destroy(), PATIENCE)
  const done = () => clearTimeout(timer)
  request.once('end', done).once('close', done)
}
