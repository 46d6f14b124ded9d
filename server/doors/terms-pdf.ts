import type { IncomingMessage, ServerResponse } from 'node:http'
import { disposition } from '@/lib/disposition'
import { NotFound } from '@/lib/errors'
import { ID } from '@/lib/ids'
import { anonymousCaller, type Caller, type Environment } from '@/lib/principal'
import { getText } from '@/lib/terms/accepting/get-text'
import { documents } from './byte-headers'
import { callerOf } from './caller-of'
import { refuse } from './refuse'

const path = new RegExp(`^/terms/(${ID})/pdf(?:\\?(.*))?$`)

/** Whether a request is for a PDF of terms: GET or HEAD of `/terms/<textId>/pdf`, with the `reference` of the answer that asks for it. */
export const isForTerms = ({ method, url }: IncomingMessage) =>
  (method === 'GET' || method === 'HEAD') && path.test(url ?? '')

/** Decides, then sends the PDF to be shown in the page. */
export async function sendTerms(request: IncomingMessage, response: ServerResponse, environment: Environment) {
  const [, textId = '', query] = path.exec(request.url ?? '') ?? []
  let caller: Caller = anonymousCaller(environment)
  try {
    caller = await callerOf(request, environment)
    const { format, content, name } = await getText(caller, {
      textId,
      reference: new URLSearchParams(query).get('reference'),
    })
    if (format !== 'pdf') throw new NotFound('document')
    response.writeHead(200, {
      ...headers,
      'Content-Disposition': disposition(`${name}.pdf`, 'inline'),
      'Content-Length': content.byteLength,
    })
    response.end(request.method === 'HEAD' ? undefined : content)
  } catch (error) {
    await refuse(error, caller, request, response, `/terms/${textId}`)
  }
}

const headers = {
  'Content-Type': 'application/pdf',
  'Content-Security-Policy': `${documents.pdf}; frame-ancestors 'self'`,
  'X-Frame-Options': 'SAMEORIGIN',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
}
