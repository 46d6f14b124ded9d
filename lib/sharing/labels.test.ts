import { beforeEach, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { db } from '../db/client'
import { seatCast } from '../db/testing'
import { AccessDenied, NotFound } from '../errors'
import { share } from '../invitations/testing'
import { deleteLabel, saveLabel } from '../policies/labels/labels'
import type { PersonCaller } from '../principal'
import { beginShare } from './begin-share'
import { labelResource } from './label-resource'
import { listHappenings } from './list-happenings'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
  for (const name of ['Public', 'Confidential']) await saveLabel(people.adele, { name, note: '' })
})

const labels = async () => (await beginShare(people.megan, {})).labels
const labelNamed = async (name: string) => (await labels()).find((label) => label.name === name)!.id
const told = async (resourceId: string) =>
  (await listHappenings(people.megan, { resourceId })).rows
    .filter(({ type }) => type === 'resource.labeled')
    .map(({ by, label }) => [by?.mine, label])

it('offers the labels with a new share, and gives it the one chosen at once', async () => {
  expect((await labels()).map(({ name }) => name)).toEqual(['Public', 'Confidential'])
  const labelId = await labelNamed('Confidential')
  const { resourceId } = await share(people.megan, { labelId })
  expect(await db().resource.findUniqueOrThrow({ where: { id: resourceId } })).toMatchObject({ labelId })
  expect(await told(resourceId)).toEqual([[true, 'Confidential']])
})

it('shares nothing with a label that is gone', async () => {
  const labelId = await labelNamed('Public')
  await deleteLabel(people.adele, { labelId })
  await expect(share(people.megan, { labelId, addresses: 'sam@northwind.example' })).rejects.toMatchObject({
    fields: { labelId: 'This label is gone. Choose another.' },
  })
  expect(await db().resource.count()).toBe(0)
})

it('says in the timeline which label it was given and when it was taken off, and nothing where nothing changed', async () => {
  const { resourceId } = await share(people.megan, {})
  expect(await told(resourceId)).toEqual([])
  const labelId = await labelNamed('Public')
  await labelResource(people.megan, { resourceId, labelId })
  await labelResource(people.megan, { resourceId, labelId })
  await labelResource(people.megan, { resourceId, labelId: '' })
  expect(await told(resourceId)).toEqual([
    [true, null],
    [true, 'Public'],
  ])
})

it('is the sharer’s and the administrators’ to choose', async () => {
  const { resourceId } = await share(people.megan, { addresses: people.nicole.principal.address })
  const labelId = await labelNamed('Public')
  await expect(labelResource(people.lee, { resourceId, labelId })).rejects.toThrow(NotFound)
  await expect(labelResource(people.nicole, { resourceId, labelId })).rejects.toThrow(Error)
  await labelResource(people.adele, { resourceId, labelId })
  await expect(beginShare(people.nicole, {})).rejects.toThrow(AccessDenied)
})
