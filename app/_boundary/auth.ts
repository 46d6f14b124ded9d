import { skipCSRFCheck } from '@auth/core'
import NextAuth, { type NextAuthConfig } from 'next-auth'
import { parseAddress } from '@/lib/address'
import { DAY, SECOND } from '@/lib/clock'
import { settings } from '@/lib/env'
import { authAdapter, type Passage, sendPasscode } from '@/lib/identity/auth-adapter'
import { cookieName, cookieOptions } from '@/lib/identity/sessions/cookies'
import { newPasscode, PASSCODE_LIFE } from '@/lib/identity/passcodes/passcode'
import { SESSION_LIFE } from '@/lib/identity/sessions/start-session'
import { keyFor, newToken } from '@/lib/secrets'

export const AUTH_PATH = '/api/auth'

/**
 * Auth.js for one passage through the door: its email provider carries the code, our adapter keeps it. Its own
 * routes are closed but for the session (app/api/auth): asking and verifying come in by our forms, whose
 * origin the front server has checked, so that Auth.js need not set a cookie of its own against forgery.
 */
export const door = (passage: Passage) => NextAuth(config(passage)).handlers

const config = (passage: Passage): NextAuthConfig => ({
  basePath: AUTH_PATH,
  trustHost: true,
  secret: keyFor('auth').toString('base64'),
  skipCSRFCheck,
  adapter: authAdapter(passage),
  providers: [email(passage)],
  session: {
    strategy: 'database',
    maxAge: SESSION_LIFE / SECOND,
    updateAge: DAY / SECOND,
    generateSessionToken: newToken,
  },
  cookies: { sessionToken: { name: cookieName('session'), options: cookieOptions('session') } },
  pages: { signIn: '/sign-in', verifyRequest: '/sign-in/passcode', error: '/sign-in', signOut: '/account' },
  callbacks: {
    session: ({ session, user }) => visible(session.expires, user as unknown as VisiblePerson),
    redirect: sameOrigin,
  },
  // A refusal waits in the passage and is shown on our page; anything else is thrown on from there.
  logger: { error() {}, warn() {}, debug() {} },
})

const email = (passage: Passage): NextAuthConfig['providers'][number] => ({
  id: 'email',
  type: 'email',
  name: 'Email',
  maxAge: PASSCODE_LIFE / SECOND,
  options: {},
  generateVerificationToken: newPasscode,
  normalizeIdentifier: (typed) => parseAddress(typed) ?? '',
  // Code, mail and trail are written here in one transaction: Auth.js would write its token beside the sending.
  async sendVerificationRequest({ token }) {
    try {
      passage.sent = await sendPasscode(passage, token)
    } catch (refusal) {
      passage.refusal = refusal
    }
  },
})

type VisiblePerson = { name: string | null; email: string; kind: string }

/** All that `GET /api/auth/session` ever shows. */
const visible = (expires: Date, { name, email: address, kind }: VisiblePerson) =>
  ({ user: { name, address, kind }, expires }) as unknown as ReturnType<
    NonNullable<NonNullable<NextAuthConfig['callbacks']>['session']>
  >

function sameOrigin({ url }: { url: string }) {
  const { publicUrl } = settings()
  return URL.canParse(url, publicUrl) && new URL(url, publicUrl).origin === publicUrl
    ? new URL(url, publicUrl).href
    : publicUrl
}
