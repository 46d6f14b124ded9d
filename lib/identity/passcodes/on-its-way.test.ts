import { beforeEach, describe, expect, it } from 'vitest'
import { cast } from '../../../prisma/cast'
import { after, SECOND } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import type { PersonCaller } from '../../principal'
import { linkToken } from '../../secrets'
import { CodeOnItsWay } from './request-passcode'
import { Browser, mailedTo, makeResource, makeShareLink, setClock } from '../testing'

const start = new Date('2026-11-23T10:00:00.000Z')
let megan: PersonCaller
beforeEach(async () => {
  megan = (await seatCast()).megan
  setClock(start)
})

describe('asked again while a code is on its way', () => {
  it('sends nothing, and leads to what is asked for now', async () => {
    const browser = new Browser()
    const code = await browser.ask(cast.megan.address, { returnTo: '/shares?q=before' })
    await expect(browser.ask(cast.megan.address, { returnTo: '/shares?q=now' })).rejects.toThrow(CodeOnItsWay)
    expect(await mailedTo(cast.megan.address)).toEqual([code])
    expect((await browser.type(code)).path).toBe('/shares?q=now')
  })

  it('leads where it led when the page says nothing of it', async () => {
    const browser = new Browser()
    const code = await browser.ask(cast.megan.address, { returnTo: '/shares?q=before' })
    await expect(browser.ask(cast.megan.address)).rejects.toThrow(CodeOnItsWay)
    expect((await browser.type(code)).path).toBe('/shares?q=before')
  })

  it('is for the resource that is meant now, as it is after the wait', async () => {
    const browser = new Browser()
    const asking = (resourceId: string) =>
      browser.ask(cast.megan.address, {
        purpose: 'step-up',
        returnTo: `/shares/${resourceId}`,
        detail: { sessionId: megan.session.id, resourceId },
      })
    await asking('a')
    await expect(asking('b')).rejects.toThrow(CodeOnItsWay)
    expect(await db().signInAttempt.findFirstOrThrow()).toMatchObject({
      returnTo: '/shares/b',
      detail: { resourceId: 'b' },
    })
    setClock(after(start, 31 * SECOND))
    await asking('c')
    expect(await db().signInAttempt.findFirstOrThrow({ where: { returnTo: '/shares/c' } })).toMatchObject({
      detail: { resourceId: 'c' },
    })
  })

  it('through another link has a code of its own, which leads to that link', async () => {
    const resource = await makeResource(megan.principal.id, start)
    const [first, second] = [
      await makeShareLink({ resourceId: resource.id, createdById: megan.principal.id, audience: 'anyone' }),
      await makeShareLink({ resourceId: resource.id, createdById: megan.principal.id, audience: 'anyone' }),
    ]
    const browser = new Browser()
    await browser.ask('sam@northwind.example', { purpose: 'share-link', shareLinkId: first.id })
    const code = await browser.ask('sam@northwind.example', { purpose: 'share-link', shareLinkId: second.id })
    expect((await browser.type(code)).path).toBe(`/links/${linkToken('share-link', second.id)}`)
  })
})
