import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { type FormState, ownFields } from '@/components/ui/form-state'
import { answerTo } from '@/lib/answers'
import { recordRefusal } from '@/lib/audit/record-refusal'
import { type AccessDenied, ControlRequired } from '@/lib/errors'
import { dropKeptForm, keepForm } from '@/lib/identity/kept/kept-form'
import { isWayIn } from '@/lib/paths'
import type { AnonymousCaller, Caller, PersonCaller } from '@/lib/principal'
import { answerPath, signInPath } from './failures'
import { cookieOf, forgetCookie, giveCookie, whySignedOut } from './sign-in'

const text = (form: FormData, name: string) => {
  const value = form.get(name)
  return typeof value === 'string' ? value : null
}

/** A form as it was sent. */
type Sent = { form: FormData; /** What was typed, but for files and secrets. */ values: () => Record<string, string> }

/** What a form says that stands on a page of somebody other than the caller; null: it does not. */
export function refuseForAnother(caller: Caller, form: FormData): FormState | null {
  const person = text(form, ownFields.person)
  if (person === null || caller.kind !== 'person' || caller.principal.id === person) return null
  return {
    status: 'failed',
    message: 'Somebody else is signed in in this browser now, so nothing was sent. Load the page again.',
    wayOn: { by: 'leaving' },
  }
}

/**
 * Keeps what was typed where a refusal would lead to another page. A script's form stays as it stands and says the way
 * on; without a script the fields wait for their person, and sign-in comes next. Null: nothing would be lost.
 */
export async function keepTyped(error: unknown, caller: Caller, sent: Sent): Promise<FormState | null> {
  const { status, decision } = answerTo(error, caller)
  if (caller.kind === 'anonymous' && status === 401) return signInAgain(caller, sent)
  if (caller.kind === 'person' && decision && text(sent.form, ownFields.script) === 'typed')
    return stayWithReference(caller, decision)
  return null
}

/** A session that ran out under an open page. */
async function signInAgain(caller: AnonymousCaller, sent: Sent): Promise<FormState> {
  if (text(sent.form, ownFields.person) && text(sent.form, ownFields.script)) return stayForSignIn(await whySignedOut())
  const path = await currentPath()
  await leaveForm(caller, sent, path)
  // A page that asks for the code itself knows the address. Only a form leads there: a page that led to itself would go round for ever.
  redirect(isWayIn(path) ? path : signInPath(path))
}

const stayForSignIn = (why: string | null): FormState => ({
  status: 'failed',
  message: `Your session ${why ? 'was ended' : 'has run out'}, so this was not sent yet. What you typed is still here.`,
  wayOn: { by: 'signing in', why },
})

async function leaveForm(caller: AnonymousCaller, { form, values }: Sent, path: string) {
  const [principalId, place] = [text(form, ownFields.person), text(form, ownFields.form)]
  if (principalId === null || place === null) return
  const token = await keepForm(caller, {
    principalId,
    browserToken: await cookieOf('browser'),
    path,
    form: place,
    values: values(),
  })
  if (token) await giveCookie('kept', token)
}

/** More is asked, or policies say no: its page opens beside this one. */
async function stayWithReference(
  caller: PersonCaller,
  error: AccessDenied | ControlRequired,
): Promise<FormState | null> {
  const reference = await recordRefusal(caller, error)
  if (!reference)
    return { status: 'failed', message: 'You may not do this. Ask an administrator if you think you should.' }
  const href = answerPath(error, reference, await currentPath())
  const message =
    error instanceof ControlRequired
      ? 'One more step is asked of you before this can be done.'
      : 'This can’t be done right now.'
  return { status: 'failed', message: `${message} What you typed is still here.`, wayOn: { by: 'page', href } }
}

const currentPath = async () => (await headers()).get('x-foyer-path') ?? '/'

/** Forgets the fields that waited for their person, once they have been sent. */
export async function forgetKept(caller: Caller) {
  const token = await cookieOf('kept')
  if (!token || caller.kind !== 'person') return
  await dropKeptForm(caller, { token })
  await forgetCookie('kept')
}
