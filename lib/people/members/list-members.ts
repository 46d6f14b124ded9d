import { z } from 'zod'
import { administersIn } from '../../access/administrators'
import { may } from '../../access/decide'
import { authorizeReading } from '../../audit/authorize-reading'
import { now } from '../../clock'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { like } from '../../db/like'
import { callerId, type Caller } from '../../principal'
import { PAGE_SIZE, pageField, pageOf, searchField } from '../../forms/pages'
import type { ListedState } from '../state'
import { type Hanging, whatHangsOn } from './what-hangs'

export const ListMembers = z.object({
  q: searchField,
  state: z.enum(['pending', 'active', 'blocked', 'administrator']).nullable().catch(null),
  sort: z.enum(['name', 'newest', 'seen']).catch('name'),
  page: pageField,
})
export type ListMembers = z.output<typeof ListMembers>

export type MemberRow = {
  id: string
  address: string
  name: string | null
  state: ListedState
  administrator: boolean
  /** Resources they share now. */
  resources: number
  /** Sessions that are open now. */
  sessions: number
  lastSignedInAt: Date | null
  /** Nobody disables themselves. */
  mayDisable: boolean
  /** The reader. */
  own: boolean
  hanging: Hanging
}

type FoundMember = Omit<MemberRow, 'mayDisable' | 'own' | 'hanging'>

/** The members of the organization, in pages of 50. A page past the end is the last one. */
export async function listMembers(caller: Caller, input: Partial<Record<keyof ListMembers, unknown>> = {}) {
  await authorizeReading(caller, 'members')
  const { q, state, sort, page } = ListMembers.parse(input)
  const chosen = Prisma.sql`${searched(q)} ${state ? Prisma.sql`AND ${isIn(state)}` : Prisma.empty}`
  const counts = await countStates(q)
  const total = state ? counts[state] : counts.pending + counts.active + counts.blocked
  const { rows, ...shown } = await pageOf(page, total, (skip) => findPage(chosen, sort, skip))
  const hanging = await whatHangsOn(
    db(),
    rows.map(({ id }) => id),
  )
  return { rows: rows.map((row) => toRow(caller, row, hanging)), ...shown, q, state, sort, counts }
}

const toRow = (caller: Caller, row: FoundMember, hanging: Map<string, Hanging>): MemberRow => ({
  ...row,
  mayDisable: may(caller, 'member.disable', { principalId: row.id }),
  own: callerId(caller) === row.id,
  hanging: hanging.get(row.id)!,
})

const states = {
  pending: Prisma.sql`p."blockedAt" IS NULL AND p."provenAt" IS NULL`,
  active: Prisma.sql`p."blockedAt" IS NULL AND p."provenAt" IS NOT NULL`,
  blocked: Prisma.sql`p."blockedAt" IS NOT NULL`,
}

const isIn = (state: keyof Counts) => (state === 'administrator' ? administersIn('p', now()) : states[state])

type Counts = Record<keyof typeof states | 'administrator', number>

const orders = {
  name: Prisma.sql`lower(coalesce(p.name, p.address)), p.id`,
  newest: Prisma.sql`p."createdAt" DESC, p.id DESC`,
  seen: Prisma.sql`"lastSignedInAt" DESC NULLS LAST, p.id`,
}

const searched = (q: string) =>
  Prisma.sql`p.kind = 'member' AND p."removedAt" IS NULL ${q ? Prisma.sql`AND (p.name ILIKE ${like(q)} OR p.address ILIKE ${like(q)})` : Prisma.empty}`

async function countStates(q: string) {
  const [counts] = await db().$queryRaw<[Counts]>`
    SELECT count(*) FILTER (WHERE ${states.pending})::int AS pending, count(*) FILTER (WHERE ${states.active})::int AS active,
      count(*) FILTER (WHERE ${states.blocked})::int AS blocked, count(*) FILTER (WHERE ${isIn('administrator')})::int AS administrator
    FROM "Principal" p WHERE ${searched(q)}`
  return counts
}

const findPage = (chosen: Prisma.Sql, sort: ListMembers['sort'], skip: number) =>
  db().$queryRaw<FoundMember[]>`
    SELECT p.id, p.address, p.name, ${isIn('administrator')} AS administrator,
      CASE WHEN ${states.blocked} THEN 'blocked' WHEN ${states.pending} THEN 'pending' ELSE 'active' END AS state,
      (SELECT count(*)::int FROM "Resource" r WHERE r."sharedById" = p.id AND r."deletedAt" IS NULL) AS resources,
      (SELECT count(*)::int FROM "Session" v
        WHERE v."principalId" = p.id AND v."endedAt" IS NULL AND v."expiresAt" > ${now()}) AS sessions,
      (SELECT max(v."startedAt") FROM "Session" v WHERE v."principalId" = p.id) AS "lastSignedInAt"
    FROM "Principal" p WHERE ${chosen} ORDER BY ${orders[sort]} LIMIT ${PAGE_SIZE} OFFSET ${skip}`
