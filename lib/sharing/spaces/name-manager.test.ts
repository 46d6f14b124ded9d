import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { AccessDenied, Conflict, Invalid, NotFound } from '../../errors'
import { add, addThing, makeSpace } from '../../invitations/testing'
import { disableMember } from '../../people/members/disable-member'
import { enableMember } from '../../people/members/enable-member'
import { getPerson } from '../../people/get-person'
import type { PersonCaller } from '../../principal'
import { getShare } from '../get-share'
import { getSpace } from './get-space'
import { nameManager } from './name-manager'

let people: Record<CastName, PersonCaller>
let spaceId: string

/** Megan makes a space, in which there is something. */
beforeEach(async () => {
  people = await seatCast()
  spaceId = (await makeSpace(people.megan)).spaceId
  await addThing(people.megan, spaceId)
})

const idOf = (name: CastName) => people[name].principal.id
const name = (who: string, by: CastName = 'adele') =>
  nameManager(people[by], { spaceId, address: `${who}@woodgrove.example` })
const disable = (who: CastName) => disableMember(people.adele, { principalId: idOf(who) })
const unmanaged = async () => (await getShare(people.adele, { resourceId: spaceId })).unmanaged
const hanging = async (who: CastName) => (await getPerson(people.adele, { principalId: idOf(who) })).hanging.spaces

describe('a space whose last manager is disabled', () => {
  it('is told of to administrators, who name somebody in whose name it runs from then on', async () => {
    expect([await unmanaged(), await hanging('megan')]).toEqual([false, [{ id: spaceId, title: 'Bridge' }]])
    await disable('megan')
    expect(await unmanaged()).toBe(true)
    const letters = await db().mail.findMany({ where: { template: 'member-changed-told' } })
    for (const { input } of letters) expect(JSON.stringify(input)).toContain('Bridge')
    await name('lee')
    expect((await getSpace(people.lee, { spaceId })).may.manage).toBe(true)
    const rows = await db().resource.findMany({ where: { OR: [{ id: spaceId }, { spaceId }] } })
    expect(new Set(rows.map(({ sharedById }) => sharedById))).toEqual(new Set([idOf('lee')]))
    expect(await db().mail.findMany({ where: { template: 'access-added' } })).toMatchObject([
      { recipient: people.lee.principal.address },
    ])
    expect([await unmanaged(), await hanging('megan'), await hanging('lee')]).toEqual([
      false,
      [],
      [{ id: spaceId, title: 'Bridge' }],
    ])
    await enableMember(people.adele, { principalId: idOf('megan') })
    expect(await hanging('lee')).toEqual([])
  })

  it('is given to nobody else, nor while somebody manages it', async () => {
    await expect(name('lee')).rejects.toThrow(Conflict)
    await add(people.megan, spaceId, people.priya.principal.address, { role: 'contribute', ends: 'never' })
    await add(people.megan, spaceId, people.nicole.principal.address, { role: 'contribute', ends: 'never' })
    await disable('megan')
    await expect(name('adele')).rejects.toThrow(AccessDenied)
    for (const who of ['megan', 'nobody', 'nicole']) await expect(name(who), who).rejects.toThrow(Invalid)
    for (const by of ['lee', 'priya', 'nicole', 'omar'] as const)
      await expect(name('lee', by), by).rejects.toThrow(NotFound)
    expect(await unmanaged()).toBe(true)
  })

  it('has one manager of 16 who are named at once', async () => {
    await disable('megan')
    const tries = await Promise.allSettled(Array.from({ length: 16 }, (_, nth) => name(nth % 2 ? 'lee' : 'priya')))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db().grant.count({ where: { resourceId: spaceId, role: 'manage' } })).toBe(2)
  })
})
