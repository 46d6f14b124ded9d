import { beforeEach, describe, expect, it } from 'vitest'
import { cast, type CastName } from '../../../prisma/cast'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import { makeAdministrator, seatCast, stranger } from '../../db/testing'
import { endSession } from '../../identity/sessions/end-session'
import { Browser, makeInvitation, makeResource, makeShareLink, setClock } from '../../identity/testing'
import { findWhyEnded } from '../../identity/sessions/why-ended'
import type { PersonCaller } from '../../principal'
import { endPersonSessions } from '../end-person-sessions'
import { getPerson } from '../get-person'
import { addMember } from './add-member'
import { demoteMember } from './demote-member'
import { disableMember } from './disable-member'
import { enableMember } from './enable-member'
import { listMembers } from './list-members'
import { promoteMember } from './promote-member'

let people: Record<CastName, PersonCaller>
const id = (name: CastName) => people[name].principal.id
const about = (name: CastName) => ({ principalId: id(name) })

/** Adele and Priya administer. */
beforeEach(async () => {
  people = await seatCast()
  await makeAdministrator(id('priya'))
})

const letters = async () =>
  (
    await db().mail.findMany({
      where: { template: { in: ['member-changed', 'member-changed-told'] } },
      orderBy: { recipient: 'asc' },
    })
  ).map(({ recipient, template, input }) => ({
    recipient,
    template,
    ...(input as unknown as { input: { change: string; hanging?: object | null } }).input,
  }))

describe('who is told', () => {
  it.each([
    ['promoted', promoteMember],
    ['disabled', disableMember],
  ] as const)('a member who is %s, and every other administrator, by whom', async (change, verb) => {
    await verb(people.adele, about('lee'))
    const by = { name: cast.adele.name, address: cast.adele.address }
    expect(await letters()).toMatchObject([
      { recipient: cast.lee.address, template: 'member-changed', change, by },
      {
        recipient: cast.priya.address,
        template: 'member-changed-told',
        change,
        by,
        person: { address: cast.lee.address },
      },
    ])
  })

  it('of one’s own demotion and of an enabling alike', async () => {
    await demoteMember(people.adele, about('adele'))
    expect(await letters()).toMatchObject([
      { recipient: cast.adele.address, template: 'member-changed', change: 'demoted' },
      { recipient: cast.priya.address, template: 'member-changed-told', change: 'demoted' },
    ])
    await makeAdministrator(id('adele'))
    await disableMember(people.adele, about('lee'))
    await db().mail.deleteMany()
    await enableMember(people.adele, about('lee'))
    expect((await letters()).map(({ recipient, change }) => [recipient, change])).toEqual([
      [cast.lee.address, 'enabled'],
      [cast.priya.address, 'enabled'],
    ])
  })

  it('of a guest who becomes a member, and of a new administrator, but not of every new member', async () => {
    const fields = { name: null, administrator: false, guestToo: true }
    await addMember(people.adele, { ...fields, address: 'diego@woodgrove.example' })
    expect(await letters()).toEqual([])
    await addMember(people.adele, { ...fields, address: cast.nicole.address })
    await addMember(people.adele, { ...fields, address: 'isla@woodgrove.example', administrator: true })
    expect((await letters()).map(({ recipient, change }) => [recipient, change]).sort()).toEqual([
      [cast.priya.address, 'became-member'],
      [cast.priya.address, 'promoted'],
    ])
  })
})

describe('what hangs on a member', () => {
  it('is counted alike on the page, in the list and in the mail: shares, open links and invitations, guests, reviews', async () => {
    const at = now()
    const resource = await makeResource(id('megan'), at)
    const other = await makeResource(id('lee'), at)
    const link = { resourceId: resource.id, createdById: id('megan'), audience: 'anyone' as const }
    await makeShareLink(link)
    await makeShareLink({ ...link, createdAt: at, endsAt: at })
    await makeShareLink({ ...link, audience: 'invited' })
    await makeShareLink({ ...link, resourceId: other.id })
    const invitation = { principalId: id('nicole'), invitedById: id('megan'), createdAt: at, expiresAt: after(at, DAY) }
    await makeInvitation({ ...invitation, resourceId: resource.id })
    await makeInvitation({ ...invitation, resourceId: other.id, expiresAt: at })
    await db().guest.updateMany({ data: { sponsorId: null } })
    await db().guest.update({ where: { principalId: id('nicole') }, data: { sponsorId: id('megan') } })
    await db().accessReview.create({
      data: {
        name: 'Guests of Finance',
        createdAt: at,
        createdById: id('adele'),
        settings: { stages: [{ memberIds: [id('lee')], fallbackIds: [id('megan')] }], toldIds: [id('lee')] },
      },
    })
    const hanging = { shares: 1, links: 2, invitations: 1, guests: 1, reviews: ['Guests of Finance'], spaces: [] }
    expect((await getPerson(people.adele, about('megan'))).hanging).toEqual(hanging)
    expect((await listMembers(people.adele, { q: cast.megan.address })).rows).toMatchObject([{ own: false, hanging }])
    await disableMember(people.adele, about('megan'))
    expect((await letters()).find(({ recipient }) => recipient === cast.priya.address)).toMatchObject({ hanging })
    expect(await getPerson(people.adele, about('adele'))).toMatchObject({
      own: true,
      hanging: { shares: 0, links: 0, invitations: 0, guests: 0, reviews: [], spaces: [] },
    })
  })
})

describe('why a session ended', () => {
  const told = (sessionToken: string | null) => findWhyEnded(stranger, { sessionToken })

  it.each([
    ['became an administrator', () => promoteMember(people.adele, about('lee')), 'You are an administrator now'],
    ['was disabled', () => disableMember(people.adele, about('lee')), 'disabled your account'],
    ['was signed out', () => endPersonSessions(people.adele, about('lee')), 'signed you out'],
  ] as const)('is told for a day to the browser of who %s, and to no other', async (_, act, words) => {
    const browser = new Browser()
    await browser.signIn(cast.lee.address)
    expect(await told(browser.sessionToken)).toBeNull()
    await act()
    expect(await told(browser.sessionToken)).toContain(words)
    for (const token of [null, '', 'x', 'A'.repeat(43)]) expect(await told(token)).toBeNull()
    setClock(after(now(), DAY))
    expect(await told(browser.sessionToken)).toBeNull()
  })

  it('is not told of what one did oneself', async () => {
    const browser = new Browser()
    const { caller } = await browser.signIn(cast.lee.address)
    await endSession(caller, { sessionId: caller.session.id })
    expect(await told(browser.sessionToken)).toBeNull()
  })
})
