import { beforeEach, describe, expect, it, vi } from 'vitest'
import { after, MINUTE, now, SECOND } from '../../clock'
import { db } from '../../db/client'
import { transaction } from '../../db/transaction'
import { unseal } from '../../secrets'
import { queueMail } from '../queue-mail'
import { claim, deliverer, inputs, queue } from '../testing'
import { claimMail, LEASE } from './claim-mail'
import { reportDropped, reportFailed, reportRetry, reportSent } from './report-mail'

beforeEach(async () => {
  await db().mail.deleteMany()
})

const row = (id: string) => db().mail.findUniqueOrThrow({ where: { id } })
const later = (milliseconds: number) => vi.setSystemTime(after(now(), milliseconds))
const stopClock = () => vi.useFakeTimers({ toFake: ['Date'], now: new Date() })

describe('queueing', () => {
  it('keeps the code sealed and out of everything else', async () => {
    const id = await queue()
    const kept = await row(id)
    expect(unseal(kept.sealed!)).toBe('12345678')
    expect(JSON.stringify({ ...kept, sealed: null })).not.toContain('12345678')
    expect(Buffer.from(kept.sealed!).includes('12345678')).toBe(false)
    expect(kept.messageId).toBe(`<${id}@localhost>`)
  })

  it('leaves nothing when the transaction fails', async () => {
    const failing = transaction(async (tx) => {
      await queueMail(tx, {
        template: 'access-removed',
        recipient: 'nicole@contoso.example',
        input: inputs['access-removed'],
      })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await db().mail.count()).toBe(0)
  })

  it('keeps the organization’s name of that moment', async () => {
    await db().organization.deleteMany()
    await db().organization.create({
      data: {
        name: 'Woodgrove Bank',
        timeZone: 'Europe/Berlin',
        memberDomains: [],
        privacyStatement: '',
        createdAt: now(),
      },
    })
    const id = await queue()
    await db().organization.update({ where: { id: 1 }, data: { name: 'Renamed' } })
    expect((await row(id)).input).toMatchObject({ organization: { name: 'Woodgrove Bank', timeZone: 'Europe/Berlin' } })
  })
})

describe('claiming', () => {
  it('hands every mail to one worker, however many ask at once', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, () => queue()))
    const hands = await Promise.all(Array.from({ length: 20 }, () => claim(5)))
    const claimed = hands.flat().map(({ id }) => id)
    expect(claimed.length).toBe(new Set(claimed).size)
    const rest = await claim(100)
    expect([...claimed, ...rest.map(({ id }) => id)].sort()).toEqual(ids.sort())
  })

  it('takes the oldest first and no more than asked', async () => {
    stopClock()
    const first = await queue()
    later(SECOND)
    await queue()
    expect((await claim(1)).map(({ id }) => id)).toEqual([first])
  })

  it('takes a code before letters that have waited longer, and fills up with those', async () => {
    stopClock()
    const letter = (recipient: string) =>
      transaction((tx) => queueMail(tx, { template: 'access-removed', recipient, input: inputs['access-removed'] }))
    const letters = [await letter('nicole@contoso.example'), await letter('omar@fabrikam.example')]
    later(SECOND)
    const code = await queue()
    expect((await claim(1)).map(({ id }) => id)).toEqual([code])
    expect((await claim(5)).map(({ id }) => id).sort()).toEqual(letters.sort())
  })

  it('takes what is withheld like any other, and says that it is', async () => {
    stopClock()
    const [withheld, mailed] = [await queue({ withheld: true }), await queue()]
    const claimed = await claim(10)
    expect(new Map(claimed.map((mail) => [mail.id, mail.withheldAt]))).toEqual(
      new Map([
        [withheld, now()],
        [mailed, null],
      ]),
    )
  })

  describe('tells how long it is until the next comes due', () => {
    const wait = async (most = 9, letters = 9) => (await claimMail(most, letters)).wait
    const letter = (notBefore: Date) =>
      transaction((tx) =>
        queueMail(tx, {
          template: 'access-removed',
          recipient: 'nicole@contoso.example',
          input: inputs['access-removed'],
          notBefore,
        }),
      )

    it('by the first of those that it leaves', async () => {
      stopClock()
      expect(await wait()).toBe(Infinity)
      await queue({ notBefore: after(now(), MINUTE) })
      expect(await wait()).toBe(MINUTE)
      await letter(after(now(), 400))
      expect(await wait()).toBe(400)
      await queue()
      expect(await wait()).toBe(400)
      later(400)
      expect(await claimMail(9)).toMatchObject({ mails: [{ sealed: null }], wait: LEASE - 400 })
    })

    it('as now where one is left, by another worker’s doing or for lack of room', async () => {
      stopClock()
      const id = await queue()
      await transaction(async (tx) => {
        await tx.$queryRaw`SELECT FROM "Mail" WHERE id = ${id}::uuid FOR UPDATE`
        expect(await claimMail(9)).toEqual({ mails: [], wait: 0 })
      })
      await queue()
      expect(await claimMail(1)).toMatchObject({ mails: [{ attempts: 1 }], wait: 0 })
    })

    it('but of letters only while there is room for one more', async () => {
      stopClock()
      await letter(now())
      await letter(after(now(), 300))
      await queue({ notBefore: after(now(), 400) })
      expect(await wait(9, 0)).toBe(400)
      expect(await claimMail(9, 1)).toMatchObject({ mails: [{ sealed: null }], wait: 400 })
      expect(await wait(9, 1)).toBe(300)
    })
  })

  it('gives a crashed worker’s mail to the next after 30 seconds, and not before', async () => {
    stopClock()
    const id = await queue()
    expect(await claim(1)).toMatchObject([{ id, lease: 1, attempts: 1 }])
    later(LEASE - 1)
    expect(await claim(1)).toEqual([])
    later(1)
    expect(await claim(1)).toMatchObject([{ id, lease: 2, attempts: 2 }])
  })

  it('remembers since when nobody knows what became of it', async () => {
    stopClock()
    await queue()
    const [first] = await claim(1)
    expect(first!.uncertainSince).toBeNull()
    later(LEASE)
    expect((await claim(1))[0]!.uncertainSince).toEqual(after(now(), -LEASE))
  })
})

describe('reporting', () => {
  const events = () => db().auditEvent.findMany({ where: { callerName: 'deliver-mail' }, orderBy: { id: 'asc' } })

  it.each([
    ['sent', reportSent, 'mail.sent', 'sentAt'],
    ['failed', reportFailed, 'mail.failed', 'droppedAt'],
    ['dropped', reportDropped, 'mail.dropped', 'droppedAt'],
  ] as const)('that it was %s wipes the code and enters the trail', async (_, report, type, at) => {
    const id = await queue()
    const [mail] = await claim(1)
    expect(await report(deliverer, mail!, '550 <nicole@contoso.example> is unknown')).toBe(true)
    const kept = await row(id)
    expect(kept).toMatchObject({ sealed: null, nextAttemptAt: null })
    expect(kept[at]).toBeInstanceOf(Date)
    const [event] = (await events()).slice(-1)
    expect(event).toMatchObject({
      type,
      callerKind: 'system',
      detail: { mailId: id, template: 'one-time-passcode', attempts: 1 },
    })
    expect(JSON.stringify(event)).not.toMatch(/12345678|contoso/)
    expect(await db().trailOrigin.findUnique({ where: { id: event!.id } })).toMatchObject({
      address: 'nicole@contoso.example',
      networkAddress: null,
    })
  })

  it('counts from the newest holder of the lease alone', async () => {
    stopClock()
    const id = await queue()
    const [slow] = await claim(1)
    later(LEASE)
    const [newest] = await claim(1)
    const before = (await events()).length
    expect(await reportSent(deliverer, slow!)).toBe(false)
    expect(await reportRetry(deliverer, slow!, 'no', now(), true)).toBe(false)
    expect(await reportDropped(deliverer, slow!, 'no')).toBe(false)
    expect(await row(id)).toMatchObject({ sentAt: null, droppedAt: null, lastError: null })
    expect((await events()).length).toBe(before)
    expect(await reportSent(deliverer, newest!)).toBe(true)
    expect(await reportSent(deliverer, newest!)).toBe(false)
  })

  it('that it must wait puts it off until then', async () => {
    stopClock()
    const id = await queue()
    const [mail] = await claim(1)
    await reportRetry(deliverer, mail!, 'later\nplease', after(now(), MINUTE), true)
    expect(await row(id)).toMatchObject({ lastError: 'later please', uncertainSince: null })
    later(MINUTE - 1)
    expect(await claim(1)).toEqual([])
    later(1)
    expect(await claim(1)).toHaveLength(1)
  })
})
