import { beforeEach, describe, expect, it } from 'vitest'
import { cast } from '../../../prisma/cast'
import { after, MINUTE, now, SECOND } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import type { PersonCaller } from '../../principal'
import { newToken } from '../../secrets'
import type { Purpose } from '../sessions/proven'
import { prepareSetUp } from '../set-up/prepare-set-up'
import { Browser, forgetBudgets, makeResource, makeShareLink, outcomeOf, setClock } from '../testing'

let people: Record<keyof typeof cast, PersonCaller>

beforeEach(async () => {
  people = await seatCast()
})

describe('bound to browser, address and purpose (A5)', () => {
  const purposes: Purpose[] = ['sign-in', 'invitation', 'share-link', 'setup']
  const addresses = [cast.megan.address, cast.lee.address, cast.adele.address]

  it('no code of one flow is good in another: 552 pairs', async () => {
    const resource = await makeResource(people.megan.principal.id, now())
    const shareLink = await makeShareLink({
      resourceId: resource.id,
      createdById: people.megan.principal.id,
      audience: 'anyone',
    })
    const linkToken = (await prepareSetUp())!.split('/').pop()!
    const flows = []
    for (const address of addresses)
      for (const purpose of purposes)
        for (const _ of [1, 2]) {
          await db().budget.deleteMany()
          const browser = new Browser()
          flows.push({
            browser,
            code: await browser.ask(address, {
              purpose,
              linkToken,
              shareLinkId: purpose === 'share-link' ? shareLink.id : null,
              detail: { organizationName: 'X' },
            }),
          })
        }
    const accepted = []
    for (const from of flows)
      for (const to of flows.filter((flow) => flow !== from)) {
        await forgetBudgets()
        const outcome = await outcomeOf(to.browser.type(from.code))
        if (outcome !== 'Invalid') accepted.push(outcome)
      }
    expect(flows.length * (flows.length - 1)).toBe(552)
    expect(accepted).toEqual([])
    await forgetBudgets()
    expect(await outcomeOf(flows[0]!.browser.type(flows[0]!.code))).toBe('done')
  })

  const start = new Date('2026-11-23T10:00:00.000Z')
  const bothAsk = async (planter: Browser, guest: Browser) => {
    setClock(start)
    await planter.ask(cast.megan.address)
    guest.attemptSecret = planter.attemptSecret
    setClock(after(start, 31 * SECOND))
    return guest.ask(cast.megan.address)
  }

  it('nor in the browser whose attempt was planted in another: who enters the address has a secret of their own', async () => {
    const [planter, guest] = [new Browser(), new Browser()]
    const code = await bothAsk(planter, guest)
    expect(guest.attemptSecret).not.toBe(planter.attemptSecret)
    expect(await outcomeOf(planter.type(code))).toBe('Invalid')
    expect(await outcomeOf(guest.type(code))).toBe('done')
  })

  it('nor where either of them is known, by a token of its own', async () => {
    for (const known of [0, 1]) {
      const browsers = [new Browser(), new Browser()] as const
      setClock(after(start, -known * MINUTE - MINUTE))
      await browsers[known]!.signIn(cast.megan.address)
      const code = await bothAsk(...browsers)
      expect(await outcomeOf(browsers[0].type(code))).toBe('Invalid')
      expect(await outcomeOf(browsers[1].type(code))).toBe('done')
      await db().budget.deleteMany()
    }
  })

  it('but late mail is good in a known browser that entered its address twice, and on the page that asks again', async () => {
    setClock(start)
    const browser = new Browser()
    await browser.signIn(cast.megan.address)
    for (const again of [false, true]) {
      const late = await browser.ask(cast.megan.address)
      setClock(after(now(), 31 * SECOND))
      await browser.ask(cast.megan.address, { again })
      expect(await outcomeOf(browser.type(late))).toBe('done')
      browser.browserToken = null
    }
  })

  it('nor in a browser without its cookie, or with a planted one', async () => {
    const code = await new Browser().ask(cast.megan.address)
    for (const attemptSecret of [null, '', newToken(), 'x'.repeat(4000), '\0', "' OR 1=1 --"]) {
      const thief = new Browser()
      thief.attemptSecret = attemptSecret
      expect(await outcomeOf(thief.type(code))).toBe('Conflict')
    }
  })
})
