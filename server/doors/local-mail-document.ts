import type { IncomingMessage, ServerResponse } from 'node:http'
import { NotFound } from '@/lib/errors'
import { getLocalMail } from '@/lib/mail/get-local-mail'
import { anonymousCaller, type Environment } from '@/lib/principal'
import { answerPlainly } from './plain-answer'

const path = /^\/mailbox\/([0-9a-f-]{36})\/letter$/

/** Whether a request is for a local mail's own page, which the mailbox shows in a frame. */
export const isForLocalMail = ({ method, url }: IncomingMessage) =>
  (method === 'GET' || method === 'HEAD') && path.test(url ?? '')

// A mail carries its styles in itself, which our pages may not. So it is a document apart: styles, and nothing else. Its
// origin is ours, so that the page around it can ask how high it is; what would need a script is shut off all the same.
const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-same-origin; frame-ancestors 'self'",
  'X-Frame-Options': 'SAMEORIGIN',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
}

/** Sends a local mail as its reader would see it, to this computer's own browser alone. */
export async function sendLocalMail(request: IncomingMessage, response: ServerResponse, environment: Environment) {
  try {
    const html = await letterFor(request, environment)
    response.writeHead(200, { ...headers, 'Content-Length': Buffer.byteLength(html) })
    response.end(request.method === 'HEAD' ? undefined : html)
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
    answerPlainly(request, response, 404, error.message)
  }
}

async function letterFor({ headers, url }: IncomingMessage, environment: Environment) {
  if (headers['x-foyer-local'] !== '1') throw new NotFound()
  const [, id = ''] = path.exec(url ?? '') ?? []
  const { html } = await getLocalMail(anonymousCaller(environment), { id })
  return html
}
