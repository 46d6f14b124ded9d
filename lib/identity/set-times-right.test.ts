import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { cast } from '@/prisma/cast'
import { after, DAY, HOUR, MINUTE, now, SECOND } from '../clock'
import { db } from '../db/client'
import { environment, putProofs, seatCast, stranger } from '../db/testing'
import { bringMailForward } from '../mail/bring-forward'
import { systemCaller } from '../principal'
import { findCaller } from './sessions/find-caller'
import { getLetIn } from './let-in/get-let-in'
import { listLetIn } from './let-in/list-let-in'
import { requestPasscode } from './passcodes/request-passcode'
import { setTimesRight } from './set-times-right'
import { Browser, linksMailedTo } from './testing'

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T09:00:00.000Z') })
  await seatCast()
})

const caller = systemCaller('set-times-right')
const later = (milliseconds: number) => vi.setSystemTime(after(now(), milliseconds))
const ask = () => requestPasscode(stranger, { address: cast.megan.address, purpose: 'sign-in', code: '12345678' })

describe.each([
  ['three hours', 3 * HOUR],
  ['a year', 365 * DAY],
])('a clock that ran %s ahead and was set right', (_, ahead) => {
  it('leaves no session longer than 24 hours', async () => {
    later(ahead)
    const browser = new Browser()
    await browser.signIn(cast.nicole.address)
    later(-ahead)
    await setTimesRight(caller)
    later(DAY - SECOND)
    expect((await findCaller(environment, browser.sessionToken!)).kind).toBe('person')
    later(SECOND)
    expect((await findCaller(environment, browser.sessionToken!)).kind).toBe('anonymous')
  })

  it('takes no proof for younger than it is', async () => {
    later(ahead)
    const browser = new Browser()
    await browser.signIn(cast.nicole.address)
    await putProofs({ passkey: now() })
    later(-ahead)
    await setTimesRight(caller)
    const found = await findCaller(environment, browser.sessionToken!)
    expect(found).toMatchObject({ session: { startedAt: now(), proofs: { mailbox: now(), passkey: now() } } })
  })

  it('makes nobody wait for a code', async () => {
    later(ahead)
    for (let time = 0; time < 3; time++) await ask()
    await expect(ask()).rejects.toMatchObject({ name: 'TooManyAttempts' })
    later(-ahead)
    await setTimesRight(caller)
    await ask()
    expect(await db().passcode.count({ where: { expiresAt: { gt: after(now(), 11 * MINUTE) } } })).toBe(0)
  })

  it('lets a mailed link, and the browser that it let in, last 24 hours from now', async () => {
    later(ahead)
    const [browser, { address }] = [new Browser(), cast.megan]
    for (let time = 0; time < 2; time++) await new Browser().ask(address)
    const [used, unused] = await linksMailedTo(address)
    await browser.press(used!)
    later(-ahead)
    await setTimesRight(caller)
    later(DAY - SECOND)
    expect(await listLetIn(stranger, browser)).toHaveLength(1)
    await getLetIn(stranger, { token: unused! })
    later(SECOND)
    expect(await listLetIn(stranger, browser)).toEqual([])
    await expect(getLetIn(stranger, { token: unused! })).rejects.toThrow()
  })

  it('has a mail tried now', async () => {
    const mail = (nextAttemptAt: Date) =>
      db().mail.create({
        data: {
          template: 'invitation',
          recipient: cast.nicole.address,
          input: {},
          messageId: randomUUID(),
          createdAt: now(),
          nextAttemptAt,
        },
      })
    const [held, soon] = [await mail(after(now(), ahead)), await mail(after(now(), HOUR))]
    await bringMailForward(systemCaller('bring-mail-forward'))
    const times = await db().mail.findMany({
      where: { id: { in: [held.id, soon.id] } },
      orderBy: { nextAttemptAt: 'asc' },
      select: { nextAttemptAt: true },
    })
    expect(times.map(({ nextAttemptAt }) => nextAttemptAt)).toEqual([now(), after(now(), HOUR)])
  })

  it('takes a fresh code of an authenticator app', async () => {
    const { id: principalId } = await db().principal.findUniqueOrThrow({ where: { address: cast.nicole.address } })
    const step = (at: Date) => BigInt(Math.floor(at.getTime() / 30_000))
    const app = await db().authenticatorApp.create({
      data: {
        principalId,
        name: 'Phone',
        secret: new Uint8Array(8),
        createdAt: now(),
        confirmedAt: now(),
        lastStep: step(after(now(), ahead)),
      },
    })
    await setTimesRight(caller)
    expect((await db().authenticatorApp.findUniqueOrThrow({ where: { id: app.id } })).lastStep).toBe(step(now()))
  })
})

it('changes nothing of what was kept by a right clock, or one a minute ahead', async () => {
  await ask()
  const browser = new Browser()
  await browser.signIn(cast.nicole.address)
  const state = async () =>
    JSON.stringify([
      await db().session.findMany({ omit: { tokenHash: true }, orderBy: { id: 'asc' } }),
      await db().signInAttempt.findMany({ omit: { secretHash: true }, orderBy: { id: 'asc' } }),
      await db().passcode.findMany({ omit: { hmac: true }, orderBy: { id: 'asc' } }),
      await db().budget.findMany({ orderBy: { key: 'asc' } }),
    ])
  const before = await state()
  await setTimesRight(caller)
  later(-MINUTE)
  await setTimesRight(caller)
  expect((await state()) === before).toBe(true)
})
