import type { IncomingMessage, ServerResponse } from 'node:http'
import { recordRefusal } from '@/lib/audit/record-refusal'
import { toldIfFull } from '@/lib/disk'
import {
  AccessDenied,
  Conflict,
  ControlRequired,
  DomainError,
  FileMissing,
  Invalid,
  NoRoom,
  NotFound,
  TooManyAttempts,
} from '@/lib/errors'
import { log } from '@/lib/log/log'
import { isReaderGone } from '@/lib/log/reader-gone'
import { inWords } from '@/lib/log/request'
import type { Caller } from '@/lib/principal'
import { tellReader, type WayOn } from '../front/refusal-page'
import { ourFault } from './turn-away'

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
  const status = statusOf(error, caller)
  const decided = error instanceof AccessDenied || error instanceof ControlRequired
  const reference = decided && caller.kind === 'person' ? await recordRefusal(caller, error) : null
  const refused = error instanceof AccessDenied ? reference : null
  if (status === 500 || error !== fault) log.error(`${inWords(request.method, request.url)} failed.`, { error: fault })
  const text = refused ? refusedByPolicy(refused) : sentence(error, status)
  if (isNavigation(request)) tellReader(response, status, text, wayOn(status, refused, page))
  else say(response, status, text)
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

function statusOf(error: unknown, caller: Caller) {
  const unknown = caller.kind === 'anonymous'
  if (error instanceof NotFound) return unknown ? 401 : 404
  if (error instanceof AccessDenied || error instanceof ControlRequired) return unknown ? 401 : 403
  if (error instanceof Invalid) return 422
  if (error instanceof Conflict) return 409
  if (error instanceof TooManyAttempts) return 429
  if (error instanceof FileMissing) return 410
  return error instanceof NoRoom ? 507 : 500
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

/** A refusal in one sentence, as JSON; in a header too, percent-encoded, for who asks for the head alone. */
export function say(response: ServerResponse, status: number, text: string) {
  const body = JSON.stringify({ error: text })
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'X-Foyer-Sentence': encodeURIComponent(text),
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(body)
}
