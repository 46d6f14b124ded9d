import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, DAY, HOUR, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { AccessDenied, Conflict, Invalid, NotFound } from '../../errors'
import { uploaded } from '../../files/testing'
import { mayReceiveCode, readStanding } from '../../identity/joining/eligibility'
import { makeShareLink } from '../../identity/testing'
import { add, addThing, contentsOf, makeSpace } from '../../invitations/testing'
import type { PersonCaller } from '../../principal'
import type { Role } from '../../role'
import { search } from '../../search/search'
import { ChangeResource, changeResource } from '../change-resource'
import { deleteResource } from '../delete-resource'
import { explainAccess } from '../explain-access'
import { getEnding } from '../get-ending'
import { getSharedResource } from '../get-shared-resource'
import { getShare } from '../get-share'
import { getShareLink } from '../get-share-link'
import { listHappenings } from '../list-happenings'
import { listInbox } from '../list-inbox'
import { listPeople } from '../list-people'
import { mayStillOpen, openFile } from '../open-file'
import { revokeGrant } from '../revoke-grant'
import { AddVersion, addVersion } from '../versions/add-version'
import { startReview } from '../../reviews/testing'
import { restoreResource } from '../trash/restore-resource'
import { listVersions } from '../versions/list-versions'
import { listPlaces } from './list-places'
import { archiveSpace } from './archive-space'
import { getSpace } from './get-space'
import { getSpaceSettings } from './get-space-settings'
import { letGuestsMeet } from './let-guests-meet'
import { putIntoSpace } from './put-into-space'
import { reopenSpace } from './reopen-space'
import { setGuestsEnd } from './set-guests-end'
import { takeOutOfSpace } from './take-out-of-space'

let people: Record<CastName, PersonCaller>
let spaceId: string

/** Megan makes a space. */
beforeEach(async () => {
  people = await seatCast()
  spaceId = (await makeSpace(people.megan)).spaceId
})

const idOf = (name: CastName) => people[name].principal.id
const join = (name: CastName, role: Role, resourceId = spaceId, ends = 'never') =>
  add(people.megan, resourceId, people[name].principal.address, { role, ends })
const put = async (name: CastName, fields: Record<string, unknown> = {}) =>
  (await addThing(people[name], spaceId, fields)).resourceId
const putFile = async (name: CastName, file = 'Rates.pdf') =>
  put(name, { kind: 'file', title: file, fileId: await uploaded(people[name], file) })
const day = (from: number) =>
  after(now(), from * DAY)
    .toISOString()
    .slice(0, 10)
/** Lets the space end for guests a moment ago, as a day that went by does. */
const end = () => db().resource.update({ where: { id: spaceId }, data: { guestsUntil: now() } })
const setEnd = (guestsUntil: string, by: CastName = 'megan') => setGuestsEnd(people[by], { spaceId, guestsUntil })
const contents = async (name: CastName) => (await contentsOf(people[name], { spaceId })).rows
const company = async (name: CastName) =>
  (await getSpace(people[name], { spaceId })).company!.people.map((person) => person.name)
const inbox = async (name: CastName) => (await listInbox(people[name])).rows
const eventsOf = async (type: string) =>
  (await db().auditEvent.findMany({ where: { resourceId: spaceId, type }, orderBy: { id: 'asc' } })).map(
    ({ detail }) => detail,
  )

describe('the end for guests', () => {
  it('takes everything in the space from guests, by every way, and nothing from members', async () => {
    const fileId = await putFile('megan')
    await join('nicole', 'download')
    await join('lee', 'download')
    const asked = { resourceId: fileId, download: true }
    const opened = await openFile(people.nicole, asked)
    expect(await mayStillOpen(people.nicole, asked, opened)).toBe(true)
    await end()
    for (const resourceId of [fileId, spaceId])
      await expect(getSharedResource(people.nicole, { resourceId }), resourceId).rejects.toThrow(NotFound)
    await expect(getSpace(people.nicole, { spaceId })).rejects.toThrow(NotFound)
    await expect(openFile(people.nicole, { resourceId: fileId, download: false })).rejects.toThrow(NotFound)
    expect(await mayStillOpen(people.nicole, asked, opened)).toBe(false)
    expect(await inbox('nicole')).toEqual([])
    expect(JSON.stringify(await search(people.nicole, { q: 'Rates' }))).not.toContain(fileId)
    expect((await openFile(people.lee, { resourceId: fileId, download: true })).name).toBe('Rates.pdf')
    expect(await inbox('lee')).toHaveLength(1)
  })

  it('brings them back with what they had when the day is moved, and writes no grant', async () => {
    await put('megan')
    await join('nicole', 'contribute')
    const before = await db().grant.findMany({ where: { resourceId: spaceId }, orderBy: { id: 'asc' } })
    await end()
    await expect(put('nicole')).rejects.toThrow(NotFound)
    await setEnd(day(2))
    expect(await contents('nicole')).toHaveLength(1)
    await put('nicole')
    await setEnd('')
    expect((await getSpaceSettings(people.megan, { spaceId })).guestsUntil).toBeNull()
    const after = await db().grant.findMany({ where: { resourceId: spaceId }, orderBy: { id: 'asc' } })
    const terms = ({ role, endsAt, revokedAt }: (typeof after)[number]) => ({ role, endsAt, revokedAt })
    expect(after.map(terms)).toEqual(before.map(terms))
  })

  it('leaves a guest the grant of their own on a thing in it, which has its own end', async () => {
    const own = await put('megan')
    await join('nicole', 'view')
    await join('nicole', 'view', own, '30')
    await end()
    expect((await getSharedResource(people.nicole, { resourceId: own })).space).toBeNull()
    expect((await inbox('nicole')).map(({ resourceId }) => resourceId)).toEqual([own])
  })

  it('is the end that guests and managers are shown where it comes first', async () => {
    await join('nicole', 'view', spaceId, '90')
    await join('lee', 'view', spaceId, '90')
    await setEnd(day(3))
    const { guestsUntil } = await db().resource.findUniqueOrThrow({ where: { id: spaceId } })
    expect((await inbox('nicole'))[0]).toMatchObject({ endsAt: guestsUntil, endingSoon: true })
    expect((await inbox('lee'))[0]).toMatchObject({ endingSoon: false })
    expect((await getSharedResource(people.nicole, { resourceId: spaceId })).grant).toMatchObject({
      endsAt: guestsUntil,
      endingSoon: true,
    })
    const rows = async () => {
      const { rows } = await listPeople(people.megan, { resourceId: spaceId })
      return Object.fromEntries(rows.map(({ person, status, endsAt }) => [person.address, { status, endsAt }]))
    }
    expect((await rows())[people.nicole.principal.address]!.endsAt).toEqual(guestsUntil)
    await end()
    const shown = await rows()
    expect(shown[people.nicole.principal.address]!.status).toBe('ended')
    expect(shown[people.lee.principal.address]!.status).toBe('active')
    expect(await getEnding(people.nicole, { resourceId: spaceId })).toMatchObject({ how: 'ran-out' })
    const explained = await explainAccess(people.megan, { resourceId: spaceId, principalId: idOf('nicole') })
    expect(explained).toMatchObject({ opens: false, reasons: ['The space has ended for guests.'] })
  })

  it('is what letters and invitations say where it comes first', async () => {
    await setEnd(day(3))
    const { guestsUntil } = await db().resource.findUniqueOrThrow({ where: { id: spaceId } })
    await add(people.megan, spaceId, 'new@contoso.example', { role: 'view', ends: 'never' })
    await join('nicole', 'view')
    await join('lee', 'view')
    const said = async (template: string, recipient: string) =>
      (await db().mail.findFirstOrThrow({ where: { template, recipient } })).input as {
        input: { endsAt: string | null }
      }
    expect((await said('invitation', 'new@contoso.example')).input.endsAt).toBe(guestsUntil!.toISOString())
    expect((await said('access-added', people.nicole.principal.address)).input.endsAt).toBe(guestsUntil!.toISOString())
    expect((await said('access-added', people.lee.principal.address)).input.endsAt).toBeNull()
    const invitation = await db().invitation.findFirstOrThrow({
      where: { principal: { address: 'new@contoso.example' } },
    })
    expect(invitation.expiresAt).toEqual(guestsUntil)
    const question = { address: 'new@contoso.example', purpose: 'sign-in' as const }
    expect(mayReceiveCode(await readStanding(db(), question, now()), question, now())).toBe(true)
    await end()
    expect(mayReceiveCode(await readStanding(db(), question, now()), question, now())).toBe(false)
    const grant = await db().grant.findFirstOrThrow({ where: { resourceId: spaceId, principalId: idOf('nicole') } })
    expect(grant.endsAt).toBeNull()
  })

  it('leaves nobody out of a review: a grant that the day would bring back is asked about', async () => {
    await join('nicole', 'view')
    await end()
    const { roundId } = await startReview(people)
    expect(await db().reviewItem.count({ where: { roundId, principalId: idOf('nicole') } })).toBe(1)
  })

  it('refuses to invite guests to a space that is over, lets members in, and shuts its links for strangers', async () => {
    const link = await makeShareLink({ resourceId: spaceId, createdById: idOf('megan'), audience: 'anyone' })
    await end()
    await expect(join('nicole', 'view')).rejects.toThrow(Conflict)
    await join('lee', 'view')
    expect(await getShareLink(people.omar, { token: link.token })).toMatchObject({ standing: 'ended', resource: null })
    const question = { address: 'sam@northwind.example', purpose: 'share-link' as const, shareLinkId: link.id }
    expect(mayReceiveCode(await readStanding(db(), question, now()), question, now())).toBe(false)
    await setEnd('')
    expect(mayReceiveCode(await readStanding(db(), question, now()), question, now())).toBe(true)
  })

  it('takes a day to come alone, leaves one that is over as it is, and writes nothing where nothing changed', async () => {
    await expect(setEnd(day(-2))).rejects.toThrow(Invalid)
    await expect(setEnd('2026-13-01')).rejects.toThrow(Invalid)
    await expect(setEnd(day(4000))).rejects.toThrow(Invalid)
    await end()
    const { guestsUntil } = await getSpaceSettings(people.megan, { spaceId })
    await setEnd(guestsUntil!)
    expect((await getSpaceSettings(people.megan, { spaceId })).over).toBe(true)
    expect(await eventsOf('space.changed')).toEqual([])
    await setEnd(day(5))
    await setEnd(day(5))
    await setEnd('')
    expect(await eventsOf('space.changed')).toEqual([
      { guestsUntil: expect.stringMatching(/T\d\d:59:59.000Z$/) },
      { guestsUntil: null },
    ])
    const { rows } = await listHappenings(people.megan, { resourceId: spaceId })
    expect(rows.filter(({ type }) => type === 'space.changed')).toHaveLength(2)
  })
})

describe('the archive', () => {
  it('can be read by all as before, and nothing in it changes, until it is opened again', async () => {
    const fileId = await putFile('megan')
    const pageId = await put('megan', { kind: 'page', title: 'Plan', body: 'Plan' })
    await join('nicole', 'contribute')
    const own = (await addThing(people.megan, spaceId, { kind: 'page', title: 'Own', body: 'Own' })).resourceId
    await takeOutOfSpace(people.megan, { resourceId: own })
    await archiveSpace(people.megan, { spaceId })
    await archiveSpace(people.megan, { spaceId })
    expect(await contents('nicole')).toHaveLength(2)
    expect((await openFile(people.nicole, { resourceId: fileId, download: true })).name).toBe('Rates.pdf')
    const space = await getSpace(people.megan, { spaceId })
    expect(space).toMatchObject({ archivedAt: expect.any(Date), may: { add: false, manage: true, edit: false } })
    const newer = await uploaded(people.megan, 'Newer.pdf')
    const trials: [string, () => Promise<unknown>][] = [
      ['adds', () => put('megan')],
      ['adds as a guest', () => put('nicole')],
      ['changes a page', () => changeResource(people.megan, ChangeResource.parse({ resourceId: pageId, title: 'X' }))],
      ['renames it', () => changeResource(people.megan, ChangeResource.parse({ resourceId: spaceId, title: 'X' }))],
      ['puts in', () => putIntoSpace(people.megan, { resourceId: own, spaceId })],
      ['takes out', () => takeOutOfSpace(people.megan, { resourceId: fileId })],
      ['deletes in it', () => deleteResource(people.megan, { resourceId: fileId })],
      ['puts a version', () => addVersion(people.megan, AddVersion.parse({ resourceId: fileId, fileId: newer }))],
    ]
    for (const [what, trial] of trials) await expect(trial(), what).rejects.toThrow(AccessDenied)
    expect((await listVersions(people.megan, { resourceId: fileId })).rows).toEqual([])
    expect((await getShare(people.megan, { resourceId: fileId })).may).toMatchObject({
      change: false,
      readVersions: true,
    })
    expect(await listPlaces(people.megan)).toEqual([])
    // Administrators take down what does harm there, too.
    await deleteResource(people.adele, { resourceId: fileId })
    await restoreResource(people.adele, { resourceId: fileId })
    await reopenSpace(people.megan, { spaceId })
    await put('nicole')
    expect(await eventsOf('space.archived')).toHaveLength(1)
    expect(await eventsOf('space.reopened')).toHaveLength(1)
  })

  it('holds nobody in: access ends there as elsewhere, and the space can be deleted', async () => {
    await put('megan')
    await join('nicole', 'view')
    await archiveSpace(people.megan, { spaceId })
    const grant = await db().grant.findFirstOrThrow({ where: { resourceId: spaceId, principalId: idOf('nicole') } })
    await revokeGrant(people.megan, { grantId: grant.id })
    await expect(getSpace(people.nicole, { spaceId })).rejects.toThrow(NotFound)
    await deleteResource(people.megan, { resourceId: spaceId })
    expect(await db().resource.count({ where: { spaceId, deletedAt: null } })).toBe(0)
  })

  it('is changed by nobody who was let to just before it was archived', async () => {
    const page = await put('megan', { kind: 'page', title: 'Plan', body: 'Plan' })
    const tries = [
      ...Array.from({ length: 6 }, (_, nth) =>
        changeResource(people.megan, ChangeResource.parse({ resourceId: page, title: `Plan ${nth}`, body: `${nth}` })),
      ),
      ...Array.from({ length: 3 }, () => takeOutOfSpace(people.megan, { resourceId: page })),
    ]
    const settled = Promise.allSettled(tries)
    await archiveSpace(people.megan, { spaceId })
    await settled
    const of = { resourceId: { in: [spaceId, page] } }
    const events = await db().auditEvent.findMany({ where: of, orderBy: { id: 'asc' } })
    const archived = events.findIndex(({ type }) => type === 'space.archived')
    const after = events.slice(archived + 1).map(({ type }) => type)
    expect(after.filter((type) => type === 'resource.changed' || type === 'resource.moved')).toEqual([])
  })

  it('takes nothing any longer that was under way: of 16 who add while it is archived none comes after it', async () => {
    await join('nicole', 'contribute')
    const adding = Promise.allSettled(Array.from({ length: 16 }, () => put('nicole')))
    await archiveSpace(people.megan, { spaceId })
    const { archivedAt } = await db().resource.findUniqueOrThrow({ where: { id: spaceId } })
    await adding
    const things = await db().resource.count({ where: { spaceId } })
    await Promise.allSettled(Array.from({ length: 4 }, () => put('nicole')))
    expect(await db().resource.count({ where: { spaceId } })).toBe(things)
    expect(archivedAt).not.toBeNull()
  })
})

describe('guests', () => {
  it('see one another only while a manager lets them', async () => {
    await join('nicole', 'contribute')
    await join('omar', 'view')
    await put('nicole')
    const author = async () => (await getSpace(people.omar, { spaceId })).contents!.rows[0]!.addedBy
    expect(await author()).toBeNull()
    expect(await company('omar')).toEqual(['Megan Bowen', 'Omar Haddad'])
    await letGuestsMeet(people.megan, { spaceId, guestsMeet: 'on' })
    expect(await author()).toMatchObject({ id: idOf('nicole') })
    expect(await company('omar')).toEqual(['Megan Bowen', 'Nicole Baker', 'Omar Haddad'])
    await letGuestsMeet(people.megan, { spaceId, guestsMeet: 'on' })
    await letGuestsMeet(people.megan, { spaceId })
    expect(await author()).toBeNull()
    expect(await eventsOf('space.changed')).toEqual([{ guestsMeet: true }, { guestsMeet: false }])
  })
})

describe('what a guest adds', () => {
  it('is told to each who manages the space once an hour, and nothing that members add', async () => {
    await join('lee', 'manage')
    await join('nicole', 'contribute')
    await join('omar', 'contribute')
    const told = async () =>
      (await db().mail.findMany({ where: { template: 'added-to-space' } })).map(({ recipient }) => recipient).sort()
    await put('megan')
    expect(await told()).toEqual([])
    await Promise.all([put('nicole', { title: 'Plan' }), put('omar'), put('nicole'), put('nicole')])
    const managers = [people.lee.principal.address, people.megan.principal.address]
    expect(await told()).toEqual(managers)
    vi.useFakeTimers({ toFake: ['Date'], now: after(now(), HOUR) })
    await put('omar')
    expect(await told()).toEqual([...managers, ...managers].sort())
  })
})

describe('who is here', () => {
  it('is told to whoever does not manage the space, of those who are in it now', async () => {
    for (const name of ['lee', 'priya', 'nicole', 'omar'] as const) await join(name, 'view')
    expect(await company('lee')).toEqual(['Lee Gu', 'Megan Bowen', 'Priya Nair', 'Nicole Baker', 'Omar Haddad'])
    await db().principal.update({ where: { id: idOf('priya') }, data: { blockedAt: now() } })
    await db().guest.update({ where: { principalId: idOf('omar') }, data: { privacyAcceptedAt: null } })
    expect(await company('lee')).toEqual(['Lee Gu', 'Megan Bowen', 'Nicole Baker'])
    expect(await company('nicole')).toEqual(['Lee Gu', 'Megan Bowen', 'Nicole Baker'])
    await end()
    expect(await company('lee')).toEqual(['Lee Gu', 'Megan Bowen'])
    expect((await getSpace(people.megan, { spaceId })).company).toBeNull()
  })
})

describe('the settings', () => {
  it('are for those who manage the space alone', async () => {
    await join('lee', 'contribute')
    await join('nicole', 'contribute')
    const acts = (name: CastName) => [
      () => getSpaceSettings(people[name], { spaceId }),
      () => setEnd(day(2), name),
      () => letGuestsMeet(people[name], { spaceId, guestsMeet: 'on' }),
      () => archiveSpace(people[name], { spaceId }),
      () => reopenSpace(people[name], { spaceId }),
    ]
    for (const name of ['lee', 'nicole', 'omar'] as const)
      for (const act of acts(name)) await expect(act(), name).rejects.toThrow(NotFound)
    for (const act of acts('adele')) await expect(act()).rejects.toThrow(AccessDenied)
    const page = await put('megan')
    await expect(archiveSpace(people.megan, { spaceId: page })).rejects.toThrow(NotFound)
    expect(await db().resource.findUniqueOrThrow({ where: { id: spaceId } })).toMatchObject({
      guestsUntil: null,
      guestsMeet: false,
      archivedAt: null,
    })
  })
})
