import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { writeSignIn } from '../../audit/testing'
import { factsFor } from '../../access/facts'
import { after, DAY, HOUR, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { transaction } from '../../db/transaction'
import { AccessDenied, NotFound } from '../../errors'
import { uploaded } from '../../files/testing'
import { add, addThing, makeSpace, share, contentsOf } from '../../invitations/testing'
import { getMyGuest } from '../../people/guests/get-my-guest'
import { listMyGuests } from '../../people/guests/list-my-guests'
import { getPerson } from '../../people/get-person'
import { listMembers } from '../../people/members/list-members'
import { whatHangsOnOne } from '../../people/members/what-hangs'
import { sharesOf } from '../../people/shares-of'
import type { PersonCaller } from '../../principal'
import { newReference } from '../../reference'
import type { Role } from '../../role'
import { search } from '../../search/search'
import { deleteResource } from '../delete-resource'
import { explainAccess } from '../explain-access'
import { giveUpGrant } from '../give-up-grant'
import { getShare } from '../get-share'
import { listInbox } from '../list-inbox'
import { listPeople } from '../list-people'
import { listShares } from '../list-shares'
import { revokeGrant } from '../revoke-grant'
import { getSpace } from './get-space'
import { listSpaces } from './list-spaces'

let people: Record<CastName, PersonCaller>
let spaceId: string
let thing: string

/** Megan makes a space, and adds a link to it. */
beforeEach(async () => {
  people = await seatCast()
  spaceId = (await makeSpace(people.megan)).spaceId
  thing = await put('megan')
})

const idOf = (name: CastName) => people[name].principal.id
const addressOf = (name: CastName) => people[name].principal.address
const put = async (name: CastName, fields: Record<string, unknown> = {}) =>
  (await addThing(people[name], spaceId, fields)).resourceId
const join = (name: CastName, role: Role, resourceId = spaceId) =>
  add(people.megan, resourceId, addressOf(name), { role, ends: 'never' })
const findGrant = (name: CastName, resourceId = spaceId) =>
  db().grant.findUniqueOrThrow({ where: { resourceId_principalId: { resourceId, principalId: idOf(name) } } })
const revoke = async (name: CastName, resourceId = spaceId) =>
  revokeGrant(people.megan, { grantId: (await findGrant(name, resourceId)).id })

describe('listSpaces', () => {
  const names = async (as: CastName, input: object = {}) =>
    (await listSpaces(people[as], input)).rows.map(({ name }) => name)

  it('lists the spaces that a member is in, with their role, what is in them and who', async () => {
    await join('lee', 'view')
    await join('nicole', 'contribute')
    const gone = await put('megan')
    await deleteResource(people.megan, { resourceId: gone })
    await makeSpace(people.priya, { name: 'Another' })
    await share(people.megan, { addresses: addressOf('lee') })
    const row = { spaceId, name: 'Bridge', things: 1, people: 3, joinedAt: expect.any(Date) }
    expect((await listSpaces(people.megan)).rows).toEqual([{ ...row, role: 'manage' }])
    expect((await listSpaces(people.lee)).rows).toEqual([{ ...row, role: 'view' }])
    expect(await names('priya')).toEqual(['Another'])
    expect(await names('adele')).toEqual([])
    await expect(listSpaces(people.nicole)).rejects.toThrow(AccessDenied)
    await revoke('lee')
    expect(await names('lee')).toEqual([])
    expect((await listSpaces(people.megan)).rows).toMatchObject([{ people: 2 }])
  })

  it('finds by name, sorts, and comes in pages of 50', async () => {
    await makeSpace(people.megan, { name: '100% done' })
    await makeSpace(people.megan, { name: 'Aqueduct' })
    expect(await names('megan')).toEqual(['Aqueduct', '100% done', 'Bridge'])
    expect(await names('megan', { sort: 'name' })).toEqual(['100% done', 'Aqueduct', 'Bridge'])
    expect(await names('megan', { q: 'BRID' })).toEqual(['Bridge'])
    expect(await names('megan', { q: '%' })).toEqual(['100% done'])
    for (let n = 0; n < 48; n++) await makeSpace(people.megan, { name: `Space ${n}` })
    const last = await listSpaces(people.megan, { page: '9', sort: 'DROP' })
    expect(last).toMatchObject({ total: 51, page: 2, pages: 2, sort: 'newest' })
    expect(last.rows.map(({ name }) => name)).toEqual(['Bridge'])
  })

  it('leaves out what was deleted', async () => {
    await deleteResource(people.megan, { resourceId: spaceId })
    expect(await names('megan')).toEqual([])
  })
})

describe('listContents', () => {
  it('finds by title, sorts, and comes in pages of 50', async () => {
    await join('nicole', 'contribute')
    await put('nicole', { title: 'Answers' })
    await put('megan', { kind: 'page', title: '50% off', body: 'x' })
    const titles = async (input: object = {}) =>
      (await contentsOf(people.nicole, { spaceId, ...input })).rows.map(({ title }) => title)
    expect(await titles()).toEqual(['50% off', 'Answers', 'Rates'])
    expect(await titles({ sort: 'title' })).toEqual(['50% off', 'Answers', 'Rates'])
    expect(await titles({ q: '%' })).toEqual(['50% off'])
    expect(await titles({ q: 'ANS' })).toEqual(['Answers'])
    const made = Array.from({ length: 48 }, (_, n) => ({
      kind: 'link' as const,
      title: `Link ${n}`,
      url: 'https://x.example',
      spaceId,
      sharedById: idOf('megan'),
      addedById: idOf('megan'),
      createdAt: after(now(), HOUR),
    }))
    await db().resource.createMany({ data: made })
    const last = await contentsOf(people.nicole, { spaceId, page: '7' })
    expect(last).toMatchObject({ total: 51, page: 2, pages: 2 })
    expect(last.rows.map(({ title }) => title)).toEqual(['Rates'])
    await expect(contentsOf(people.megan, { spaceId: thing })).rejects.toThrow(NotFound)
  })

  it('is shown with what one may do there', async () => {
    await join('nicole', 'contribute')
    await join('omar', 'view')
    const mays = async (as: CastName) => (await getSpace(people[as], { spaceId })).may
    expect([await mays('megan'), await mays('nicole'), await mays('omar')]).toEqual([
      { add: true, arrange: true, manage: true, change: true, edit: true },
      { add: true, arrange: true, manage: false, change: false, edit: false },
      { add: false, arrange: false, manage: false, change: false, edit: false },
    ])
  })

  it('tells a manager that nobody else manages the space, and nobody else', async () => {
    const alone = async (as: CastName) => (await getSpace(people[as], { spaceId })).alone
    await join('priya', 'contribute')
    expect([await alone('megan'), await alone('priya')]).toEqual([true, false])
    await join('lee', 'manage')
    expect([await alone('megan'), await alone('lee')]).toEqual([false, false])
    await db().principal.update({ where: { id: idOf('lee') }, data: { blockedAt: now() } })
    expect(await alone('megan')).toBe(true)
  })

  it('waits, like all content, until a guest has accepted the privacy statement', async () => {
    await join('nicole', 'contribute')
    const owing = { ...people.nicole, principal: { ...people.nicole.principal, owesStatement: true } }
    expect(await getSpace(owing, { spaceId })).toMatchObject({ controls: ['privacy-statement'], contents: null })
    expect((await findGrant('nicole')).openCount).toBe(0)
    await expect(contentsOf(owing, { spaceId })).rejects.toThrow()
  })
})

describe('what a member shares', () => {
  const shares = async (as: CastName, input: object = {}) =>
    (await listShares(people[as], input)).rows.map(({ title }) => title)

  it('is the spaces that they manage, once each, and nothing in them', async () => {
    await share(people.megan, { title: 'Alone' })
    await join('lee', 'manage')
    await join('priya', 'contribute')
    await put('priya', { title: 'Hers' })
    await put('lee', { title: 'His' })
    expect((await shares('megan')).sort()).toEqual(['Alone', 'Bridge'])
    expect(await shares('lee')).toEqual(['Bridge'])
    expect(await shares('priya')).toEqual([])
    expect(await shares('adele')).toEqual([])
    expect(await listShares(people.megan)).toMatchObject({ total: 2 })
    expect((await listShares(people.megan)).rows.find(({ kind }) => kind === 'space')).toMatchObject({ people: 3 })
    expect(await shares('lee', { q: 'priya' })).toEqual(['Bridge'])
    await revoke('lee')
    expect(await shares('lee')).toEqual([])
  })

  it('hangs on whoever the space runs on, and not on who added to it', async () => {
    await join('lee', 'contribute')
    for (const title of ['One', 'Two']) await put('lee', { title })
    const hanging = async (name: CastName) => (await transaction((tx) => whatHangsOnOne(tx, idOf(name)))).shares
    expect([await hanging('megan'), await hanging('lee')]).toEqual([1, 0])
    const listed = async (name: CastName) =>
      (await listMembers(people.adele)).rows.find(({ id }) => id === idOf(name))?.resources
    expect([await listed('megan'), await listed('lee')]).toEqual([1, 0])
    const titles = async (name: CastName) =>
      (await sharesOf(people.adele, idOf(name), 1))?.rows.map(({ title }) => title)
    expect([await titles('megan'), await titles('lee')]).toEqual([['Bridge'], []])
    for (const name of ['megan', 'lee'] as const) {
      const { shares, resources } = await getPerson(people.adele, { principalId: idOf(name) })
      expect(resources, name).toBe(shares?.total)
    }
  })
})

describe('the people of a thing in a space', () => {
  const through = async () =>
    (await listPeople(people.megan, { resourceId: thing })).rows.map(({ person, throughSpace }) => [
      person.id,
      throughSpace,
    ])

  it('are those who hold it itself, and it says of each whether the space opens it anyway', async () => {
    await join('lee', 'view')
    await join('nicole', 'view')
    await join('omar', 'view', thing)
    await join('nicole', 'view', thing)
    expect((await getShare(people.megan, { resourceId: thing })).space).toMatchObject({ title: 'Bridge', people: 3 })
    expect(await through()).toEqual([
      [idOf('nicole'), true],
      [idOf('omar'), false],
    ])
    await revoke('nicole')
    expect(await through()).toEqual([
      [idOf('nicole'), false],
      [idOf('omar'), false],
    ])
    expect((await getShare(people.megan, { resourceId: thing })).space).toMatchObject({ people: 2 })
  })

  it('may be some who only view, through the space too', async () => {
    const fileId = await uploaded(people.megan, 'Rates.xlsx', 'application/octet-stream')
    const resourceId = await put('megan', { kind: 'file', fileId })
    const hasViewers = async () => (await getShare(people.megan, { resourceId })).hasViewers
    await join('lee', 'contribute')
    expect(await hasViewers()).toBe(false)
    await join('nicole', 'view')
    expect(await hasViewers()).toBe(true)
    await revoke('nicole')
    expect(await hasViewers()).toBe(false)
  })
})

describe('what is shared with one', () => {
  const inbox = async (as: CastName) => (await listInbox(people[as])).rows.map(({ title, kind }) => [title, kind])

  it('is a space that one was let into, in whatever role, and none that one made, nor what is in it', async () => {
    await join('lee', 'manage')
    await join('priya', 'view')
    await join('nicole', 'contribute')
    expect(await inbox('megan')).toEqual([])
    for (const name of ['lee', 'priya', 'nicole'] as const) expect(await inbox(name)).toEqual([['Bridge', 'space']])
    expect((await listInbox(people.lee)).rows).toMatchObject([{ role: 'manage', isNew: true, endsAt: null }])
    await join('nicole', 'view', thing)
    expect((await inbox('nicole')).map(([title]) => title).sort()).toEqual(['Bridge', 'Rates'])
    await getSpace(people.lee, { spaceId })
    expect((await listInbox(people.lee)).rows).toMatchObject([{ isNew: false }])
  })

  it('names who manages the space now', async () => {
    await join('nicole', 'contribute')
    await join('lee', 'manage')
    const sharer = async () => (await listInbox(people.nicole)).rows.map((row) => row.sharer.address)
    expect(await sharer()).toEqual([addressOf('megan')])
    await giveUpGrant(people.megan, { grantId: (await findGrant('megan')).id })
    expect(await sharer()).toEqual([addressOf('lee')])
  })
})

describe('the guests of a member', () => {
  const guests = async (as: CastName) => (await listMyGuests(people[as])).rows.map(({ id, grants }) => [id, grants])

  it('are those of the spaces that they manage, whoever let them in', async () => {
    await join('lee', 'manage')
    await join('priya', 'contribute')
    await join('nicole', 'contribute')
    await join('nicole', 'view', thing)
    expect(await guests('megan')).toEqual([[idOf('nicole'), 2]])
    expect(await guests('lee')).toEqual([[idOf('nicole'), 2]])
    expect(await guests('priya')).toEqual([])
    const held = async (as: CastName) =>
      (await getMyGuest(people[as], { principalId: idOf('nicole') })).grants.rows
        .map(({ resource }) => resource.title)
        .sort()
    expect([await held('megan'), await held('lee')]).toEqual([
      ['Bridge', 'Rates'],
      ['Bridge', 'Rates'],
    ])
    await share(people.priya, { title: 'Hers', addresses: addressOf('nicole') })
    expect(await held('lee')).toEqual(['Bridge', 'Rates'])
    expect([await held('priya'), await guests('priya')]).toEqual([['Hers'], [[idOf('nicole'), 1]]])
    await revoke('lee')
    expect(await guests('lee')).toEqual([])
    await expect(held('lee')).rejects.toThrow(NotFound)
    await expect(getMyGuest(people.adele, { principalId: idOf('nicole') })).rejects.toThrow(NotFound)
  })

  it('are no longer of whoever made a space and left it', async () => {
    await join('lee', 'manage')
    await join('nicole', 'view')
    await giveUpGrant(people.megan, { grantId: (await findGrant('megan')).id })
    expect([await guests('megan'), await guests('lee')]).toEqual([[], [[idOf('nicole'), 1]]])
  })
})

describe('search', () => {
  const hits = async (as: CastName, q: string) =>
    (await search(people[as], { q, only: 'resource' })).map(({ title, hint, href }) => [title, hint, href])

  it('leads everybody in a space to the space and to what is in it', async () => {
    await join('lee', 'manage')
    await join('nicole', 'view')
    for (const name of ['megan', 'lee', 'nicole'] as const) {
      expect(await hits(name, 'bridge')).toEqual([['Bridge', 'Space', `/spaces/${spaceId}`]])
      expect(await hits(name, 'rates')).toEqual([['Rates', 'In Bridge', `/shared-with-me/${thing}`]])
    }
  })

  it('finds nothing for people outside, and names no space to them', async () => {
    for (const name of ['lee', 'omar'] as const) {
      expect(await hits(name, 'bridge')).toEqual([])
      expect(await hits(name, 'rates')).toEqual([])
    }
    expect(await hits('adele', 'rates')).toEqual([['Rates', 'Shared by Megan Bowen', `/shares/${thing}`]])
    expect(await hits('adele', 'bridge')).toEqual([['Bridge', 'Space', `/shares/${spaceId}`]])
    await join('omar', 'view', thing)
    expect(await hits('omar', 'rates')).toEqual([['Rates', 'Shared by Megan Bowen', `/shared-with-me/${thing}`]])
    expect(await hits('omar', 'bridge')).toEqual([])
  })

  it('finds guests of a space for its managers alone', async () => {
    await join('lee', 'manage')
    await join('priya', 'contribute')
    await join('nicole', 'view')
    const found = async (as: CastName) => (await search(people[as], { q: 'nicole' })).map(({ title }) => title)
    expect([await found('megan'), await found('lee'), await found('priya'), await found('omar')]).toEqual([
      ['Nicole Baker'],
      ['Nicole Baker'],
      [],
      [],
    ])
  })
})

describe('explainAccess', () => {
  const explain = (resourceId: string, name: CastName = 'nicole', as: CastName = 'megan') =>
    explainAccess(people[as], { resourceId, principalId: idOf(name) })

  it('tells that somebody opens a thing through the space that it is in', async () => {
    await join('nicole', 'contribute')
    expect(await explain(thing)).toMatchObject({
      opens: true,
      reasons: ['Megan Bowen gave them access to the space that it is in, to contribute.'],
    })
    expect(await explain(spaceId)).toMatchObject({
      opens: true,
      reasons: ['Megan Bowen gave them access, to contribute.'],
    })
    await join('nicole', 'view', thing)
    expect((await explain(thing)).reasons).toEqual(['Megan Bowen gave them access.'])
    await revoke('nicole', thing)
    expect((await explain(thing)).reasons).toEqual([
      'Megan Bowen gave them access to the space that it is in, to contribute.',
    ])
    await revoke('nicole')
    expect(await explain(thing)).toMatchObject({ opens: false, reasons: ['Their access was revoked.'] })
    await expect(explain(thing, 'omar')).rejects.toThrow(NotFound)
    await expect(explain(thing, 'nicole', 'lee')).rejects.toThrow(NotFound)
  })

  it('rests on what a guest opened in spaces that the member manages, and on nothing of others', async () => {
    await join('nicole', 'view')
    await join('nicole', 'view', thing)
    const other = await put('megan', { title: 'Other' })
    const { resourceId: elsewhere } = await share(people.lee, { addresses: addressOf('nicole') })
    const see = async (resourceId: string, ago: number) => {
      const reference = newReference()
      const facts = JSON.parse(JSON.stringify(factsFor(people.nicole, { area: 'sign-in' })))
      const seen = { at: after(now(), -ago), kind: 'access', outcome: 'allowed', reference, resourceId, facts } as const
      await writeSignIn({
        ...seen,
        principalId: idOf('nicole'),
        principalKind: 'guest',
        sessionId: people.nicole.session.id,
        platform: 'windows',
        browser: 'Chrome',
        strength: 'mailbox',
        newBrowser: false,
        policies: [],
      })
      return reference
    }
    await see(elsewhere, HOUR)
    expect((await explain(thing)).seen).toBeNull()
    const reference = await see(other, DAY)
    expect((await explain(thing)).seen?.reference).toBe(reference)
  })
})
