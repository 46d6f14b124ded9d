import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Fault, type Moment, SmtpSink } from '../../e2e/fixtures/smtp-sink'
import { after, MINUTE, now, SECOND } from '../clock'
import { db } from '../db/client'
import { transaction } from '../db/transaction'
import { AT_ONCE, deliverMail, LETTERS } from './deliver-mail'
import { LEASE } from './outbox/claim-mail'
import { handOver } from './outbox/hand-over'
import { queueMail } from './queue-mail'
import { claim, deliverer, inputs, queue, stub } from './testing'
import { smtp } from './transports/smtp'

// A mail server that takes its time after the final dot: the test says when it answers, or that it never does.

const nicole = 'nicole@contoso.example'
let sink: SmtpSink
const ends: (() => unknown)[] = []
beforeEach(async () => {
  await db().mail.deleteMany()
  sink = await SmtpSink.start()
})
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
  await sink.stop()
})

const news = (recipient = nicole) =>
  transaction((tx) => queueMail(tx, { template: 'access-removed', recipient, input: inputs['access-removed'] }))
const only = () => db().mail.findFirstOrThrow()
const events = () => db().auditEvent.count({ where: { type: 'mail.unconfirmed' } })
const never = { wait: 2 ** 30 }
const at = (moment: Moment['at'], fault: Fault) => (sink.fault = (met) => (met.at === moment ? fault : null))
const openTransport = (forAnswer = 10 * MINUTE) => {
  const transport = smtp(sink.url, AT_ONCE, { toHandOver: MINUTE, forAnswer })
  ends.push(() => transport.close())
  return transport
}

/** Makes one attempt now, whenever it would be due. */
async function attempt(transport = openTransport()) {
  await db().mail.updateMany({ where: { nextAttemptAt: { not: null } }, data: { nextAttemptAt: now() } })
  const [mail] = await claim(1)
  return mail ? handOver(deliverer, mail, transport) : null
}

function work(grace = Infinity) {
  const stop = new AbortController()
  const done = deliverMail(deliverer, { transport: openTransport(), signal: stop.signal, grace })
  const end = () => (stop.abort(), done)
  ends.push(end)
  return end
}

describe('a mail server that takes long to answer after the final dot', () => {
  it('gets a letter once: the lease is kept for as long as it takes, and no other worker takes it', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: now() })
    let answer = () => {}
    const answered = new Promise<void>((resolve) => (answer = resolve))
    const { transport } = stub(async (_message, { beforeLastByte }) => (await beforeLastByte(), answered))
    await news()
    const [mail] = await claim(1)
    const handing = handOver(deliverer, mail!, transport)
    await vi.waitFor(async () => expect((await only()).doubts).toBe(1))
    for (let seconds = 0; seconds < 300; seconds += LEASE / 3 / SECOND) {
      const before = (await only()).nextAttemptAt!
      await vi.advanceTimersByTimeAsync(LEASE / 3)
      await vi.waitFor(async () => expect((await only()).nextAttemptAt! > before).toBe(true))
      expect(await claim(1)).toEqual([])
    }
    answer()
    expect(await handing).toMatchObject({ kind: 'sent' })
    expect(await only()).toMatchObject({ attempts: 1, nextAttemptAt: null })
  })

  it.each([
    ['drops the connection', 'cut', 10 * MINUTE],
    ['never answers', never, 50],
  ] as const)(
    'and %s gets it once more, and no oftener; that it may have arrived stays known',
    async (_what, fault, forAnswer) => {
      at('taken', fault)
      await news()
      const before = await events()
      expect(await attempt(openTransport(forAnswer))).toMatchObject({
        kind: 'retry',
        reason: expect.stringMatching(/^It may have arrived: /),
      })
      expect(await only()).toMatchObject({ doubts: 1, droppedAt: null })
      expect(await attempt(openTransport(forAnswer))).toMatchObject({ kind: 'unconfirmed' })
      expect(await attempt()).toBeNull()
      expect(sink.to(nicole)).toHaveLength(2)
      expect(await only()).toMatchObject({
        doubts: 2,
        sentAt: null,
        nextAttemptAt: null,
        lastError: expect.stringMatching(/^It may have arrived: /),
      })
      expect(await events()).toBe(before + 2)
    },
  )

  it('and whose worker crashed twice then gets it no third time', async () => {
    await news()
    for (let crashes = 0; crashes < 2; crashes++) {
      await db().mail.updateMany({ data: { nextAttemptAt: now() } })
      const [mail] = await claim(1)
      await new Promise<void>((sent) => {
        const until = new Promise<void>((end) => ends.push(() => (end(), crashed)))
        const { transport } = stub((_message, { beforeLastByte }) => beforeLastByte().then(() => (sent(), until)))
        const crashed = handOver(deliverer, mail!, transport)
      })
    }
    expect(await attempt()).toMatchObject({ kind: 'unconfirmed' })
    expect(sink.mails).toEqual([])
  })

  it('is tried as often as ever where the final dot was never sent', async () => {
    at('rcpt', 'cut')
    await news()
    for (let tries = 0; tries < 4; tries++) expect(await attempt()).toMatchObject({ kind: 'retry' })
    expect(await only()).toMatchObject({ doubts: 0 })
    sink.fault = () => null
    expect(await attempt()).toMatchObject({ kind: 'sent' })
  })

  it('is no doubt where it says after the dot that it does not have it', async () => {
    at('data', { reply: 451 })
    await news()
    for (let tries = 0; tries < 3; tries++) expect(await attempt()).toMatchObject({ kind: 'retry' })
    expect(await only()).toMatchObject({ doubts: 0 })
    at('data', { reply: 554, text: 'No such mailbox' })
    expect(await attempt()).toMatchObject({ kind: 'failed' })
    expect(await only()).toMatchObject({ doubts: 0 })
  })

  it('gets nothing from a worker that lost the mail to another before the dot, nor what was taken back', async () => {
    await news()
    const [slow] = await claim(1)
    await db().mail.updateMany({ data: { nextAttemptAt: after(now(), -1) } })
    const [newer] = await claim(1)
    expect(await handOver(deliverer, slow!, openTransport())).toMatchObject({ kind: 'lost' })
    await db().mail.updateMany({ data: { droppedAt: now(), nextAttemptAt: null } })
    expect(await handOver(deliverer, newer!, openTransport())).toMatchObject({ kind: 'lost' })
    expect(sink.mails).toEqual([])
  })

  it('holds no code up, though it keeps every letter waiting', async () => {
    sink.fault = ({ at: moment, recipient }) => (moment === 'taken' && recipient !== nicole ? never : null)
    for (let n = 0; n < LETTERS + 4; n++) await news(`guest${n}@contoso.example`)
    work(0)
    await vi.waitFor(() => expect(sink.mails).toHaveLength(LETTERS))
    await queue()
    await sink.waitFor(nicole)
    expect(sink.mails).toHaveLength(LETTERS + 1)
  })

  it('leaves a letter that may have arrived when the worker is told to stop', async () => {
    at('taken', never)
    await news()
    const end = work(50)
    await sink.waitFor(nicole)
    await end()
    expect(await only()).toMatchObject({
      doubts: 1,
      sentAt: null,
      lastError: 'It may have arrived: Foyer stopped before the mail server answered.',
    })
  })
})
