import { beforeEach, describe, expect, it } from 'vitest'
import { cast } from '../../../prisma/cast'
import { after, DAY, now, SECOND } from '../../clock'
import { seatCast } from '../../db/testing'
import type { PersonCaller } from '../../principal'
import { Browser, makeInvitation, makeResource, outcomeOf, setClock, wrong } from '../testing'

let people: Record<keyof typeof cast, PersonCaller>

beforeEach(async () => {
  people = await seatCast()
})

describe('an attacker locks nobody out (A8)', () => {
  it('while a thousand wrong codes are typed, a known browser and an invitation link sign in 50 times of 50', async () => {
    const { address } = cast.nicole
    const resource = await makeResource(people.megan.principal.id, now())
    const invitation = {
      resourceId: resource.id,
      principalId: people.nicole.principal.id,
      invitedById: people.megan.principal.id,
    }
    const { token } = await makeInvitation({ ...invitation, createdAt: now(), expiresAt: after(now(), DAY) })
    const known = new Browser()
    await known.signIn(address)

    const attack = { under: true, guesses: 0 }
    const attacker = async () => {
      const browser = new Browser()
      while (attack.under) {
        const code = await browser.ask(address).catch(() => '00000000')
        for (let guess = 0; guess < 10 && attack.under; guess++, attack.guesses++)
          await outcomeOf(browser.type(wrong(code)))
      }
    }
    const attackers = [attacker(), attacker(), attacker()]
    const outcomes: string[] = []
    let slowest = 0
    for (let time = 0; time < 50; time++) {
      // However slow the machine is: twenty guesses for each sign-in.
      while (attack.guesses < 20 * (time + 1)) await new Promise((resolve) => setTimeout(resolve, 2))
      const began = performance.now()
      outcomes.push(
        await outcomeOf(
          time % 2 ? known.signIn(address) : new Browser().signIn(address, { purpose: 'invitation', linkToken: token }),
        ),
      )
      slowest = Math.max(slowest, performance.now() - began)
    }
    attack.under = false
    await Promise.all(attackers)
    expect(outcomes).toEqual(new Array(50).fill('done'))
    expect(slowest).toBeLessThan(60 * SECOND)
    expect(attack.guesses).toBeGreaterThanOrEqual(1000)
  })

  it('nor by asking for codes until the mailbox gets no more', async () => {
    const { address } = cast.nicole
    const known = new Browser()
    await known.signIn(address)
    const asked = []
    for (let time = 0; time < 5; time++) asked.push(await outcomeOf(new Browser().ask(address)))
    expect(asked).toEqual(['done', 'done', 'done', 'TooManyAttempts', 'TooManyAttempts'])
    expect(await outcomeOf(known.signIn(address))).toBe('done')
  })

  it('nor by asking for a code himself while another is typed', async () => {
    const [guest, attacker] = [new Browser(), new Browser()]
    const code = await guest.ask(cast.nicole.address)
    await attacker.ask(cast.nicole.address)
    expect(await outcomeOf(attacker.type(code))).toBe('Invalid')
    expect(await outcomeOf(guest.type(code))).toBe('done')
  })
})

describe('a known browser', () => {
  it('is known for the address it has proven alone', async () => {
    const browser = new Browser()
    await browser.signIn(cast.nicole.address)
    for (let time = 0; time < 3; time++) await new Browser().ask(cast.omar.address)
    expect(await outcomeOf(browser.ask(cast.omar.address))).toBe('TooManyAttempts')
  })

  it('gets a fresh token each time: one that was planted never comes to stand for the address', async () => {
    const [planter, guest] = [new Browser(), new Browser()]
    await planter.signIn(cast.omar.address)
    guest.browserToken = planter.browserToken
    await guest.signIn(cast.nicole.address)
    expect(guest.browserToken).not.toBe(planter.browserToken)
    for (let time = 0; time < 3; time++) await new Browser().ask(cast.nicole.address)
    expect(await outcomeOf(planter.ask(cast.nicole.address))).toBe('TooManyAttempts')
    expect(await outcomeOf(guest.ask(cast.nicole.address))).toBe('done')
    guest.attemptSecret = null
    expect(await outcomeOf(guest.signIn(cast.omar.address))).toBe('done')
  })

  it('is forgotten after a year', async () => {
    const start = now()
    const browser = new Browser()
    await browser.signIn(cast.nicole.address)
    setClock(after(start, 366 * DAY))
    for (let time = 0; time < 3; time++) await new Browser().ask(cast.nicole.address)
    expect(await outcomeOf(browser.ask(cast.nicole.address))).toBe('TooManyAttempts')
  })

  it('waits 30 seconds between two codes, and is told how long still', async () => {
    const start = now()
    setClock(start)
    const browser = new Browser()
    await browser.ask(cast.nicole.address)
    setClock(after(start, 20 * SECOND))
    await expect(browser.ask(cast.nicole.address)).rejects.toMatchObject({
      name: 'CodeOnItsWay',
      retryAt: after(start, 30 * SECOND),
      message: expect.stringContaining('in 10 seconds'),
    })
    setClock(after(start, 30 * SECOND))
    expect(await outcomeOf(browser.ask(cast.nicole.address))).toBe('done')
  })

  it('sends one code for two clicks at once', async () => {
    const start = now()
    setClock(start)
    const browser = new Browser()
    await browser.ask(cast.nicole.address)
    setClock(after(start, 31 * SECOND))
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => outcomeOf(browser.ask(cast.nicole.address))))
    expect(outcomes.sort()).toEqual(['CodeOnItsWay', 'CodeOnItsWay', 'CodeOnItsWay', 'done'])
  })
})
