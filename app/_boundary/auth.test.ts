import { NextRequest } from 'next/server'
import { beforeEach, describe, expect, it } from 'vitest'
import { cast } from '@/prisma/cast'
import { seatCast, stranger } from '@/lib/db/testing'
import type { Passage } from '@/lib/identity/auth-adapter'
import { cookieName } from '@/lib/identity/sessions/cookies'
import { Browser, mailedTo, wrong } from '@/lib/identity/testing'
import { door } from './auth'

const base = 'http://localhost:3000/api/auth'

beforeEach(async () => {
  await seatCast()
})

async function ask(address: string, request: Partial<NonNullable<Passage['request']>> = {}) {
  const passage: Passage = { caller: stranger, request: { address, purpose: 'sign-in', ...request } }
  const answer = await door(passage).POST(
    new NextRequest(`${base}/signin/email`, { method: 'POST', body: new URLSearchParams({ email: address }) }),
  )
  return { passage, answer }
}

async function type(code: string, attemptSecret: string | null) {
  const passage: Passage = { caller: stranger, proof: { code, attemptSecret, browserToken: null, sessionToken: null } }
  const answer = await door(passage).GET(
    new NextRequest(`${base}/callback/email?${new URLSearchParams({ token: code })}`),
  )
  return { passage, answer }
}

const look = (token: string) =>
  door({ caller: stranger }).GET(
    new NextRequest(`${base}/session`, { headers: { cookie: `${cookieName('session')}=${token}` } }),
  )

describe('Auth.js as the door', () => {
  it('draws the code, has it mailed, and verifies it', async () => {
    const { passage } = await ask(cast.megan.address)
    const [code] = await mailedTo(cast.megan.address)
    expect(code).toMatch(/^\d{8}$/)
    const { passage: proven, answer } = await type(code!, passage.sent!.attemptSecret)
    expect(proven.signedIn?.caller.principal.address).toBe(cast.megan.address)
    expect(answer.headers.getSetCookie().find((cookie) => cookie.startsWith(`${cookieName('session')}=`))).toMatch(
      new RegExp(`=${proven.signedIn!.sessionToken};.*Path=/;.*HttpOnly; SameSite=Lax`),
    )
  })

  it('keeps a refusal for our page to tell', async () => {
    const { passage } = await ask(cast.megan.address)
    const [code] = await mailedTo(cast.megan.address)
    const { passage: failed, answer } = await type(wrong(code!), passage.sent!.attemptSecret)
    expect(failed.signedIn).toBeUndefined()
    expect(failed.refusal).toMatchObject({ name: 'Invalid' })
    expect(answer.headers.getSetCookie().join()).not.toContain(cookieName('session'))
    for (let time = 0; time < 3; time++) await ask(cast.lee.address)
    expect((await ask(cast.lee.address)).passage.refusal).toMatchObject({ name: 'TooManyAttempts' })
  })

  it('answers every address alike', async () => {
    const answers = []
    for (const address of [cast.megan.address, 'sam@northwind.example']) answers.push((await ask(address)).answer)
    const seen = answers.map(({ status, headers }) => ({ status, location: headers.get('location') }))
    expect(seen[0]).toEqual(seen[1])
  })

  it('shows of a session the name, the address, the kind and the expiry, and never prolongs it', async () => {
    const browser = new Browser()
    const { caller } = await browser.signIn(cast.nicole.address)
    for (const _ of [1, 2, 3]) {
      const answer = await look(browser.sessionToken!)
      const { name, address, kind } = cast.nicole
      expect(await answer.json()).toEqual({
        user: { name, address, kind },
        expires: caller.session.expiresAt.toISOString(),
      })
    }
  })

  it.each(['', 'x', '%00', 'a'.repeat(43), `${'a'.repeat(43)}; ${'b'.repeat(5000)}=x`])(
    'shows nobody for the cookie %j',
    async (token) => {
      const answer = await look(token)
      expect([answer.status, await answer.json()]).toEqual([200, null])
    },
  )

  it('leads nowhere but to our own origin', async () => {
    const { passage } = await ask(cast.megan.address)
    const [code] = await mailedTo(cast.megan.address)
    const proof = { code: code!, attemptSecret: passage.sent!.attemptSecret, browserToken: null, sessionToken: null }
    const query = new URLSearchParams({ token: code!, callbackUrl: 'https://evil.example/' })
    const answer = await door({ caller: stranger, proof }).GET(
      new NextRequest(`${base}/callback/email?${query}`, {
        headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
      }),
    )
    expect(new URL(answer.headers.get('location')!).origin).toBe('http://localhost:3000')
  })
})
