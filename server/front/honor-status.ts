import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { ANSWER_HEADER, answerStatuses } from '@/lib/answer-status'

/** Has a document carry the status that its page asks for; what scripts fetch keeps the one of Next.js. */
export function honorStatus(request: IncomingMessage, response: ServerResponse) {
  if (request.method === 'POST') return leadOn(response)
  if (request.headers.rsc) return
  const id = randomUUID()
  request.headers[ANSWER_HEADER] = id
  const writeHead = response.writeHead
  const write = (status: number, ...rest: unknown[]) =>
    Reflect.apply(writeHead, response, [answerStatuses().get(id) ?? status, ...rest])
  response.writeHead = write as typeof response.writeHead
  response.once('close', () => answerStatuses().delete(id))
}

/** A page that leads on while it answers a form does so with 307, which would have the browser send the form there, too. */
function leadOn(response: ServerResponse) {
  const writeHead = response.writeHead
  const write = (status: number, ...rest: unknown[]) =>
    Reflect.apply(writeHead, response, [status === 307 || status === 308 ? 303 : status, ...rest])
  response.writeHead = write as typeof response.writeHead
}
