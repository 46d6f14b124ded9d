import { beforeEach, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { anew, makePolicy } from '../access/testing'
import { after, now } from '../clock'
import { db } from '../db/client'
import { seatCast } from '../db/testing'
import type { PersonCaller } from '../principal'
import { getPerson } from './get-person'
import { sharesOf } from './shares-of'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
  const [megan, at] = [people.megan.principal.id, now()]
  const made = Array.from({ length: 60 }, (_, n) => ({
    kind: 'page' as const,
    title: `Plan ${n}`,
    body: 'x',
    sharedById: megan,
    createdAt: after(at, n * 1000),
  }))
  await db().resource.createMany({
    data: [
      ...made,
      { ...made[0]!, title: 'Deleted', deletedAt: at },
      { ...made[0]!, title: 'Lee’s', sharedById: people.lee.principal.id },
    ],
  })
  const newest = await db().resource.findFirstOrThrow({ where: { title: 'Plan 59' } })
  const grant = { resourceId: newest.id, role: 'view' as const, grantedAt: at, grantedById: megan }
  await db().grant.createMany({
    data: [
      { ...grant, principalId: people.nicole.principal.id },
      { ...grant, principalId: people.omar.principal.id, revokedAt: at },
    ],
  })
})

const megan = (more: object = {}) => ({ principalId: people.megan.principal.id, ...more })

it('an administrator reads what a member shares, newest first in pages, with how many can open it', async () => {
  const { shares, resources } = await getPerson(people.adele, megan())
  expect(shares).toMatchObject({ total: 60, pages: 2 })
  expect([
    shares?.rows.length,
    shares?.rows[0]?.title,
    shares?.rows[0]?.people,
    shares?.rows[1]?.people,
    resources,
  ]).toEqual([50, 'Plan 59', 1, 0, 60])
  expect((await getPerson(people.adele, megan({ shares: '2' }))).shares?.rows.map(({ title }) => title)).toEqual(
    Array.from({ length: 10 }, (_, n) => `Plan ${9 - n}`),
  )
})

it('titles stay unread by whom they are not listed to', async () => {
  for (const who of [people.lee, people.nicole, people.megan])
    expect(await sharesOf(who, people.megan.principal.id, 1)).toBeNull()
  await makePolicy({
    who: { people: [people.adele.principal.id] },
    what: { areas: ['administration'] },
    controls: { block: true },
  })
  expect(await sharesOf(await anew(people.adele), people.megan.principal.id, 1)).toBeNull()
})
