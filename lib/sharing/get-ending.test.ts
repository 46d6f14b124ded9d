import { beforeEach, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { after, DAY, now, SECOND } from '../clock'
import { db } from '../db/client'
import { seatCast } from '../db/testing'
import { transaction } from '../db/transaction'
import type { PersonCaller } from '../principal'
import { deleteResource } from './delete-resource'
import { getEnding } from './get-ending'
import { giveGrant } from './give-grant'
import { giveUpGrant } from './give-up-grant'
import { revokeGrant } from './revoke-grant'
import { takeBackGrant } from './take-back-grant'

let people: Record<CastName, PersonCaller>
let resourceId: string
let grantId: string

beforeEach(async () => {
  people = await seatCast()
  const sharedById = people.megan.principal.id
  resourceId = (
    await db().resource.create({ data: { kind: 'page', title: 'Plan', body: 'x', sharedById, createdAt: now() } })
  ).id
  const terms = { resourceId, principalId: people.nicole.principal.id, role: 'view' as const, endsAt: null }
  grantId = (await transaction((tx) => giveGrant(tx, people.megan, terms))).grantId
})

const end = (endsAt: Date) =>
  db().grant.update({ where: { id: grantId }, data: { grantedAt: after(endsAt, -DAY), endsAt } })
const all = ['nicole', 'omar', 'megan', 'lee', 'adele'] as const

/** What everybody is told, by name. Everybody not named is told nothing. */
async function told() {
  const endings = await Promise.all(
    all.map(async (name) => [name, await getEnding(people[name], { resourceId })] as const),
  )
  return Object.fromEntries(
    endings
      .filter(([, ending]) => ending)
      .map(([name, ending]) => [name, `${ending!.how}${'by' in ending! ? ` by ${ending.by}` : ''}`]),
  )
}

it('tells nobody of what is there, and nobody of what never was', async () => {
  expect(await told()).toEqual({})
  await end(after(now(), DAY))
  expect(await told()).toEqual({})
  for (const id of ['018f0000-0000-7000-8000-000000000000', 'x', `${resourceId}'`])
    expect(await getEnding(people.nicole, { resourceId: id })).toBeNull()
})

it.each<[string, () => Promise<unknown>, string]>([
  ['gave it up', () => giveUpGrant(people.nicole, { grantId }), 'gave-up'],
  ['was revoked', () => revokeGrant(people.megan, { grantId }), 'ended'],
  [
    'gave it up and was revoked',
    () => giveUpGrant(people.nicole, { grantId }).then(() => revokeGrant(people.adele, { grantId })),
    'ended',
  ],
  ['had it until a day', () => end(after(now(), -SECOND)), 'ran-out'],
])('tells who %s which it was, and nobody else anything', async (_, arrange, how) => {
  await arrange()
  expect(await told()).toEqual({ nicole: how })
})

it('tells nothing once it was taken back', async () => {
  await giveUpGrant(people.nicole, { grantId })
  await takeBackGrant(people.nicole, { grantId })
  expect(await told()).toEqual({})
})

it('tells who held it, who shared it and who deleted it that it was deleted, and by whom', async () => {
  await deleteResource(people.adele, { resourceId })
  expect(await told()).toEqual({ nicole: 'deleted by others', megan: 'deleted by others', adele: 'deleted by you' })
})

it('tells the sharer that it was they', async () => {
  await deleteResource(people.megan, { resourceId })
  expect(await told()).toEqual({ nicole: 'deleted by sharer', megan: 'deleted by you' })
})

it.each<[string, () => Promise<unknown>, string]>([
  ['revoked', () => revokeGrant(people.megan, { grantId }), 'ended'],
  ['given up', () => giveUpGrant(people.nicole, { grantId }), 'gave-up'],
  ['over', () => end(after(now(), -DAY)), 'ran-out'],
])('tells who was without access already, since it was %s, nothing of what came after', async (_, arrange, how) => {
  await arrange()
  await deleteResource(people.megan, { resourceId })
  expect(await told()).toEqual({ nicole: how, megan: 'deleted by you' })
})

it('says deleted where access would have ended after that', async () => {
  await end(after(now(), DAY))
  await deleteResource(people.megan, { resourceId })
  await end(after(now(), -SECOND))
  await db().resource.update({ where: { id: resourceId }, data: { deletedAt: after(now(), -DAY) } })
  expect(await told()).toMatchObject({ nicole: 'deleted by sharer' })
})
