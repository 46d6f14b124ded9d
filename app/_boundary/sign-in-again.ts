import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { AccessDenied, NotFound } from '@/lib/errors'

/** A session that ran out under an open page: back to sign-in, and from there to the same page. */
export async function signInAgain(error: unknown) {
  if (!(error instanceof AccessDenied || error instanceof NotFound)) return
  const path = (await headers()).get('x-foyer-path') ?? '/'
  redirect(`/sign-in?next=${encodeURIComponent(path)}`)
}
