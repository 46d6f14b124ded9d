import { beforeEach, describe, expect, it, vi } from 'vitest'
import { after, DAY, HOUR, MINUTE, now, SECOND } from '../../clock'
import { countOf, takeCounts } from '../../counters'
import { db } from '../../db/client'
import { transaction } from '../../db/transaction'
import { renderMessage } from '../message/render-message'
import { queueMail } from '../queue-mail'
import { claim, deliverer, inputs, queue, stub } from '../testing'
import { NotNow, Refused, type Transport } from '../transports/transport'
import { handOver } from './hand-over'

vi.mock('../message/render-message', { spy: true })

beforeEach(async () => {
  await db().mail.deleteMany()
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T09:00:00.000Z') })
})

const later = (milliseconds: number) => vi.setSystemTime(after(now(), milliseconds))
const only = () => db().mail.findFirstOrThrow()
const queueNews = () =>
  transaction((tx) =>
    queueMail(tx, { template: 'access-removed', recipient: 'nicole@contoso.example', input: inputs['access-removed'] }),
  )
const failing = (error: () => Error) => stub(() => Promise.reject(error()))

async function attempt(transport: Transport) {
  const [mail] = await claim(1)
  return mail ? handOver(deliverer, mail, transport) : null
}

/** Runs the clock forward from attempt to attempt, and tells when each was made. */
async function attemptsOf(transport: Transport) {
  const start = now().getTime()
  const times: number[] = []
  for (let due = (await only()).nextAttemptAt; due; due = (await only()).nextAttemptAt) {
    vi.setSystemTime(due)
    times.push(now().getTime() - start)
    await attempt(transport)
  }
  return times
}

describe('handing over', () => {
  it('counts a code that was sent, and no letter and nothing that was withheld', async () => {
    takeCounts()
    await queue()
    await attempt(stub().transport)
    await queue({ withheld: true })
    await attempt(stub().transport)
    await queueNews()
    await attempt(stub().transport)
    expect([countOf('code.sent'), countOf('mail.sent')]).toEqual([1, 2])
  })

  it('reports it sent', async () => {
    await queueNews()
    expect(await attempt(stub().transport)).toMatchObject({ kind: 'sent' })
    expect(await only()).toMatchObject({ sentAt: now(), attempts: 1, lastError: null })
  })

  it('tries again with growing waits, at most an hour apart, for three days, then gives up', async () => {
    await queueNews()
    const times = await attemptsOf(failing(() => new NotNow('421 busy')).transport)
    const waits = times.slice(1).map((time, n) => time - times[n]!)
    for (const [n, wait] of waits.entries()) {
      const expected = Math.min(HOUR, 5 * SECOND * 2 ** n)
      expect(wait).toBeGreaterThanOrEqual(expected * 0.8 - 1)
      expect(wait).toBeLessThanOrEqual(Math.min(HOUR, expected * 1.2))
    }
    expect(times.at(-1)).toBeGreaterThan(3 * DAY - 2 * HOUR)
    expect(times.at(-1)).toBeLessThan(3 * DAY)
    expect(await only()).toMatchObject({ sentAt: null, lastError: 'Given up after three days: 421 busy' })
    expect(await db().auditEvent.count({ where: { type: 'mail.dropped' } })).toBeGreaterThan(0)
  })

  it('waits at least as long as it is asked to', async () => {
    await queueNews()
    await attempt(failing(() => new NotNow('429', 90 * SECOND)).transport)
    expect((await only()).nextAttemptAt).toEqual(after(now(), 90 * SECOND))
  })

  it('fails at once what will never be taken, and says why', async () => {
    await queueNews()
    expect(await attempt(failing(() => new Refused('550 No such mailbox')).transport)).toMatchObject({ kind: 'failed' })
    expect(await only()).toMatchObject({ lastError: '550 No such mailbox', nextAttemptAt: null, droppedAt: now() })
  })

  it('fails at once what can’t be written', async () => {
    await queueNews()
    await db().mail.updateMany({ data: { recipient: 'a@victim.com,b@attacker.com' } })
    const { transport, handed } = stub()
    expect(await attempt(transport)).toMatchObject({ kind: 'failed' })
    expect(handed).toEqual([])
  })

  it('still tries a mail that waited four days for a worker', async () => {
    await queueNews()
    later(4 * DAY)
    expect(await attempt(stub().transport)).toMatchObject({ kind: 'sent' })
  })
})

describe('a withheld mail', () => {
  const rendered = vi.mocked(renderMessage)
  const events = () => db().auditEvent.count({ where: { type: { startsWith: 'mail.' } } })

  it.each([
    ['in time', 0],
    ['too late', 10 * MINUTE],
  ])('is written and goes nowhere, its code is wiped, and the trail has nothing of it: %s', async (_when, wait) => {
    await queue({ withheld: true, notAfter: after(now(), 10 * MINUTE) })
    rendered.mockClear()
    const before = await events()
    later(wait)
    const { transport, handed } = stub()
    expect(await attempt(transport)).toEqual({ kind: 'withheld', reason: null })
    expect(handed).toEqual([])
    const { text } = await (rendered.mock.results[0]!.value as ReturnType<typeof renderMessage>)
    expect(text).toContain('1234 5678')
    expect(await only()).toMatchObject({
      sealed: null,
      nextAttemptAt: null,
      sentAt: null,
      droppedAt: null,
      lastError: null,
    })
    expect(await events()).toBe(before)
    expect(await claim(1)).toEqual([])
  })

  it('goes nowhere though it can’t be written', async () => {
    await queue({ withheld: true })
    await db().mail.updateMany({ data: { template: 'no such' } })
    const { transport, handed } = stub()
    expect(await attempt(transport)).toMatchObject({ kind: 'withheld' })
    expect(handed).toEqual([])
    expect(await only()).toMatchObject({ nextAttemptAt: null, lastError: null })
  })
})

describe('a code', () => {
  const queueCode = () => queue({ notAfter: after(now(), 10 * MINUTE) })

  it('is sent until its last millisecond, and never after', async () => {
    await queueCode()
    later(10 * MINUTE - 1)
    expect(await attempt(stub().transport)).toMatchObject({ kind: 'sent' })
    await db().mail.deleteMany()
    await queueCode()
    later(10 * MINUTE)
    const { transport, handed } = stub()
    expect(await attempt(transport)).toMatchObject({ kind: 'dropped' })
    expect(handed).toEqual([])
    expect(await only()).toMatchObject({ sealed: null, nextAttemptAt: null, droppedAt: now() })
  })

  it('is tried every minute at least, and dropped when there is no time for another attempt', async () => {
    await queueCode()
    const times = await attemptsOf(failing(() => new Error('ECONNREFUSED')).transport)
    expect(Math.max(...times.slice(1).map((time, n) => time - times[n]!))).toBeLessThanOrEqual(MINUTE)
    expect(times.length).toBeGreaterThanOrEqual(10)
    expect(times.at(-1)).toBeLessThan(10 * MINUTE)
    expect(await only()).toMatchObject({ sealed: null, lastError: 'It could not be handed over in time: ECONNREFUSED' })
  })

  it('is not on its way any longer when it runs out', async () => {
    await queueCode()
    later(10 * MINUTE - 50)
    const { transport } = stub(
      (_, { signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    )
    const begun = performance.now()
    const attempted = attempt(transport)
    expect(['dropped', 'retry']).toContain((await attempted)!.kind)
    expect(performance.now() - begun).toBeLessThan(5_000)
  })

  it('of a thousand that come too late, none is sent', async () => {
    const { transport, handed } = stub()
    await db().mail.createMany({ data: Array.from({ length: 1000 }, (_, n) => staleRow(n)) })
    for (let mails = await claim(100); mails.length > 0; mails = await claim(100)) {
      const outcomes = await Promise.all(mails.map((mail) => handOver(deliverer, mail, transport)))
      expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['dropped']))
    }
    expect(handed).toEqual([])
    expect(await db().mail.count({ where: { droppedAt: null } })).toBe(0)
  })

  const staleRow = (n: number) => ({
    template: 'one-time-passcode',
    recipient: 'nicole@contoso.example',
    input: {},
    messageId: `<stale-${n}@localhost>`,
    createdAt: after(now(), -HOUR),
    notAfter: after(now(), -n * SECOND),
    nextAttemptAt: after(now(), -HOUR),
  })
})

describe('a mail that may have got through already', () => {
  it('is sent again while the provider knows it by its id, and not after', async () => {
    await queueNews()
    await attempt(stub(() => Promise.reject(new Error('timeout')), 24 * HOUR).transport)
    later(23 * HOUR)
    expect(await attempt(failing(() => new NotNow('503 surely not')).transport)).toMatchObject({ kind: 'retry' })
    later(HOUR)
    const remembering = stub(async () => {}, 24 * HOUR)
    expect(await attempt(remembering.transport)).toMatchObject({ kind: 'unconfirmed' })
    expect(remembering.handed).toEqual([])
  })

  it('is not one that was surely turned down', async () => {
    await queueNews()
    await attempt(failing(() => new NotNow('429')).transport)
    later(25 * HOUR)
    expect(await attempt(stub(async () => {}, 24 * HOUR).transport)).toMatchObject({ kind: 'sent' })
  })
})
