import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { after, now } from '../clock'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import { seatCast } from '../db/testing'
import type { PersonCaller } from '../principal'
import { isLinkLive } from './audience'
import {
  here,
  hereIn,
  inOffice,
  inOfficeIn,
  isHere,
  isInOffice,
  isLive,
  isOpen,
  linkLiveIn,
  liveGrants,
  liveIn,
  liveLinks,
  openIn,
  openInvitations,
  spaceEndFor,
} from './live'

// Each is said three times, and has to find the same rows of every combination there is.

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const at = now()
const [before, later] = [after(at, -1), after(at, 1)]
const id = (name: CastName) => people[name].principal.id

const product = <A, B>(as: readonly A[], bs: readonly B[]) => as.flatMap((a) => bs.map((b) => [a, b] as const))
const sorted = (rows: { id: string }[]) => rows.map((row) => row.id).sort()

async function makePeople() {
  const times = product([null, before], [null, before])
  return Promise.all(
    product(['member', 'guest'] as const, times).map(([kind, [blockedAt, removedAt]], nth) =>
      db().principal.create({
        data: { address: `live${nth}@contoso.example`, kind, blockedAt, removedAt, createdAt: before },
      }),
    ),
  )
}

const makeResource = (title: string, fields: Partial<Prisma.ResourceUncheckedCreateInput> = {}) =>
  db().resource.create({
    data: { kind: 'page', title, body: '', sharedById: id('megan'), createdAt: before, ...fields },
  })

describe('what is live is the same in a where-clause, in SQL and on facts', () => {
  it.each([
    ['who is here', here, hereIn, isHere],
    ['who is a member in office', inOffice, inOfficeIn, isInOffice],
  ] as const)('of %s', async (_, where, inSql, is) => {
    const made = await makePeople()
    const ids = made.map((row) => row.id)
    const byWhere = await db().principal.findMany({ where: { id: { in: ids }, ...where }, select: { id: true } })
    const bySql = await db().$queryRaw<
      { id: string }[]
    >`SELECT x.id FROM "Principal" x WHERE x.id = ANY(${ids}::uuid[]) AND ${inSql('x')}`
    const byFacts = made.filter((row) => is(row))
    expect(byFacts.length).toBeGreaterThan(0)
    expect(byFacts.length).toBeLessThan(made.length)
    expect([sorted(byWhere), sorted(bySql)]).toEqual([sorted(byFacts), sorted(byFacts)])
  })

  it('of grants in force', async () => {
    const made = await Promise.all(
      product([null, before], [null, before, at, later]).map(async ([revokedAt, endsAt], nth) => {
        const { id: resourceId } = await makeResource(`Grant ${nth}`)
        return db().grant.create({
          data: {
            resourceId,
            principalId: id('nicole'),
            role: 'view',
            grantedAt: before,
            grantedById: id('megan'),
            revokedAt,
            endsAt,
          },
        })
      }),
    )
    const byWhere = await db().grant.findMany({ where: liveGrants(at), select: { id: true } })
    const bySql = await db().$queryRaw<{ id: string }[]>`SELECT x.id FROM "Grant" x WHERE ${liveIn('x', at)}`
    const byFacts = made.filter((row) => isLive({ ...row, spaceEndsAt: null }, at))
    expect(byFacts).toHaveLength(2)
    expect([sorted(byWhere), sorted(bySql)]).toEqual([sorted(byFacts), sorted(byFacts)])
  })

  it('of grants on spaces that end for guests', async () => {
    const made = await Promise.all(
      product(['nicole', 'lee'] as const, product([null, before, at, later], [null, before, later])).map(
        async ([holder, [guestsUntil, endsAt]], nth) => {
          const { id: resourceId } = await makeResource(`Space ${nth}`, { kind: 'space', body: null, guestsUntil })
          const data = { resourceId, principalId: id(holder), role: 'view' as const, endsAt }
          const row = await db().grant.create({ data: { ...data, grantedAt: before, grantedById: id('megan') } })
          return { ...row, spaceEndsAt: spaceEndFor(people[holder].principal.kind, guestsUntil) }
        },
      ),
    )
    const byWhere = await db().grant.findMany({ where: liveGrants(at), select: { id: true } })
    const bySql = await db().$queryRaw<{ id: string }[]>`SELECT x.id FROM "Grant" x WHERE ${liveIn('x', at)}`
    const byFacts = made.filter((row) => isLive(row, at))
    // Of a guest's twelve four are in force, of a member's eight.
    expect(byFacts).toHaveLength(12)
    expect([sorted(byWhere), sorted(bySql)]).toEqual([sorted(byFacts), sorted(byFacts)])
  })

  it('of share links in force', async () => {
    const made = await Promise.all(
      product([null, before], [null, before, at, later]).map(async ([revokedAt, endsAt], nth) => {
        const { id: resourceId } = await makeResource(`Link ${nth}`)
        const data = { resourceId, tokenHash: randomBytes(32), audience: 'anyone' as const, role: 'view' as const }
        return db().shareLink.create({
          data: { ...data, createdById: id('megan'), createdAt: before, revokedAt, endsAt },
        })
      }),
    )
    const byWhere = await db().shareLink.findMany({ where: liveLinks(at), select: { id: true } })
    const bySql = await db().$queryRaw<{ id: string }[]>`SELECT x.id FROM "ShareLink" x WHERE ${linkLiveIn('x', at)}`
    const byFacts = made.filter((row) => isLinkLive({ ...row, deletedAt: null }, at))
    expect(byFacts).toHaveLength(2)
    expect([sorted(byWhere), sorted(bySql)]).toEqual([sorted(byFacts), sorted(byFacts)])
  })

  it('of open invitations', async () => {
    const inviters = await makePeople()
    const combinations = product(product([null, before], [null, before]), product([before, at, later], inviters))
    const made = await Promise.all(
      combinations.map(async ([[redeemedAt, withdrawnAt], [expiresAt, invitedBy]], nth) => {
        const { id: resourceId } = await makeResource(`Invitation ${nth}`)
        const data = { resourceId, principalId: id('nicole'), createdAt: before, redeemedAt, withdrawnAt, expiresAt }
        const row = await db().invitation.create({
          data: { ...data, tokenHash: randomBytes(32), invitedById: invitedBy.id },
        })
        return { ...row, invitedBy }
      }),
    )
    const byWhere = await db().invitation.findMany({ where: openInvitations(at), select: { id: true } })
    const inviterHere = Prisma.sql`EXISTS (SELECT FROM "Principal" s WHERE s.id = x."invitedById" AND ${hereIn('s')})`
    const bySql = await db().$queryRaw<
      { id: string }[]
    >`SELECT x.id FROM "Invitation" x WHERE ${openIn('x', at)} AND ${inviterHere}`
    const byFacts = made.filter((row) => isOpen(row, at))
    expect(byFacts).toHaveLength(2)
    expect([sorted(byWhere), sorted(bySql)]).toEqual([sorted(byFacts), sorted(byFacts)])
  })
})
