import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { like } from '../../db/like'
import { searchField } from '../../forms/pages'
import type { Caller } from '../../principal'
import { findRound } from '../rounds/find-review'
import { hadEnded } from '../rounds/ended-before'
import { roundView } from '../rounds/round-view'
import { reasonInWords } from '../results/result-words'
import type { ReviewAnswer } from '../rounds/settings'

const PAGE = 50

/** A search that stands for more people or resources than this is cut there, and says so. */
const MOST_NAMED = 100

const place = z.coerce.number().int().min(0).max(2_147_483_647).nullable().catch(null)

export const ListRoundItems = z.object({
  q: searchField,
  outcome: z.enum(['approve', 'deny', 'dont_know', 'not_reviewed']).nullable().catch(null),
  result: z.enum(['applied', 'nothing_left', 'failed', 'ended_before']).nullable().catch(null),
  /** Only what lies before this reviewer. */
  reviewer: z.uuid().nullable().catch(null),
  /** The item that a page goes on from, either way. */
  after: place,
  before: place,
})
export type ListRoundItems = z.output<typeof ListRoundItems>

export type RoundItem = {
  id: number
  principalId: string
  address: string
  name: string | null
  resourceId: string | null
  title: string | null
  role: 'view' | 'download' | null
  grantedAt: Date
  endsAt: Date | null
  lastOpenedAt: Date | null
  recommendation: ReviewAnswer | null
  stage: number
  answer: ReviewAnswer | null
  answeredAt: Date | null
  answeredBy: string | null
  reason: string | null
  asksSecond: boolean
  secondAnswer: ReviewAnswer | null
  secondBy: string | null
  outcome: ReviewAnswer | null
  result: 'applied' | 'nothing_left' | 'failed' | 'ended_before' | null
  resultAt: Date | null
  resultReason: string | null
  resultBy: string | null
  panelNote: string | null
}

/**
 * A round's items by guest's address, in pages of 50 that go on from an item, so that the last page costs what the first
 * does. Found by person or resource. Totals come from the round's counters.
 */
export async function listRoundItems(
  caller: Caller,
  input: { roundId: string } & Partial<Record<keyof ListRoundItems, unknown>>,
) {
  authorize(caller, 'review-round.read')
  const query = ListRoundItems.parse(input)
  const round = roundView(await findRound(db(), input.roundId))
  const named = query.q ? await findNamed(query.q) : null
  const found = await findPage(conditions(round.id, query, named), query)
  const more = found.length > PAGE
  const rows = query.before !== null ? found.slice(-PAGE) : found.slice(0, PAGE)
  const newer = query.before !== null ? more : query.after !== null
  const older = query.before !== null || more
  return {
    rows: rows.map((row) => ({ ...row, resultReason: reasonInWords(row) })),
    query,
    tooMany: named?.tooMany ?? false,
    next: older ? (rows.at(-1)?.id ?? null) : null,
    previous: newer ? (rows[0]?.id ?? null) : null,
    counts: { approve: round.approved, deny: round.denied, dont_know: round.dontKnow, not_reviewed: round.notReviewed },
    total: round.items,
  }
}

type Named = { people: string[]; resources: string[]; tooMany: boolean }

async function findNamed(q: string): Promise<Named> {
  const rows = await db().$queryRaw<{ id: string; person: boolean }[]>`
    (SELECT id, true AS person FROM "Principal" WHERE kind = 'guest' AND (address ILIKE ${like(q)} OR name ILIKE ${like(q)}) LIMIT ${MOST_NAMED + 1})
    UNION ALL (SELECT id, false FROM "Resource" WHERE title ILIKE ${like(q)} LIMIT ${MOST_NAMED + 1})`
  const of = (person: boolean) => rows.filter((row) => row.person === person).map(({ id }) => id)
  const [people, resources] = [of(true), of(false)]
  return {
    people: people.slice(0, MOST_NAMED),
    resources: resources.slice(0, MOST_NAMED),
    tooMany: people.length > MOST_NAMED || resources.length > MOST_NAMED,
  }
}

function conditions(
  roundId: string,
  { outcome, result, reviewer, after, before }: ListRoundItems,
  named: Named | null,
) {
  const panels = Prisma.sql`ARRAY(SELECT n.id FROM "ReviewPanel" n JOIN "Reviewer" w ON w."panelId" = n.id WHERE n."roundId" = ${roundId}::uuid AND w."principalId" = ${reviewer}::uuid)`
  const all = [
    Prisma.sql`i."roundId" = ${roundId}::uuid`,
    outcome === 'not_reviewed' && Prisma.sql`i.outcome IS NULL AND NOT ${hadEnded}`,
    outcome && outcome !== 'not_reviewed' && Prisma.sql`i.outcome = ${outcome}::"ReviewAnswer"`,
    result && Prisma.sql`i.result = ${result}::"ReviewResult"`,
    reviewer && Prisma.sql`(i."panelId" = ANY(${panels}) OR i."secondPanelId" = ANY(${panels}))`,
    named &&
      Prisma.sql`(i."principalId" = ANY(${named.people}::uuid[]) OR i."resourceId" = ANY(${named.resources}::uuid[]))`,
    after !== null && Prisma.sql`i.id > ${after}`,
    before !== null && Prisma.sql`i.id < ${before}`,
  ].filter((one): one is Prisma.Sql => Boolean(one))
  return Prisma.join(all, ' AND ')
}

/** One more than a page: it tells whether there is another that way. */
const findPage = (chosen: Prisma.Sql, { before }: ListRoundItems) =>
  db().$queryRaw<RoundItem[]>`
    SELECT i.id, i."principalId", p.address, p.name, i."resourceId", r.title, i.role::text, i."grantedAt", i."endsAt", i."lastOpenedAt",
      i.recommendation::text, i.stage, i.answer::text, i."answeredAt", coalesce(a.name, a.address) AS "answeredBy", i.reason,
      i."secondPanelId" IS NOT NULL AS "asksSecond", i."secondAnswer"::text, coalesce(b.name, b.address) AS "secondBy", i.outcome::text,
      i.result::text, i."resultAt", i."resultReason", coalesce(e.name, e.address) AS "resultBy", n.note AS "panelNote"
    FROM (SELECT i.* FROM "ReviewItem" i WHERE ${chosen} ORDER BY i.id ${before === null ? Prisma.sql`ASC` : Prisma.sql`DESC`} LIMIT ${PAGE + 1}) i
      JOIN "Principal" p ON p.id = i."principalId"
      LEFT JOIN "Resource" r ON r.id = i."resourceId"
      LEFT JOIN "Principal" a ON a.id = i."answeredById"
      LEFT JOIN "Principal" b ON b.id = i."secondById"
      LEFT JOIN "Principal" e ON e.id = i."resultById"
      LEFT JOIN "ReviewPanel" n ON n.id = i."panelId"
    ORDER BY i.id`
