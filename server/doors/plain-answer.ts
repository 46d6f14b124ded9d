import type { IncomingMessage, ServerResponse } from 'node:http'
import { currentRequest } from '@/lib/log/request'

/**
 * Answers in one plain sentence; to a form that a script sends, as Next.js hands it on to the form, which must know
 * that it is ours. A body still on its way is not waited for: the connection ends.
 */
export function answerPlainly(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  sentence: string,
  headers: Record<string, string> = {},
) {
  const action = request.headers['next-action'] !== undefined
  const text = action ? `Foyer: ${sentence}` : `${sentence}\n`
  if (hasBody(request)) {
    response.setHeader('Connection', 'close')
    request.resume()
  }
  response.writeHead(status, {
    ...headers,
    'Content-Type': action ? 'text/plain' : 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  })
  response.end(request.method === 'HEAD' ? undefined : text)
}

/** What a person reads when we failed, with the reference by which an administrator finds what happened. */
export function ourFault() {
  const request = currentRequest()
  return `This did not work, and it is our fault. Try again in a moment.${request ? ` If it stays so, tell an administrator the reference ${request.reference}.` : ''}`
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
