import { randomBytes } from 'node:crypto'
import { Agent } from 'node:http'
import path from 'node:path'
import { Client } from 'pg'
import type { MailSink } from './mail-sink'
import { freePort } from '../e2e/fixtures/free-port'
import { cpuSeconds, finish, ready, start } from './processes'
import { Visitor, expectPage } from './visitor'

const directory = path.join(import.meta.dirname, 'better-auth')
const next = 'node_modules/next/dist/bin/next'

export type BetterAuth = Awaited<ReturnType<typeof startBetterAuth>>

/** The baseline, built for production and started against a database of its own on the same PostgreSQL. */
export async function startBetterAuth(createDatabase: (name: string) => Promise<string>, sink: MailSink) {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const env = {
    DATABASE_URL: await createDatabase('better_auth'),
    SMTP_URL: sink.url,
    MAIL_FROM: 'Foyer <foyer@woodgrove.example>',
    BETTER_AUTH_URL: origin,
    BETTER_AUTH_SECRET: randomBytes(32).toString('base64url'),
  }
  await finish([next, 'build'], directory, env)
  const server = start([next, 'start', '-p', String(port), '-H', '127.0.0.1'], directory, env)
  await ready(`${origin}/sign-in`, server)
  return {
    origin,
    pid: server.pid,
    databaseUrl: env.DATABASE_URL,
    cpu: () => cpuSeconds(server.pid),
    output: server.output,
    stop: server.stop,
  }
}

/** People who exist already, so that signing in makes nobody new. */
export async function seatPeople(databaseUrl: string, people: number) {
  const client = new Client(databaseUrl)
  await client.connect()
  await client.query(
    `INSERT INTO "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
     SELECT 'person-' || n, 'Person ' || n, 'one-' || n || '@contoso.example', true, $2, $2 FROM generate_series(1, $1::int) n`,
    [people, new Date()],
  )
  await client.query('VACUUM ANALYZE')
  await client.end()
}

/** The way its own client goes: three requests, no page with a form is fetched. */
export async function signInByJson(origin: string, agent: Agent, sink: MailSink, address: string) {
  const visitor = new Visitor(origin, agent)
  const asked = await visitor.json('/api/auth/email-otp/send-verification-otp', { email: address, type: 'sign-in' })
  expectPage(asked, '"success":true')
  const otp = await sink.codeFor(address)
  const verified = await visitor.json('/api/auth/sign-in/email-otp', { email: address, otp })
  expectPage(verified, '"token"')
  expectPage(await visitor.get('/shared-with-me'), address)
  return visitor
}

/** The same steps as forms that work without JavaScript: five requests, as Foyer's. */
export async function signInByForms(origin: string, agent: Agent, sink: MailSink, address: string) {
  const visitor = new Visitor(origin, agent)
  const page = expectPage(await visitor.get('/sign-in'), 'Send code')
  const asked = expectPage(await visitor.submit(page, { Email: address }), 'Verify')
  const code = await sink.codeFor(address)
  expectPage(await visitor.submit(asked, { Code: code }), address)
  return visitor
}
