import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { AccessDenied, NotFound } from '../../errors'
import { uploaded } from '../../files/testing'
import { add, addThing, makeSpace, share } from '../../invitations/testing'
import type { PersonCaller } from '../../principal'
import type { Role } from '../../role'
import { deleteResource } from '../delete-resource'
import { getShare } from '../get-share'
import { listHappenings } from '../list-happenings'
import { openFile } from '../open-file'
import { revokeGrant } from '../revoke-grant'
import { AddVersion, addVersion } from '../versions/add-version'
import { getSpace } from './get-space'
import { listPlaces } from './list-places'
import { MOST_THINGS } from './lock-space'
import { putIntoSpace } from './put-into-space'
import { takeOutOfSpace } from './take-out-of-space'

let people: Record<CastName, PersonCaller>
let spaceId: string
let file: string

/** Megan makes a space, where Nicole may view. Lee shares a file with Omar. */
beforeEach(async () => {
  people = await seatCast()
  spaceId = (await makeSpace(people.megan)).spaceId
  await join('nicole', 'view')
  const fileId = await uploaded(people.lee, 'Rates.pdf')
  file = (await share(people.lee, { kind: 'file', fileId, role: 'download', addresses: addressOf('omar') })).resourceId
})

const idOf = (name: CastName) => people[name].principal.id
const addressOf = (name: CastName) => people[name].principal.address
const join = (name: CastName, role: Role) =>
  add(people.megan, spaceId, people[name].principal.address, { role, ends: 'never' })
const put = (name: CastName, resourceId = file, into = spaceId) =>
  putIntoSpace(people[name], { resourceId, spaceId: into })
const takeOut = (name: CastName, resourceId = file) => takeOutOfSpace(people[name], { resourceId })
const open = (name: CastName, version?: number) =>
  openFile(people[name], { resourceId: file, download: version !== undefined, version })
const rowOf = (id = file) => db().resource.findUniqueOrThrow({ where: { id } })
const moves = async () =>
  (
    await db().auditEvent.findMany({
      where: { resourceId: file, type: 'resource.moved' },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
    })
  ).map(({ callerId, detail }) => [callerId, detail])

describe('putIntoSpace', () => {
  it('opens a thing to everybody in the space, hands it to the managers, and leaves its own grants', async () => {
    await addVersion(
      people.lee,
      AddVersion.parse({ resourceId: file, fileId: await uploaded(people.lee, 'Rates 2027.pdf') }),
    )
    await expect(open('nicole')).rejects.toThrow(NotFound)
    await join('lee', 'contribute')
    expect(await put('lee')).toEqual({ resourceId: file, space: 'Bridge' })
    expect(await rowOf()).toMatchObject({ spaceId, sharedById: idOf('megan'), addedById: idOf('lee') })
    for (const name of ['nicole', 'omar', 'lee', 'megan'] as const)
      expect((await open(name)).name, name).toBe('Rates 2027.pdf')
    expect((await open('megan', 1)).name).toBe('Rates.pdf')
    await expect(open('lee', 1)).rejects.toThrow(NotFound)
    await expect(getShare(people.lee, { resourceId: file })).rejects.toThrow(NotFound)
    expect(await getShare(people.megan, { resourceId: file })).toMatchObject({ mine: true, space: { id: spaceId } })
    expect(await moves()).toEqual([[idOf('lee'), { spaceId, into: 'Bridge' }]])
    const { rows } = await listHappenings(people.megan, { resourceId: file })
    expect(rows.find(({ type }) => type === 'resource.moved')?.by?.name).toBe('Lee Gu')
    expect((await getSpace(people.nicole, { spaceId })).contents?.rows.map(({ title }) => title)).toEqual(['Rates'])
  })

  it('takes who shares it, and who contributes to the space', async () => {
    await expect(put('lee')).rejects.toThrow(NotFound)
    for (const role of ['view', 'download'] as const) {
      await join('lee', role)
      await expect(put('lee')).rejects.toThrow(AccessDenied)
      await db().grant.deleteMany({ where: { resourceId: spaceId, principalId: idOf('lee') } })
    }
    await expect(put('megan')).rejects.toThrow(NotFound)
    await expect(put('omar')).rejects.toThrow(NotFound)
    await expect(put('adele')).rejects.toThrow(AccessDenied)
    await join('adele', 'contribute')
    await expect(put('adele')).rejects.toThrow(AccessDenied)
    await join('lee', 'contribute')
    await revokeGrant(people.megan, {
      grantId: (await db().grant.findFirstOrThrow({ where: { resourceId: spaceId, principalId: idOf('lee') } })).id,
    })
    await expect(put('lee')).rejects.toThrow(NotFound)
    expect(await rowOf()).toMatchObject({ spaceId: null, sharedById: idOf('lee'), addedById: null })
    expect(await moves()).toEqual([])
  })

  it('puts nothing into what is no space, that was deleted, or is full, and no space into one', async () => {
    await join('lee', 'contribute')
    const other = (await makeSpace(people.lee, { name: 'Other' })).spaceId
    const { resourceId: thing } = await share(people.lee)
    await expect(put('lee', file, thing)).rejects.toThrow(NotFound)
    await expect(put('lee', other)).rejects.toMatchObject({ code: 'resource.moved' })
    await deleteResource(people.lee, { resourceId: other })
    await expect(put('lee', file, other)).rejects.toThrow(NotFound)
    await db().$executeRaw`
      INSERT INTO "Resource" (id, kind, title, url, "sharedById", "addedById", "spaceId", "createdAt")
      SELECT gen_random_uuid(), 'link', 'Link ' || n, 'https://x.example', ${idOf('megan')}::uuid, ${idOf('megan')}::uuid, ${spaceId}::uuid, ${now()}
      FROM generate_series(1, ${MOST_THINGS}::int) n`
    await expect(put('lee')).rejects.toMatchObject({ code: 'space.full' })
    expect(await moves()).toEqual([])
  })

  it('into two spaces, 32 at once, ends in one of them, and is written down once', async () => {
    await join('lee', 'contribute')
    const other = (await makeSpace(people.lee, { name: 'Other' })).spaceId
    const tries = await Promise.allSettled(
      Array.from({ length: 32 }, (_, n) => put('lee', file, n % 2 ? other : spaceId)),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of tries)
      if (one.status === 'rejected') expect(['Conflict', 'NotFound', 'AccessDenied']).toContain(one.reason.name)
    const { spaceId: into, sharedById } = await rowOf()
    expect(sharedById).toBe(into === other ? idOf('lee') : idOf('megan'))
    expect(await moves()).toHaveLength(1)
  })

  it('while people are let into the space, among them whoever puts, 32 of each at once, waits for nobody in a circle', async () => {
    await join('lee', 'contribute')
    const things = await Promise.all(Array.from({ length: 32 }, async () => (await share(people.lee)).resourceId))
    const tries = await Promise.allSettled([
      ...things.map((_, n) =>
        add(people.megan, spaceId, `${addressOf('lee')} sam.${n}@northwind.example`, { role: 'view' }),
      ),
      ...things.map((thing) => put('lee', thing)),
    ])
    expect(tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))).toEqual([])
    expect(await db().resource.count({ where: { spaceId } })).toBe(32)
  })
})

describe('takeOutOfSpace', () => {
  beforeEach(async () => {
    await join('lee', 'contribute')
    await put('lee')
  })

  it('leaves a thing to the manager who took it out and to its own grants, and to nobody of the space', async () => {
    await join('priya', 'manage')
    expect(await takeOut('priya')).toEqual({ resourceId: file })
    expect(await rowOf()).toMatchObject({ spaceId: null, sharedById: idOf('priya'), addedById: null })
    for (const name of ['priya', 'omar'] as const) expect((await open(name)).name).toBe('Rates.pdf')
    for (const name of ['nicole', 'lee', 'megan'] as const) await expect(open(name), name).rejects.toThrow(NotFound)
    expect(await getShare(people.priya, { resourceId: file })).toMatchObject({ mine: true, space: null })
    expect((await moves()).at(-1)).toEqual([idOf('priya'), { spaceId, from: 'Bridge' }])
    await deleteResource(people.megan, { resourceId: spaceId })
    expect((await open('omar')).name).toBe('Rates.pdf')
  })

  it('takes a manager, not who added it, nor an administrator', async () => {
    for (const name of ['lee', 'nicole', 'omar', 'priya'] as const)
      await expect(takeOut(name), name).rejects.toThrow(NotFound)
    await expect(takeOut('adele')).rejects.toThrow(AccessDenied)
    await expect(takeOut('megan', spaceId)).rejects.toMatchObject({ code: 'resource.moved' })
    expect(await rowOf()).toMatchObject({ spaceId })
  })

  it('leaves in the space what a guest added', async () => {
    await revokeGrant(people.megan, {
      grantId: (await db().grant.findFirstOrThrow({ where: { resourceId: spaceId, principalId: idOf('nicole') } })).id,
    })
    await join('nicole', 'contribute')
    const { resourceId } = await addThing(people.nicole, spaceId)
    await expect(takeOut('megan', resourceId)).rejects.toMatchObject({ code: 'resource.of-guest' })
    expect(await rowOf(resourceId)).toMatchObject({ spaceId, addedById: idOf('nicole') })
  })

  it('happens once of 32 at once, and never to what is in no space', async () => {
    await join('priya', 'manage')
    const tries = await Promise.allSettled(Array.from({ length: 32 }, (_, n) => takeOut(n % 2 ? 'megan' : 'priya')))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await moves()).toHaveLength(2)
    const { sharedById } = await rowOf()
    const [name] = (['megan', 'priya'] as const).filter((one) => idOf(one) === sharedById)
    await expect(takeOut(name!)).rejects.toMatchObject({ code: 'resource.moved' })
  })

  it('against the deletion of the space leaves a thing that is there, or gone with it', async () => {
    await Promise.allSettled([takeOut('megan'), deleteResource(people.megan, { resourceId: spaceId })])
    const { deletedAt, spaceId: within } = await rowOf()
    expect(deletedAt === null).toBe(within === null)
  })
})

describe('listPlaces', () => {
  const places = async (name: CastName) => (await listPlaces(people[name])).map((place) => place.name)

  it('offers a member the spaces that they contribute to or manage, by name', async () => {
    await makeSpace(people.lee, { name: 'Aqueduct' })
    expect(await places('lee')).toEqual(['Aqueduct'])
    await join('lee', 'contribute')
    expect(await listPlaces(people.lee)).toEqual([
      { spaceId: expect.any(String), name: 'Aqueduct', people: 1 },
      { spaceId, name: 'Bridge', people: 3 },
    ])
    await join('priya', 'download')
    expect([await places('priya'), await places('nicole'), await places('adele')]).toEqual([[], [], []])
    await deleteResource(people.megan, { resourceId: spaceId })
    expect(await places('lee')).toEqual(['Aqueduct'])
  })
})
