import { cookies } from 'next/headers'
import { NextRequest } from 'next/server'
import { AUTH_PATH, door } from '@/app/_boundary/auth'
import { currentEnvironment } from '@/app/_boundary/caller'
import { settings } from '@/lib/env'
import { cookieName } from '@/lib/identity/sessions/cookies'
import { anonymousCaller } from '@/lib/principal'

/**
 * The one route of Auth.js that is open: who is signed in. The rest is closed, above all the GET callback that
 * would use up a code: codes are asked for and verified by our own forms.
 */
export async function GET(_request: Request, { params }: { params: Promise<{ nextauth: string[] }> }) {
  const { nextauth } = await params
  if (nextauth.join('/') !== 'session') return new Response('Not here.', { status: 404 })
  const answer = await door({ caller: anonymousCaller(await currentEnvironment()) }).GET(await sessionRequest())
  // Without its Set-Cookie: a look at the session changes nothing in the browser.
  return new Response(answer.body, { headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' } })
}

async function sessionRequest() {
  const token = (await cookies()).get(cookieName('session'))?.value
  const headers = token ? { cookie: `${cookieName('session')}=${encodeURIComponent(token)}` } : undefined
  return new NextRequest(`${settings().publicUrl}${AUTH_PATH}/session`, { headers })
}

const closed = () => new Response('Not here.', { status: 404 })

export { closed as DELETE, closed as HEAD, closed as OPTIONS, closed as PATCH, closed as POST, closed as PUT }
