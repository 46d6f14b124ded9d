import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { AccessDenied, Invalid, NotFound } from '../../errors'
import { uploaded } from '../../files/testing'
import { add, makeSpace } from '../../invitations/testing'
import type { PersonCaller } from '../../principal'
import { createFolder } from './folders/create-folder'
import { addFile } from './add-file'

let people: Record<CastName, PersonCaller>
let spaceId: string
beforeEach(async () => {
  people = await seatCast()
  ;({ spaceId } = await makeSpace(people.megan))
  await add(people.megan, spaceId, people.nicole.principal.address, { role: 'contribute' })
  await add(people.megan, spaceId, people.omar.principal.address, { role: 'view' })
})

type Taken = 'ask' | 'version' | 'both'
const put = async (by: PersonCaller, name: string, taken: Taken = 'ask') =>
  addFile(by, { spaceId, folderId: '', fileId: await uploaded(by, name), taken })
const things = () =>
  db().resource.findMany({
    where: { spaceId, deletedAt: null },
    orderBy: { createdAt: 'asc' },
    select: { title: true, addedById: true, sharedById: true, versions: { select: { number: true } } },
  })

describe('addFile', () => {
  it('adds a guest’s file under its name, in the name of a manager', async () => {
    expect(await put(people.nicole, 'Plan.pdf')).toMatchObject({ title: 'Plan.pdf' })
    expect(await things()).toEqual([
      {
        title: 'Plan.pdf',
        addedById: people.nicole.principal.id,
        sharedById: people.megan.principal.id,
        versions: [],
      },
    ])
  })

  it('asks where its name is taken, and says whether a new version can be made of it', async () => {
    await put(people.megan, 'Plan.pdf')
    expect(await put(people.megan, 'Plan.pdf')).toEqual({ taken: true, version: true })
    expect(await put(people.nicole, 'Plan.pdf')).toEqual({ taken: true, version: false })
    expect(await put(people.nicole, 'plan.pdf')).toMatchObject({ title: 'plan.pdf' })
    expect(await things()).toHaveLength(2)
  })

  it('makes a new version for who may, keeps both for who may not or wants to', async () => {
    await put(people.megan, 'Plan.pdf')
    await put(people.megan, 'Plan.pdf', 'version')
    expect((await things()).map(({ versions }) => versions.length)).toEqual([2])
    await put(people.nicole, 'Plan.pdf', 'version')
    await put(people.megan, 'Plan.pdf', 'both')
    expect(await things()).toHaveLength(3)
    expect(await db().auditEvent.count({ where: { type: 'version.added', callerId: people.megan.principal.id } })).toBe(
      1,
    )
  })

  it('adds one file once, however often its answer was lost', async () => {
    const fileId = await uploaded(people.nicole, 'Plan.pdf')
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => addFile(people.nicole, { spaceId, folderId: '', fileId, taken: 'ask' })),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await things()).toHaveLength(1)
  })

  it('of 20 of one name at once one is added, and the others ask', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => put(people.nicole, 'Plan.pdf')))
    expect(answers.filter((answer) => 'taken' in answer)).toHaveLength(19)
    expect(await things()).toHaveLength(1)
  })

  it('is for who contributes, and for their own files', async () => {
    const foreign = await uploaded(people.megan, 'Plan.pdf')
    await expect(addFile(people.nicole, { spaceId, folderId: '', fileId: foreign, taken: 'both' })).rejects.toThrow(
      Invalid,
    )
    await expect(addFile(people.nicole, { spaceId, folderId: '', fileId: '', taken: 'both' })).rejects.toThrow(Invalid)
    await expect(put(people.omar, 'Plan.pdf')).rejects.toThrow(AccessDenied)
    await expect(put(people.adele, 'Plan.pdf')).rejects.toThrow(NotFound)
    expect(await things()).toEqual([])
  })

  it('lies in the folder that it is added to, whose names alone count', async () => {
    const { folderId } = await createFolder(people.nicole, { spaceId, parentId: '', name: 'Plans' })
    await put(people.nicole, 'Rates.pdf')
    const fileId = await uploaded(people.nicole, 'Rates.pdf')
    expect(await addFile(people.nicole, { spaceId, folderId, fileId, taken: 'ask' })).toMatchObject({
      title: 'Rates.pdf',
    })
    const lies = await db().resource.findMany({ where: { spaceId }, orderBy: { createdAt: 'asc' } })
    expect(lies.map((thing) => thing.folderId)).toEqual([null, folderId])
    const again = await uploaded(people.nicole, 'Rates.pdf')
    expect(await addFile(people.nicole, { spaceId, folderId, fileId: again, taken: 'ask' })).toMatchObject({
      taken: true,
    })
    await expect(addFile(people.nicole, { spaceId, folderId: spaceId, fileId: again, taken: 'both' })).rejects.toThrow(
      NotFound,
    )
  })
})
