import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Answers in one plain sentence; to a form that a script sends, as Next.js hands it on to the form, which must know
 * that it is ours. A body still on its way is not waited for: the connection ends.
 */
export function turnAway(request: IncomingMessage, response: ServerResponse, status: number, sentence: string, headers: Record<string, string> = {}) {
  const action = request.headers['next-action'] !== undefined
  const text = action ? `Foyer: ${sentence}` : `${sentence}\n`
  if (hasBody(request)) {
    response.setHeader('Connection', 'close')
    request.resume()
  }
  response.writeHead(status, { ...headers, 'Content-Type': action ? 'text/plain' : 'text/plain; charset=utf-8', 'Content-Length': Buffer.byteLength(text) })
  response.end(request.method === 'HEAD' ? undefined : text)
}

const hasBody = ({ headers }: IncomingMessage) => headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
