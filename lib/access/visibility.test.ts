import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { CastName } from '../../prisma/cast'
import { after, now } from '../clock'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import { seatCast, stranger } from '../db/testing'
import { type Caller, type PersonCaller, systemCaller } from '../principal'
import { type Role, roles } from '../role'
import { may } from './decide'
import { governedIds, sharedIds } from './governed.sql'
import { targetColumns, targetOf } from './target'
import { governedBy, isSharedAlone, manageableBy, sharedAlone, visibleTo } from './visibility'

// Who may know of a resource and who manages it is said as a where-clause, in SQL and by `decide`. Each has to find the same
// rows, of every combination of what a person can hold.

const at = now()
const [before, later] = [after(at, -60_000), after(at, 3_600_000)]

const states = {
  unending: { endsAt: null, revokedAt: null },
  live: { endsAt: later, revokedAt: null },
  ended: { endsAt: after(before, 1), revokedAt: null },
  revoked: { endsAt: later, revokedAt: after(before, 1) },
}
type Held = { role: Role; endsAt: Date | null; revokedAt: Date | null } | null

/** What a person can hold on a resource, by what it is called: nothing, or a grant in a role and a state. */
const grants: [string, Held][] = [
  ['none', null],
  ...roles.flatMap((role) =>
    Object.entries(states).map(([name, state]): [string, Held] => [`${name} ${role}`, { role, ...state }]),
  ),
]

let people: Record<CastName, PersonCaller>

/**
 * Makes for two members and a guest one thing in a space, one in none and one space for each combination of what they hold
 * and whether it was deleted. Titles tell them apart.
 */
beforeAll(async () => {
  people = await seatCast()
  const [resources, held]: [Prisma.ResourceCreateManyInput[], Prisma.GrantCreateManyInput[]] = [[], []]
  const make = (
    title: string,
    principalId: string,
    grant: Held,
    more: Pick<Prisma.ResourceCreateManyInput, 'kind' | 'sharedById' | 'spaceId' | 'deletedAt' | 'guestsUntil'>,
  ) => {
    const id = randomUUID()
    const content = more.kind === 'space' ? {} : { url: 'https://x.example', addedById: more.spaceId && principalId }
    resources.push({ id, title, createdAt: before, ...content, ...more })
    if (grant) held.push({ resourceId: id, principalId, grantedAt: before, grantedById: idOf('priya'), ...grant })
    return id
  }
  for (const name of ['megan', 'lee', 'nicole'] as const) {
    const { id, kind: ofWhom } = people[name].principal
    const sharers = ofWhom === 'guest' ? (['priya'] as const) : (['priya', name] as const)
    for (const sharer of sharers) {
      const sharedById = idOf(sharer)
      for (const [onSpace, spaceGrant] of grants) {
        const told = `for ${name} by ${sharer}, space: ${onSpace}`
        const spaceId = make(told, id, spaceGrant, { kind: 'space', sharedById })
        make(`${told}, deleted`, id, spaceGrant, { kind: 'space', sharedById, deletedAt: at })
        for (const [until, guestsUntil] of Object.entries({ over: after(before, 1), later })) {
          const ending = make(`${told}, for guests: ${until}`, id, spaceGrant, {
            kind: 'space',
            sharedById,
            guestsUntil,
          })
          for (const own of [null, grants[1]![1]])
            make(`${told}, for guests: ${until}, thing: ${own ? 'live' : 'none'}`, id, own, {
              kind: 'link',
              sharedById,
              spaceId: ending,
            })
        }
        for (const [own, grant] of grants)
          for (const deletedAt of [null, at])
            make(`${told}, thing: ${own}, deleted: ${Boolean(deletedAt)}`, id, grant, {
              kind: 'link',
              sharedById,
              spaceId,
              deletedAt,
            })
      }
      for (const [own, grant] of grants)
        for (const deletedAt of [null, at])
          make(`for ${name} by ${sharer}, alone: ${own}, deleted: ${Boolean(deletedAt)}`, id, grant, {
            kind: 'link',
            sharedById,
            deletedAt,
          })
    }
  }
  await db().resource.createMany({ data: resources })
  await db().grant.createMany({ data: held })
})

const idOf = (name: CastName) => people[name].principal.id
const sorted = (rows: { title: string }[]) => rows.map(({ title }) => title).sort()
const find = async (where: Prisma.ResourceWhereInput) => sorted(await db().resource.findMany({ where }))
const findIds = async (ids: Prisma.Sql) => {
  const rows = await queryRows(db(), ids, z.strictObject({ id: z.string() }))
  const titles = new Map((await db().resource.findMany()).map(({ id, title }) => [id, title]))
  return sorted(rows.map(({ id }) => ({ title: titles.get(id)! })))
}

/** What a caller may do something with, as `decide` says of each resource by itself. */
async function decided(caller: Caller, action: 'resource.view' | 'resource.manage' | 'grant.give') {
  const all = await db().resource.findMany({ select: { title: true, ...targetColumns(caller) } })
  return sorted(all.filter((row) => !row.deletedAt && may(caller, action, targetOf(row))))
}

describe('what a caller may know of, and manage', () => {
  it('is the same to a where-clause as to a decision, in every combination', async () => {
    for (const caller of [...Object.values(people), stranger]) {
      expect(await find(visibleTo(caller))).toEqual(await decided(caller, 'resource.view'))
      expect(await find(manageableBy(caller))).toEqual(await decided(caller, 'resource.manage'))
    }
    const { megan, lee, nicole, priya, omar, adele } = people
    for (const holder of [megan, lee, nicole]) expect((await find(visibleTo(holder))).length).toBeGreaterThan(100)
    for (const manager of [megan, lee]) expect((await find(manageableBy(manager))).length).toBeGreaterThan(50)
    expect((await find(manageableBy(priya))).every((title) => title.includes('alone'))).toBe(true)
    expect(await find(visibleTo(adele))).toEqual([])
    const all = await find({ deletedAt: null })
    expect(await find(manageableBy(adele))).toEqual(all)
    expect(await find(visibleTo(systemCaller('sweep-files')))).toEqual(all)
    for (const guest of [nicole, omar]) expect(await find(manageableBy(guest))).toEqual([])
  })

  it('is governed by the same members in SQL, in a where-clause and in a decision', async () => {
    for (const caller of Object.values(people)) {
      const { id, kind } = caller.principal
      const governed = await find({ deletedAt: null, ...governedBy(id) })
      expect(await findIds(governedIds(id, now()))).toEqual(governed)
      expect(await findIds(sharedIds(id, now()))).toEqual(
        await find({ deletedAt: null, spaceId: null, ...governedBy(id) }),
      )
      if (kind === 'member') expect(await decided(caller, 'grant.give')).toEqual(governed)
    }
  })

  it('is shared in no space by the same people in a where-clause and on a row', async () => {
    const all = await db().resource.findMany()
    for (const { principal } of Object.values(people))
      expect(await find(sharedAlone(principal.id))).toEqual(
        sorted(all.filter((row) => isSharedAlone(row, principal.id))),
      )
  })
})
