import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ResendStandIn } from '../../e2e/fixtures/resend-stand-in'
import { codeIn, linkIn } from '../../e2e/fixtures/mailroom'
import { SmtpSink } from '../../e2e/fixtures/smtp-sink'
import { after, HOUR, now, SECOND } from '../clock'
import { db } from '../db/client'
import { transaction } from '../db/transaction'
import { faultOf } from '../log/fault'
import { linkToken } from '../secrets'
import { AT_ONCE, deliverMail } from './deliver-mail'
import { Bell } from './outbox/bell'
import { claimMail } from './outbox/claim-mail'
import { queueMail } from './queue-mail'
import { deliverer, inputs, queue } from './testing'
import { local } from './transports/local'
import { resend } from './transports/resend'
import { smtp } from './transports/smtp'
import type { Transport } from './transports/transport'

vi.mock('./outbox/claim-mail', { spy: true })

const ends: (() => Promise<unknown>)[] = []
beforeEach(async () => {
  await db().mail.deleteMany()
})
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

function work(transport: Transport) {
  const stop = new AbortController()
  const said: string[] = []
  const done = deliverMail(deliverer, {
    transport,
    signal: stop.signal,
    say: (line, error) => said.push(error ? `${line} ${faultOf(error).message}` : line),
  })
  const end = async () => {
    stop.abort()
    await done
    transport.close()
  }
  ends.push(end)
  return { said, end }
}

async function sinkAtWork() {
  const sink = await SmtpSink.start()
  ends.push(() => sink.stop())
  return { sink, ...work(smtp(sink.url, 8)) }
}

/** Keeps the worker from looking by itself every second. */
function lookOnlyWhenRung() {
  const { sleep } = Bell.prototype
  const sleeps = vi.spyOn(Bell.prototype, 'sleep').mockImplementation(function (this: Bell) {
    return sleep.call(this, HOUR)
  })
  ends.push(async () => sleeps.mockRestore())
}

const settled = () =>
  vi.waitFor(async () => expect(await db().mail.count({ where: { nextAttemptAt: { not: null } } })).toBe(0), 10_000)

describe('the worker', () => {
  it('delivers a queued code to the one address it is for, and forgets it', async () => {
    const { sink } = await sinkAtWork()
    const id = await queue({ replyTo: null })
    const mail = await sink.waitFor('nicole@contoso.example')
    expect(codeIn(mail)).toBe('1234 5678')
    expect(mail.recipients).toEqual(['nicole@contoso.example'])
    expect(mail.messageId).toBe(`<${id}@localhost>`)
    await settled()
    expect(await db().mail.findUniqueOrThrow({ where: { id } })).toMatchObject({ sealed: null, attempts: 1 })
  })

  it('wakes when the transaction commits, and not only when it would have looked', async () => {
    lookOnlyWhenRung()
    const { sink } = await sinkAtWork()
    await queue()
    await sink.waitFor('nicole@contoso.example')
    await queue()
    await sink.waitFor('nicole@contoso.example', { nth: 2 })
  })

  it('sends what must wait as soon as it may, and no sooner', async () => {
    const sleeps = vi.spyOn(Bell.prototype, 'sleep')
    ends.push(async () => sleeps.mockRestore())
    const due = after(now(), 500)
    await queue({ notBefore: due })
    const { sink } = await sinkAtWork()
    await sink.waitFor('nicole@contoso.example')
    expect(now() >= due).toBe(true)
    expect(sleeps.mock.calls.some(([wait]) => wait < SECOND)).toBe(true)
  })

  it('looks for a mail when it comes due, told by whoever queues it, and neither sooner nor again', async () => {
    lookOnlyWhenRung()
    const { sink } = await sinkAtWork()
    await queue()
    await sink.waitFor('nicole@contoso.example')
    // Only whoever listens by now finds the second.
    await queue()
    await sink.waitFor('nicole@contoso.example', { nth: 2 })
    await settled()
    const looks = vi.mocked(claimMail).mockClear()
    const due = after(now(), 500)
    await queue({ notBefore: due })
    await sink.waitFor('nicole@contoso.example', { nth: 3 })
    await settled()
    expect(now() >= due).toBe(true)
    expect(looks).toHaveBeenCalledOnce()
  })

  it('takes what was left for lack of room as soon as there is some', async () => {
    lookOnlyWhenRung()
    await Promise.all(Array.from({ length: 3 * AT_ONCE }, () => queue()))
    const { sink } = await sinkAtWork()
    await vi.waitFor(() => expect(sink.mails).toHaveLength(3 * AT_ONCE), 60_000)
  })

  it('sends an invitation with its link', async () => {
    const { sink } = await sinkAtWork()
    await transaction((tx) =>
      queueMail(tx, {
        template: 'invitation',
        recipient: 'nicole@contoso.example',
        replyTo: 'megan@woodgrove.example',
        input: inputs.invitation,
      }),
    )
    const mail = await sink.waitFor('nicole@contoso.example')
    expect(mail.replyTo).toBe('megan@woodgrove.example')
    expect(linkIn(mail)).toBe(
      `http://localhost:3000/invitations/${linkToken('invitation', inputs.invitation.invitationId)}`,
    )
  })

  it('never sends what is withheld', async () => {
    const { sink, said } = await sinkAtWork()
    await queue({ recipient: 'sam@northwind.example', withheld: true })
    await queue()
    await sink.waitFor('nicole@contoso.example')
    await settled()
    expect(sink.to('sam@northwind.example')).toEqual([])
    expect(said).toEqual([])
  })

  it('sends each once though four work at the same outbox', { timeout: 60_000 }, async () => {
    const { sink } = await sinkAtWork()
    for (let n = 0; n < 3; n++) work(smtp(sink.url, 8))
    const ids = await Promise.all(Array.from({ length: 100 }, () => queue()))
    await vi.waitFor(() => expect(sink.mails.length).toBeGreaterThanOrEqual(100), 30_000)
    await settled()
    expect(sink.mails.map(({ messageId }) => messageId).sort()).toEqual(ids.map((id) => `<${id}@localhost>`).sort())
  })

  it('finishes what is in hand before it stops', async () => {
    const { sink, end } = await sinkAtWork()
    sink.fault = ({ at }) => (at === 'taken' ? { wait: 300 } : null)
    await queue()
    await sink.waitFor('nicole@contoso.example')
    await end()
    expect(await db().mail.count({ where: { sentAt: { not: null } } })).toBe(1)
  })

  it('goes on after the database has cut every connection', async () => {
    const { sink, said } = await sinkAtWork()
    await queue()
    await sink.waitFor('nicole@contoso.example')
    const other = new Client(process.env.OWNER_URL)
    await other.connect()
    await other.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
    await other.end()
    await vi.waitFor(() => queue(), 5_000)
    await sink.waitFor('nicole@contoso.example', { nth: 2 })
    expect(said.every((line) => !line.includes('12345678'))).toBe(true)
  })

  it('tells of a failure without the address', async () => {
    const { sink, said } = await sinkAtWork()
    sink.fault = ({ at }) => (at === 'rcpt' ? { reply: 550, text: 'nicole@contoso.example is unknown here' } : null)
    await queue()
    await settled()
    expect(said.join()).toMatch(/A mail was refused \(one-time-passcode\)\. .*550 … is unknown here/)
    expect(said.join()).not.toMatch(/nicole|contoso/)
  })
})

describe('by the other transports', () => {
  it('Resend hears the same words again after a lost answer, and sends one mail', { timeout: 30_000 }, async () => {
    const standIn = await ResendStandIn.start()
    ends.push(() => standIn.stop())
    vi.stubEnv('RESEND_BASE_URL', standIn.url)
    ends.push(async () => vi.unstubAllEnvs())
    standIn.fault = () => (standIn.requests.length === 1 ? 'keep and cut' : null)
    work(resend('re_test'))
    const id = await queue()
    await vi.waitFor(() => expect(standIn.requests).toHaveLength(2), 15_000)
    await settled()
    expect(standIn.requests[1]).toEqual(standIn.requests[0])
    expect(standIn.requests[0]!.idempotencyKey).toBe(id)
    expect(standIn.mails).toHaveLength(1)
  })

  it('the local mailbox keeps it once, however often it is handed over', async () => {
    work(local())
    const id = await queue()
    await vi.waitFor(async () => expect(await db().localMail.count({ where: { id } })).toBe(1), 5_000)
    await settled()
    await db().mail.update({ where: { id }, data: { nextAttemptAt: new Date(), sentAt: null } })
    await settled()
    expect(await db().localMail.findMany({ where: { id } })).toMatchObject([
      { recipient: 'nicole@contoso.example', subject: 'Your sign-in code for Foyer' },
    ])
  })
})
