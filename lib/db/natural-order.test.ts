import { beforeEach, describe, expect, it } from 'vitest'
import { now } from '../clock'
import { listLocations } from '../policies/locations/list-locations'
import { listPolicies } from '../policies/list-policies'
import { addThing, makeSpace } from '../invitations/testing'
import { listShares } from '../sharing/list-shares'
import { getSpace } from '../sharing/spaces/get-space'
import { listSpaces } from '../sharing/spaces/list-spaces'
import { listGuests } from '../people/guests/list-guests'
import { db } from './client'
import { seatCast } from './testing'

const read = ['2 plans', '10 plans', 'Äpfel', 'apple', 'Budget 2', 'budget 10', 'édition', 'fable', 'Zebra', 'Żubr']

let people: Awaited<ReturnType<typeof seatCast>>
beforeEach(async () => {
  people = await seatCast()
})

const mixed = [...read].reverse()

describe('what people name is listed as they read it', () => {
  it('titles of shares', async () => {
    for (const title of mixed)
      await db().resource.create({
        data: {
          kind: 'link',
          url: 'https://a.example/',
          title,
          sharedById: people.megan.principal.id,
          createdAt: now(),
        },
      })
    const { rows } = await listShares(people.megan, { sort: 'title' })
    expect(rows.map(({ title }) => title)).toEqual(read)
  })

  it('spaces, and what is in one', async () => {
    for (const name of mixed) await makeSpace(people.megan, { name })
    const spaces = await listSpaces(people.megan, { sort: 'name' })
    expect(spaces.rows.map(({ name }) => name)).toEqual(read)
    const { spaceId } = spaces.rows[0]!
    for (const title of mixed) await addThing(people.megan, spaceId, { title })
    const { contents } = await getSpace(people.megan, { spaceId, sort: 'title' })
    expect(contents?.rows.map(({ title }) => title)).toEqual(read)
  })

  it('policies and locations', async () => {
    for (const name of mixed) {
      await db().policy.create({ data: { name, state: 'off', settings: {}, createdAt: now(), changedAt: now() } })
      await db().namedLocation.create({
        data: { name, kind: 'network', ranges: [], createdAt: now(), changedAt: now() },
      })
    }
    expect((await listPolicies(people.adele, { sort: 'name' })).rows.map(({ name }) => name)).toEqual(read)
    expect((await listLocations(people.adele, {})).rows.map(({ name }) => name)).toEqual(read)
  })

  it('guests by name, and by address where there is none', async () => {
    await db().grant.deleteMany()
    for (const [at, name] of mixed.entries())
      await db().principal.create({
        data: {
          kind: 'guest',
          address: `g${at}@contoso.example`,
          name,
          createdAt: now(),
          guest: { create: { invitedAt: now() } },
        },
      })
    const { rows } = await listGuests(people.adele, { sort: 'name' })
    const names = rows.map(({ name, address }) => name ?? address)
    expect(names.filter((name) => read.includes(name))).toEqual(read)
  })
})
