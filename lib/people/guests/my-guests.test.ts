import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, DAY, HOUR, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { AccessDenied, NotFound } from '../../errors'
import type { PersonCaller } from '../../principal'
import { deleteResource } from '../../sharing/delete-resource'
import { revokeGrant } from '../../sharing/revoke-grant'
import { blockGuest } from './block-guest'
import { getMyGuest } from './get-my-guest'
import { listMyGuests } from './list-my-guests'
import { removeGuest } from './remove-guest'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const idOf = (name: CastName) => people[name].principal.id

type Terms = { endsAt?: Date | null; lastOpenedAt?: Date | null; openCount?: number; grantedAt?: Date }

async function share(sharer: CastName, title: string, holders: Partial<Record<CastName, Terms>>) {
  const { id } = await db().resource.create({
    data: { kind: 'page', title, body: 'x', sharedById: idOf(sharer), createdAt: now() },
  })
  for (const [name, terms] of Object.entries(holders))
    await db().grant.create({
      data: {
        resourceId: id,
        principalId: idOf(name as CastName),
        role: 'view',
        grantedAt: now(),
        grantedById: idOf(sharer),
        endsAt: null,
        ...terms,
      },
    })
  return id
}

const list = async (input: object = {}, as: CastName = 'megan') =>
  (await listMyGuests(people[as], input)).rows.map(({ address }) => address.split('@')[0])

describe('listMyGuests', () => {
  it('tells of each guest what they hold of the member’s, when the first of it ends, and when it was opened', async () => {
    const [soon, late, opened] = [after(now(), DAY), after(now(), 9 * DAY), after(now(), -HOUR)]
    await share('megan', 'One', { nicole: { endsAt: late, lastOpenedAt: after(opened, -DAY) }, lee: {} })
    await share('megan', 'Two', { nicole: { endsAt: soon, lastOpenedAt: opened } })
    await share('megan', 'Over', {
      nicole: { grantedAt: after(now(), -2 * DAY), endsAt: after(now(), -DAY), lastOpenedAt: now() },
    })
    await share('priya', 'Theirs', { nicole: { endsAt: after(now(), HOUR), lastOpenedAt: now() } })
    const { rows, total } = await listMyGuests(people.megan)
    expect(total).toBe(1)
    expect(rows).toEqual([
      {
        id: idOf('nicole'),
        address: people.nicole.principal.address,
        name: people.nicole.principal.name,
        state: expect.stringMatching(/active|pending/),
        grants: 2,
        grantedAt: expect.any(Date),
        endsAt: soon,
        lastOpenedAt: opened,
      },
    ])
  })

  it('puts them in order, and finds them by name and address alone, with signs of a pattern as they are typed', async () => {
    const grantedAt = after(now(), -DAY)
    await share('megan', 'One', {
      nicole: { endsAt: after(now(), 2 * DAY), grantedAt },
      omar: { endsAt: after(now(), DAY), lastOpenedAt: now() },
    })
    const [nicole, omar] = [people.nicole, people.omar].map(({ principal }) => principal.address.split('@')[0])
    expect(await list()).toEqual([omar, nicole])
    expect(await list({ sort: 'ending' })).toEqual([omar, nicole])
    expect(await list({ sort: 'opened' })).toEqual([omar, nicole])
    expect((await list({ sort: 'name' })).toSorted()).toEqual([nicole, omar].toSorted())
    expect(await list({ q: 'OMAR' })).toEqual([omar])
    expect(await list({ q: 'One' })).toEqual([])
    expect(await list({ q: '%' })).toEqual([])
    expect(await list({ q: '_' })).toEqual([])
    expect(await list({ page: '9' })).toEqual([omar, nicole])
  })

  it('leaves out whoever was removed, whose access ended, and whatever was deleted; a blocked guest stays', async () => {
    const first = await share('megan', 'One', { nicole: {}, omar: {} })
    await blockGuest(people.adele, { principalId: idOf('nicole') })
    expect((await listMyGuests(people.megan)).rows.find(({ id }) => id === idOf('nicole'))?.state).toBe('blocked')
    await removeGuest(people.adele, { principalId: idOf('omar') })
    expect(await list()).toHaveLength(1)
    const grant = await db().grant.findFirstOrThrow({ where: { resourceId: first, principalId: idOf('nicole') } })
    await revokeGrant(people.megan, { grantId: grant.id })
    expect(await list()).toEqual([])
    const second = await share('megan', 'Two', { nicole: {} })
    expect(await list()).toHaveLength(1)
    await deleteResource(people.megan, { resourceId: second })
    expect(await list()).toEqual([])
  })

  it('is for members, and each member’s own: an administrator sees no other’s', async () => {
    await share('megan', 'One', { nicole: {} })
    await expect(listMyGuests(people.nicole)).rejects.toThrow(AccessDenied)
    for (const other of ['lee', 'adele'] as const) expect(await list({}, other)).toEqual([])
  })
})

describe('getMyGuest', () => {
  const see = (as: CastName, of: CastName = 'nicole') => getMyGuest(people[as], { principalId: idOf(of) })

  it('shows what the guest holds of the member’s, how often it was opened, and nothing that others share', async () => {
    await share('megan', 'One', { nicole: { lastOpenedAt: now(), openCount: 3 } })
    await share('priya', 'Theirs', { nicole: {} })
    const { person, grants } = await see('megan')
    expect(person.address).toBe(people.nicole.principal.address)
    expect(grants.rows.map(({ resource, openCount }) => [resource.title, openCount])).toEqual([['One', 3]])
    expect(grants.total).toBe(1)
  })

  it('keeps what was revoked a moment ago, to be given back', async () => {
    const resourceId = await share('megan', 'One', { nicole: {} })
    const grant = await db().grant.findFirstOrThrow({ where: { resourceId } })
    await revokeGrant(people.megan, { grantId: grant.id })
    expect((await see('megan')).grants.rows).toMatchObject([{ status: 'revoked', undo: expect.any(Object) }])
  })

  it('is not there for whoever shares nothing with them, nor of members, of people who are gone, and of nobody', async () => {
    await share('megan', 'One', { nicole: {}, omar: {}, lee: {} })
    for (const other of ['lee', 'adele', 'priya'] as const) await expect(see(other)).rejects.toThrow(NotFound)
    await expect(see('nicole', 'omar')).rejects.toThrow(AccessDenied)
    await expect(see('megan', 'lee')).rejects.toThrow(NotFound)
    await removeGuest(people.adele, { principalId: idOf('omar') })
    await expect(see('megan', 'omar')).rejects.toThrow(NotFound)
    for (const id of ['', 'x', '00000000-0000-4000-8000-000000000000'])
      await expect(getMyGuest(people.megan, { principalId: id })).rejects.toThrow(NotFound)
  })
})
