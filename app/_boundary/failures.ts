import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import type { FormState } from '@/components/ui/form-state'
import { recordRefusal } from '@/lib/audit/record-refusal'
import { AccessDenied, Conflict, ControlRequired, FileMissing, Invalid, NotFound, TooManyAttempts } from '@/lib/errors'
import type { Caller } from '@/lib/principal'

/** What a page does with a refusal: a stranger signs in first, everyone else sees that it is not here. */
export async function failPage(error: unknown, caller: Caller, path: string): Promise<never> {
  if (error instanceof NotFound && caller.kind === 'anonymous') redirect(signInPath(path))
  if (error instanceof NotFound) notFound()
  if (error instanceof AccessDenied || error instanceof ControlRequired) {
    if (caller.kind === 'anonymous') redirect(signInPath(path))
    const reference = await recordRefusal(caller, error)
    if (reference) redirect(answerPath(error, reference, path))
    notFound()
  }
  throw error
}

/** What a form does with a refusal: it says what happened and the way on. Bugs are thrown on. */
export async function failForm(error: unknown, caller: Caller): Promise<FormState> {
  if (error instanceof Invalid) return { status: 'failed', message: error.message, fields: error.fields }
  if (error instanceof TooManyAttempts)
    return { status: 'failed', message: error.message, retryAt: error.retryAt.toISOString() }
  if (error instanceof Conflict || error instanceof FileMissing) return { status: 'failed', message: error.message }
  if (error instanceof NotFound) return { status: 'failed', message: `${error.message} Go back and open it again.` }
  if (error instanceof AccessDenied || error instanceof ControlRequired) {
    const reference = await recordRefusal(caller, error)
    if (reference) redirect(answerPath(error, reference, (await headers()).get('x-foyer-path') ?? '/'))
    return { status: 'failed', message: 'You may not do this. Ask an administrator if you think you should.' }
  }
  throw error
}

/** Where a stranger proves who they are, to come back to a page. */
export const signInPath = (path: string) => `/sign-in?next=${encodeURIComponent(path)}`

/** Where a person learns what policies said: what is still asked of them, or that it can't be opened now. */
export const answerPath = (error: AccessDenied | ControlRequired, reference: string, path: string) =>
  error instanceof ControlRequired ? `/step-up/${reference}?next=${encodeURIComponent(path)}` : `/refused/${reference}`
