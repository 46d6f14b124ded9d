import { beforeEach, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { anew, makePolicy } from '../access/testing'
import { now } from '../clock'
import { db } from '../db/client'
import { seatCast, stranger } from '../db/testing'
import { AccessDenied } from '../errors'
import type { Caller, PersonCaller } from '../principal'
import { search } from './search'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
  const { megan, nicole } = people
  const common = { kind: 'page' as const, body: '', sharedById: megan.principal.id, createdAt: now() }
  const plan = await db().resource.create({ data: { ...common, title: 'Q3 plan' } })
  await db().resource.create({ data: { ...common, title: 'Secret plan' } })
  await db().grant.create({
    data: {
      resourceId: plan.id,
      principalId: nicole.principal.id,
      role: 'view',
      grantedAt: now(),
      grantedById: megan.principal.id,
    },
  })
})

const found = async (caller: Caller, q: string) => (await search(caller, { q })).map(({ title }) => title).sort()

it('shows resources to those who share them, hold them or administer', async () => {
  expect(await found(people.megan, 'PLAN')).toEqual(['Q3 plan', 'Secret plan'])
  expect(await found(people.adele, 'plan')).toEqual(['Q3 plan', 'Secret plan'])
  expect(await found(people.nicole, 'plan')).toEqual(['Q3 plan'])
  expect(await found(people.lee, 'plan')).toEqual([])
})

it('shows people to those who share with them and to administrators; guests find nobody', async () => {
  expect(await found(people.megan, 'nicole')).toEqual(['Nicole Baker'])
  expect(await found(people.megan, 'omar')).toEqual([])
  expect(await found(people.adele, 'omar')).toEqual(['Omar Haddad'])
  expect(await found(people.nicole, 'megan')).toEqual([])
})

it('looks for one kind alone, and then for more of it', async () => {
  const { adele, megan } = people
  for (let n = 0; n < 8; n++)
    await db().principal.create({ data: { kind: 'guest', address: `ada.${n}@contoso.example`, createdAt: now() } })
  await db().principal.create({
    data: { kind: 'member', address: 'ada.z@woodgrove.example', name: 'Ada Zed', createdAt: now() },
  })
  const only = async (caller: Caller, q: string, kind?: string) =>
    (await search(caller, { q, only: kind })).map(({ title }) => title)
  expect(await only(adele, 'ada.')).toHaveLength(6)
  expect(await only(adele, 'ada.', 'guest')).toHaveLength(8)
  expect(await only(adele, 'ada.', 'member')).toEqual(['Ada Zed'])
  expect(await only(adele, 'ada.', 'person')).toHaveLength(9)
  expect(await only(adele, 'n', 'resource')).toEqual(expect.arrayContaining(['Q3 plan', 'Secret plan']))
  expect(await only(adele, 'n', 'resource')).toHaveLength(2)
  expect(await only(megan, 'omar', 'guest')).toEqual([])
  expect(await only(people.nicole, 'megan', 'member')).toEqual([])
  expect(await only(adele, 'ada.', 'everything')).toHaveLength(6)
})

it('leads each to a page of their own', async () => {
  const [mine] = await search(people.megan, { q: 'Q3' })
  const [theirs] = await search(people.nicole, { q: 'Q3' })
  expect(mine!.href).toMatch(/^\/shares\//)
  expect(theirs).toMatchObject({ hint: 'Shared by Megan Bowen', href: expect.stringMatching(/^\/shared-with-me\//) })
})

it('answers nothing to nothing, takes wildcards as written, and refuses a stranger', async () => {
  expect(await found(people.adele, ' ')).toEqual([])
  expect(await found(people.adele, '%')).toEqual([])
  await expect(search(stranger, { q: 'plan' })).rejects.toThrow(AccessDenied)
})

it('finds in each part of the portal only what policies let the caller list there', async () => {
  const { adele, megan, nicole } = people
  await db().resource.create({
    data: { kind: 'page', body: '', title: 'Plan of Adele', sharedById: adele.principal.id, createdAt: now() },
  })
  await makePolicy({ who: { members: true }, what: { areas: ['administration'] }, controls: { multiFactor: true } })
  const asked = await anew(adele)
  expect([await found(asked, 'omar'), await found(asked, 'plan')]).toEqual([[], ['Plan of Adele']])
  expect(await search(asked, { q: 'omar', only: 'guest' })).toEqual([])
  const shown = { ...asked, session: { ...asked.session, proofs: { passkey: now() } } }
  expect([await found(shown, 'omar'), await found(shown, 'plan')]).toEqual([
    ['Omar Haddad'],
    ['Plan of Adele', 'Q3 plan', 'Secret plan'],
  ])
  expect([await found(await anew(megan), 'nicole'), await found(await anew(megan), 'plan')]).toEqual([
    ['Nicole Baker'],
    ['Q3 plan', 'Secret plan'],
  ])

  await makePolicy({ who: { guests: true, members: true }, what: { areas: ['sharing'] }, controls: { block: true } })
  const held = await db().resource.create({
    data: { kind: 'page', body: '', title: 'Plan of Lee', sharedById: people.lee.principal.id, createdAt: now() },
  })
  await db().grant.create({
    data: {
      resourceId: held.id,
      principalId: megan.principal.id,
      role: 'view',
      grantedAt: now(),
      grantedById: people.lee.principal.id,
    },
  })
  expect([
    await found(await anew(megan), 'nicole'),
    await found(await anew(megan), 'plan'),
    await found(await anew(nicole), 'plan'),
  ]).toEqual([[], ['Plan of Lee'], ['Q3 plan']])
})
