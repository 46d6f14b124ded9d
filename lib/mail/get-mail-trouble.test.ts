import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { after, now, MINUTE, SECOND } from '../clock'
import { db } from '../db/client'
import { seatCast, stranger } from '../db/testing'
import { AccessDenied } from '../errors'
import type { PersonCaller } from '../principal'
import { getMailState, getMailTrouble } from './get-mail-trouble'
import { handOver } from './outbox/hand-over'
import { claim, deliverer, queue, stub } from './testing'
import { Refused, type Transport } from './transports/transport'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T09:00:00.000Z') })
  people = await seatCast()
})

const pass = (milliseconds: number) => vi.setSystemTime(after(now(), milliseconds))
const down = stub(() => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7:25'))).transport
const refusing = stub(() => Promise.reject(new Refused('550 No such mailbox'))).transport

async function send(recipient: string, transport: Transport, notAfter?: Date) {
  await queue({ recipient, notAfter })
  const mail = (await claim(9)).find((one) => one.recipient === recipient)
  await handOver(deliverer, mail!, transport)
  pass(SECOND)
}

describe('mail that fails', () => {
  it('is told once it has for minutes, in words, and no longer once one gets through', async () => {
    await send('nicole@contoso.example', down)
    expect(await getMailTrouble(people.adele)).toBeNull()
    pass(4 * MINUTE)
    const trouble = await getMailTrouble(people.adele)
    expect(trouble).toMatchObject({
      mails: 1,
      since: new Date('2026-11-23T09:00:00.000Z'),
      said: 'connect ECONNREFUSED 10.0.0.7:25',
    })
    expect(trouble?.words).toMatch(/can’t be reached/)
    await send('omar@fabrikam.example', stub().transport)
    expect(await getMailTrouble(people.adele)).toBeNull()
    expect(await getMailState(people.adele)).toMatchObject({
      trouble: null,
      lastFault: { words: expect.stringContaining('can’t be reached') },
    })
  })

  it('is still told when it was a code, which is given up soon', async () => {
    await send('nicole@contoso.example', down, after(now(), 10 * MINUTE))
    pass(20 * MINUTE)
    const [late] = await claim(1)
    await handOver(deliverer, late!, down)
    expect(await db().mail.findFirstOrThrow()).toMatchObject({ nextAttemptAt: null })
    expect(await getMailTrouble(people.adele)).toMatchObject({ mails: 1 })
  })

  it('is not told of one address that nobody has, but of three in a row', async () => {
    await send('a@contoso.example', refusing)
    await send('b@contoso.example', refusing)
    pass(4 * MINUTE)
    expect(await getMailTrouble(people.adele)).toBeNull()
    await send('c@contoso.example', refusing)
    expect(await getMailTrouble(people.adele)).toMatchObject({ mails: 3 })
  })

  it('is nobody’s to know but an administrator’s', async () => {
    await send('nicole@contoso.example', down)
    pass(4 * MINUTE)
    for (const caller of [people.megan, people.nicole, stranger]) {
      expect(await getMailTrouble(caller)).toBeNull()
      await expect(getMailState(caller)).rejects.toThrow(AccessDenied)
    }
  })
})
