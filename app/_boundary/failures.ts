import { headers } from 'next/headers'
import { notFound, redirect, unstable_rethrow } from 'next/navigation'
import { NO_ROOM } from '@/components/shell/no-room'
import type { FormState } from '@/components/ui/form-state'
import { answerTo } from '@/lib/answers'
import { recordRefusal } from '@/lib/audit/record-refusal'
import { toldIfFull } from '@/lib/disk'
import {
  type AccessDenied,
  Conflict,
  ControlRequired,
  FileMissing,
  Invalid,
  NoRoom,
  NotFound,
  TooManyAttempts,
} from '@/lib/errors'
import { log } from '@/lib/log/log'
import { currentRequest } from '@/lib/log/request'
import type { Caller } from '@/lib/principal'
import { answerWith } from './answer-with'

/** What a page does with a refusal: a stranger signs in first, everyone else sees that it is not here. */
export async function failPage(error: unknown, caller: Caller, path: string): Promise<never> {
  const { status, decision } = answerTo(error, caller)
  if (status === 401) redirect(signInPath(path))
  if (status === 404) notFound()
  if (!decision) throw error
  const reference = await recordRefusal(caller, decision)
  if (reference) redirect(answerPath(decision, reference, path))
  notFound()
}

/** What a form does with a refusal: it says what happened and the way on. Bugs are thrown on. */
export async function failForm(error: unknown, caller: Caller): Promise<FormState> {
  const { decision } = answerTo(error, caller)
  if (decision) return failDecided(decision, caller)
  if (error instanceof Invalid) return { status: 'failed', message: error.message, fields: error.fields }
  if (error instanceof TooManyAttempts)
    return { status: 'failed', message: error.message, retryAt: error.retryAt.toISOString() }
  if (error instanceof Conflict || error instanceof FileMissing) return { status: 'failed', message: error.message }
  if (error instanceof NotFound) return { status: 'failed', message: `${error.message} Go back and open it again.` }
  throw error
}

async function failDecided(decision: AccessDenied | ControlRequired, caller: Caller): Promise<FormState> {
  const reference = await recordRefusal(caller, decision)
  if (reference) redirect(answerPath(decision, reference, (await headers()).get('x-foyer-path') ?? '/'))
  return { status: 'failed', message: 'You may not do this. Ask an administrator if you think you should.' }
}

/** What a page says for want of room, in place of itself. Whatever else failed is thrown on. */
export async function failPageFull(error: unknown): Promise<never> {
  const { message } = whyFull(error)
  await answerWith(507)
  throw Object.assign(new Error(message), { digest: NO_ROOM })
}

/** What a form says for want of room. Whatever else failed is thrown on. */
export const failFormFull = (error: unknown): FormState => ({
  status: 'failed',
  message: `${whyFull(error).message} What you typed is still here.`,
  wayOn: { by: 'sending' },
})

/** The same for a route that a plain form is sent to. */
export const answerFull = (error: unknown) =>
  new Response(`${whyFull(error).message}\n`, { status: 507, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })

function whyFull(error: unknown): NoRoom {
  unstable_rethrow(error)
  const told = toldIfFull(error)
  if (!(told instanceof NoRoom)) throw error
  if (told !== error) log.error(`${currentRequest()?.what ?? 'A request'} found no room.`, { error })
  return told
}

/** Where a stranger proves who they are, to come back to a page. */
export const signInPath = (path: string) => `/sign-in?next=${encodeURIComponent(path)}`

/** Where a person learns what policies said: what is still asked of them, or that it can't be opened now. */
export const answerPath = (error: AccessDenied | ControlRequired, reference: string, path: string) =>
  error instanceof ControlRequired ? `/step-up/${reference}?next=${encodeURIComponent(path)}` : `/refused/${reference}`
