import type { IncomingMessage, ServerResponse } from 'node:http'
import { recordRefusal } from '@/lib/audit/record-refusal'
import { AccessDenied, Conflict, ControlRequired, DomainError, Invalid, NotFound, TooManyAttempts } from '@/lib/errors'
import type { Caller } from '@/lib/principal'

/** Answers a refusal outside of pages: a reader in a browser is led on, a script gets a sentence in JSON. */
export async function refuse(error: unknown, caller: Caller, request: IncomingMessage, response: ServerResponse, page?: string) {
  if (response.headersSent || response.destroyed) return void response.destroy()
  const status = statusOf(error, caller)
  if (status === 401 && page && isNavigation(request)) return redirect(response, `/sign-in?next=${encodeURIComponent(page)}`)
  // Its page says what is still to be done first.
  if (error instanceof ControlRequired && page && isNavigation(request)) return redirect(response, page)
  const decided = error instanceof AccessDenied || error instanceof ControlRequired
  const reference = decided && caller.kind === 'person' ? await recordRefusal(caller, error) : null
  if (reference && error instanceof AccessDenied && isNavigation(request)) return redirect(response, `/refused/${reference}`)
  if (status === 500) console.error(error)
  say(response, status, reference && error instanceof AccessDenied ? refusedByPolicy(reference) : sentence(error, status), isNavigation(request))
}

function statusOf(error: unknown, caller: Caller) {
  const unknown = caller.kind === 'anonymous'
  if (error instanceof NotFound) return unknown ? 401 : 404
  if (error instanceof AccessDenied || error instanceof ControlRequired) return unknown ? 401 : 403
  if (error instanceof Invalid) return 422
  if (error instanceof Conflict) return 409
  if (error instanceof TooManyAttempts) return 429
  return isDiskFull(error) ? 507 : 500
}

function sentence(error: unknown, status: number) {
  if (error instanceof ControlRequired && status === 403) return 'Open its page first: there is something to do before it opens.'
  if (status === 401) return 'Your session has ended. Sign in and try again.'
  if (status === 403) return 'Your access does not include this. Ask whoever shared it with you.'
  if (status === 507) return 'There is no room left for this file. Tell an administrator.'
  return error instanceof DomainError ? error.message : 'This did not work, and it is our fault. Try again in a moment.'
}

const refusedByPolicy = (reference: string) => `This can’t be opened right now. Reference: ${reference}.`

const isDiskFull = (error: unknown) => error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code))

const isNavigation = (request: IncomingMessage) => request.headers['sec-fetch-mode'] === 'navigate'

function redirect(response: ServerResponse, location: string) {
  response.writeHead(303, { Location: location, 'Cache-Control': 'no-store', 'Content-Length': 0 }).end()
}

/** A refusal in one sentence, as text for a reader and as JSON for a script. */
export function say(response: ServerResponse, status: number, text: string, plain = false) {
  const body = plain ? text : JSON.stringify({ error: text })
  response.writeHead(status, {
    'Content-Type': plain ? 'text/plain; charset=utf-8' : 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(body)
}
