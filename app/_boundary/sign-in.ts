import { cookies } from 'next/headers'
import { NextRequest } from 'next/server'
import { settings } from '@/lib/env'
import { AccessDenied, NotFound } from '@/lib/errors'
import type { Passage } from '@/lib/identity/auth-adapter'
import { browserMark } from '@/lib/identity/sessions/browser-mark'
import { type CookieKind, cookieName, cookieOptions } from '@/lib/identity/sessions/cookies'
import { endSession } from '@/lib/identity/sessions/end-session'
import { findWhyEnded } from '@/lib/identity/sessions/why-ended'
import { findAttempt } from '@/lib/identity/passcodes/find-attempt'
import { dropKeptForm } from '@/lib/identity/kept/kept-form'
import type { GetLetIn } from '@/lib/identity/let-in/get-let-in'
import { letBrowserIn } from '@/lib/identity/let-in/let-browser-in'
import { listLetIn } from '@/lib/identity/let-in/list-let-in'
import { recallRequest } from '@/lib/identity/passcodes/recall-request'
import { homePath } from '@/lib/identity/joining/home'
import type { PasscodeRequest } from '@/lib/identity/passcodes/keep-code'
import { CodeOnItsWay } from '@/lib/identity/passcodes/request-passcode'
import type { SignedIn } from '@/lib/identity/passcodes/enter'
import { AUTH_PATH, door } from './auth'
import { currentCaller } from './caller'

/** Where a code is typed, whatever it was asked for. */
export const PASSCODE_PATH = '/sign-in/passcode'

type Asked = Omit<PasscodeRequest, 'code' | 'attemptSecret' | 'browserToken' | 'letInToken'>

/**
 * Has a code mailed, unless one is on its way to this browser: either way it is typed at `PASSCODE_PATH`. The address is
 * a canonical one. Throws what `requestPasscode` throws.
 */
export async function askForPasscode(request: Asked): Promise<void> {
  try {
    await sendPasscode(request)
  } catch (error) {
    if (!(error instanceof CodeOnItsWay)) throw error
  }
}

/** Asks Auth.js to mail a code and gives this browser its attempt. */
async function sendPasscode(request: Asked): Promise<void> {
  const asked = {
    ...request,
    attemptSecret: await cookieOf('attempt'),
    browserToken: await cookieOf('browser'),
    letInToken: await cookieOf('let-in'),
  }
  const passage: Passage = { caller: await person(), request: asked }
  await door(passage).POST(signInRequest(request.address))
  if (passage.refusal) throw passage.refusal
  if (!passage.sent) throw new Error('Auth.js did not ask for a code.')
  await giveCookie('attempt', passage.sent.attemptSecret)
}

/** The same once more, for what this browser asked before. Answers where to go when nothing is left to ask for. Throws `CodeOnItsWay` too. */
export async function askForAnotherPasscode(): Promise<string | null> {
  const onward = await pathOnward()
  if (onward) return onward
  const { attemptSecret: _, ...request } = await recallRequest(await person(), {
    attemptSecret: await cookieOf('attempt'),
  })
  await sendPasscode(request)
  return null
}

/** Where somebody goes who is signed in and has no code to type, as after signing in in another tab; null: there is one. */
async function pathOnward(): Promise<string | null> {
  const caller = await person()
  return caller.kind === 'person' && !(await currentAttempt()) ? homePath(caller.principal) : null
}

/**
 * Has Auth.js verify a typed code and gives this browser its session. Answers where to go. Throws what
 * `verifyPasscode` throws.
 */
export async function signInWithPasscode(code: string): Promise<string> {
  const onward = await pathOnward()
  if (onward) return onward
  return (await proveWith(code)).path
}

/** The same without going anywhere. Answers who is signed in now. */
export async function signInHere(code: string): Promise<{ personId: string }> {
  const caller = await person()
  const already = caller.kind === 'person' && (await pathOnward()) !== null
  return { personId: (already ? caller : (await proveWith(code)).caller).principal.id }
}

async function proveWith(code: string): Promise<SignedIn> {
  const caller = await person()
  const proof = {
    code,
    attemptSecret: await cookieOf('attempt'),
    browserToken: await cookieOf('browser'),
    sessionToken: await cookieOf('session'),
  }
  const passage: Passage = { caller, proof }
  await door(passage).GET(callbackRequest(code))
  if (passage.refusal) throw passage.refusal
  if (!passage.signedIn) throw new Error('Auth.js did not verify the code.')
  const { sessionToken, browserToken } = passage.signedIn
  await giveCookie('session', sessionToken)
  // A code inside a session says nothing of whether the browser was closed since it began.
  if (!isSameSession(caller, passage.signedIn))
    await giveCookie('mark', browserMark(passage.signedIn.caller.session.id))
  await giveCookie('browser', browserToken)
  await giveCookie('address', passage.signedIn.caller.principal.address)
  await forgetCookie('attempt')
  const kept = await cookieOf('kept')
  if (kept) await dropKeptForm(passage.signedIn.caller, { token: kept, others: true })
  return passage.signedIn
}

const isSameSession = (caller: Passage['caller'], signedIn: NonNullable<Passage['signedIn']>) =>
  caller.kind === 'person' && caller.session.id === signedIn.caller.session.id

/** Lets this browser in by the link of a code mail, and signs nobody in. Throws what `letBrowserIn` throws. */
export async function letThisBrowserIn({ token }: GetLetIn): Promise<void> {
  const { letInToken } = await letBrowserIn(await person(), { token, letInToken: await cookieOf('let-in') })
  await giveCookie('let-in', letInToken)
}

/** For which addresses such links have let this browser in. */
export const currentLetIns = async () => listLetIn(await currentCaller(), { letInToken: await cookieOf('let-in') })

/** Gives this browser the session's new token, after something more was proven in it. */
export async function renewSession({ sessionToken }: { sessionToken: string }) {
  await giveCookie('session', sessionToken)
}

/** Ends this browser's session and takes its cookies; the browser stays known for its budget. */
export async function signOut(): Promise<void> {
  const caller = await currentCaller()
  if (caller.kind === 'person') await endSession(caller, { sessionId: caller.session.id }).catch(unlessOver)
  await forgetSession()
}

/** Another tab signed out in the same moment: that is what was asked for. */
function unlessOver(error: unknown) {
  if (!(error instanceof NotFound)) throw error
}

/** Takes the cookies of a session that has ended. */
export async function forgetSession(): Promise<void> {
  for (const kind of ['session', 'attempt', 'address', 'mark', 'kept'] as const) await forgetCookie(kind)
}

/** The attempt that this browser has under way, or null. */
export const currentAttempt = async () =>
  findAttempt(await currentCaller(), { attemptSecret: await cookieOf('attempt') })

/** Why others ended the session that this browser had, in words; null: nothing to say. */
export const whySignedOut = async () => findWhyEnded(await currentCaller(), { sessionToken: await cookieOf('session') })

/** The address last proven in this browser, to fill in the form with. */
export const lastAddress = () => cookieOf('address')

async function person(): Promise<Passage['caller']> {
  const caller = await currentCaller()
  if (caller.kind === 'system' || caller.kind === 'application')
    throw new AccessDenied('session.start', 'no job and no application signs anybody in')
  return caller
}

// The host is ours whatever the request said, and no cookie goes along: the passage has what is needed of them.
const signInRequest = (email: string) =>
  new NextRequest(`${settings().publicUrl}${AUTH_PATH}/signin/email`, {
    method: 'POST',
    body: new URLSearchParams({ email }),
  })

const callbackRequest = (token: string) =>
  new NextRequest(`${settings().publicUrl}${AUTH_PATH}/callback/email?${new URLSearchParams({ token })}`)

/** A cookie of this browser, or null. */
export async function cookieOf(kind: CookieKind): Promise<string | null> {
  return (await cookies()).get(cookieName(kind))?.value ?? null
}

/** Has this browser keep a cookie. */
export async function giveCookie(kind: CookieKind, value: string) {
  ;(await cookies()).set(cookieName(kind), value, cookieOptions(kind))
}

/** Takes a cookie from this browser. */
export async function forgetCookie(kind: CookieKind) {
  ;(await cookies()).set(cookieName(kind), '', { ...cookieOptions(kind), maxAge: 0 })
}
