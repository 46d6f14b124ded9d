import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerTo } from '@/lib/answers'
import { recordRefusal } from '@/lib/audit/record-refusal'
import { toldIfFull } from '@/lib/disk'
import type { ErrorCode } from '@/lib/error-codes'
import { AccessDenied, ControlRequired, DomainError } from '@/lib/errors'
import { log } from '@/lib/log/log'
import { isReaderGone } from '@/lib/log/reader-gone'
import { inWords } from '@/lib/log/request'
import type { Caller } from '@/lib/principal'
import { tellReader, type WayOn } from '../front/refusal-page'
import { ourFault } from './plain-answer'

/**
 * Answers a refusal outside of pages, always with its status and never by leading to a page, which would be saved in
 * place of the bytes: a reader in a browser gets a page with the way on, a script a sentence in JSON. `page`: where what
 * was asked for is shown.
 */
export async function refuse(
  fault: unknown,
  caller: Caller,
  request: IncomingMessage,
  response: ServerResponse,
  page?: string,
) {
  if (response.headersSent || response.destroyed) return breakOff(fault, response)
  const error = toldIfFull(fault)
  const { status, code, decision } = answerTo(error, caller)
  const reference = decision && caller.kind === 'person' ? await recordRefusal(caller, decision) : null
  const refused = decision instanceof AccessDenied ? reference : null
  if (status === 500 || error !== fault) log.error(`${inWords(request.method, request.url)} failed.`, { error: fault })
  const text = refused ? refusedByPolicy(refused) : sentence(error, status)
  if (isNavigation(request)) tellReader(response, status, text, wayOn(status, refused, page))
  else say(response, status, text, code)
}

/** An answer under way can't be taken back. Why it ends early is told, unless its reader left or was sent away. */
function breakOff(error: unknown, response: ServerResponse) {
  if (!response.destroyed && !isReaderGone(error))
    log.error(`${inWords(response.req.method, response.req.url)} broke off.`, { error })
  response.destroy()
}

/** Its page says what is still to be done first, and what became of it. */
function wayOn(status: number, refused: string | null, page?: string): WayOn | null {
  if (refused) return { href: `/refused/${refused}`, word: 'See what you can do' }
  if (!page) return null
  return status === 401
    ? { href: `/sign-in?next=${encodeURIComponent(page)}`, word: 'Sign in' }
    : { href: page, word: 'Open its page' }
}

function sentence(error: unknown, status: number) {
  if (error instanceof ControlRequired && status === 403)
    return 'Open its page first: there is something to do before it opens.'
  if (status === 401) return 'Your session has ended. Sign in and try again.'
  if (status === 403) return 'Your access does not include this. Ask whoever shared it with you.'
  return error instanceof DomainError ? error.message : ourFault()
}

const refusedByPolicy = (reference: string) => `This can’t be opened right now. Reference: ${reference}.`

const isNavigation = (request: IncomingMessage) => request.headers['sec-fetch-mode'] === 'navigate'

/** Answers a refusal as JSON: one sentence and the code for programs. The sentence goes into a header too, percent-encoded, for requests for the head alone. */
export function say(response: ServerResponse, status: number, text: string, code: ErrorCode) {
  const body = JSON.stringify({ error: text, code })
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'X-Foyer-Sentence': encodeURIComponent(text),
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(body)
}
