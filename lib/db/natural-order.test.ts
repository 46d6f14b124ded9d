import { beforeEach, describe, expect, it } from 'vitest'
import { now } from '../clock'
import { listLocations } from '../policies/locations/list-locations'
import { listPolicies } from '../policies/list-policies'
import { listShares } from '../sharing/list-shares'
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
