// In SQL: a page of a million items is cut before anything is joined to it.

import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { like } from '../../db/like'
import { queryRows } from '../../db/statement'
import { roles } from '../../role'
import { hadEndedIn } from '../rounds/ended-before.sql'
import { bothSeatsOf } from '../rounds/seats.sql'
import { ReviewAnswer } from '../rounds/settings'

/** A search that stands for more people or resources than this is cut there, and says so. */
const MOST_NAMED = 100

const RoundItem = z.strictObject({
  id: z.int(),
  principalId: z.string(),
  address: z.string(),
  name: z.string().nullable(),
  resourceId: z.string().nullable(),
  title: z.string().nullable(),
  role: z.enum(roles).nullable(),
  grantedAt: z.date(),
  endsAt: z.date().nullable(),
  lastOpenedAt: z.date().nullable(),
  recommendation: ReviewAnswer.nullable(),
  stage: z.int(),
  answer: ReviewAnswer.nullable(),
  answeredAt: z.date().nullable(),
  answeredBy: z.string().nullable(),
  reason: z.string().nullable(),
  asksSecond: z.boolean(),
  secondAnswer: ReviewAnswer.nullable(),
  secondBy: z.string().nullable(),
  outcome: ReviewAnswer.nullable(),
  result: z.enum(['applied', 'nothing_left', 'failed', 'ended_before']).nullable(),
  resultAt: z.date().nullable(),
  resultReason: z.string().nullable(),
  resultBy: z.string().nullable(),
  panelNote: z.string().nullable(),
})
export type RoundItem = z.infer<typeof RoundItem>

type ItemFilter = {
  outcome: ReviewAnswer | 'not_reviewed' | null
  result: RoundItem['result']
  reviewer: string | null
  after: number | null
  before: number | null
}

export type Named = { people: string[]; resources: string[]; tooMany: boolean }

const Found = z.strictObject({ id: z.string(), person: z.boolean() })

/** Finds the guests and resources that hold the words. */
export async function findNamed(q: string): Promise<Named> {
  const rows = await queryRows(
    db(),
    Prisma.sql`
    (SELECT id, true AS person FROM "Principal" WHERE kind = 'guest' AND (address ILIKE ${like(q)} OR name ILIKE ${like(q)}) LIMIT ${MOST_NAMED + 1})
    UNION ALL (SELECT id, false FROM "Resource" WHERE title ILIKE ${like(q)} LIMIT ${MOST_NAMED + 1})`,
    Found,
  )
  const of = (person: boolean) => rows.filter((row) => row.person === person).map(({ id }) => id)
  const [people, resources] = [of(true), of(false)]
  return {
    people: people.slice(0, MOST_NAMED),
    resources: resources.slice(0, MOST_NAMED),
    tooMany: people.length > MOST_NAMED || resources.length > MOST_NAMED,
  }
}

/**
 * Finds at most `most` items that pass the filter, in their order: the first after an item, or the last before one. What is
 * not asked for is null, and PostgreSQL leaves its line out when it plans.
 */
export const findRoundItems = (
  roundId: string,
  { outcome, result, reviewer, after, before }: ItemFilter,
  named: Named | null,
  most: number,
) => {
  const answer = outcome === 'not_reviewed' ? null : outcome
  return queryRows(
    db(),
    Prisma.sql`
    SELECT i.id, i."principalId", p.address, p.name, i."resourceId", r.title, i.role::text, i."grantedAt", i."endsAt", i."lastOpenedAt",
      i.recommendation::text, i.stage, first.answer::text, first."answeredAt", coalesce(a.name, a.address) AS "answeredBy", first.reason,
      second."panelId" IS NOT NULL AS "asksSecond", second.answer::text AS "secondAnswer", coalesce(b.name, b.address) AS "secondBy", i.outcome::text,
      i.result::text, i."resultAt", i."resultReason", coalesce(e.name, e.address) AS "resultBy", n.note AS "panelNote"
    FROM (
      SELECT i.* FROM "ReviewItem" i WHERE i."roundId" = ${roundId}::uuid
        AND (${answer}::"ReviewAnswer" IS NULL OR i.outcome = ${answer}::"ReviewAnswer")
        AND (NOT ${outcome === 'not_reviewed'} OR i.outcome IS NULL AND NOT ${hadEndedIn('i')})
        AND (${result}::"ReviewResult" IS NULL OR i.result = ${result}::"ReviewResult")
        ${reviewer === null ? Prisma.empty : liesBefore(roundId, reviewer)}
        AND (${named?.people ?? null}::uuid[] IS NULL
          OR i."principalId" = ANY(${named?.people ?? null}::uuid[]) OR i."resourceId" = ANY(${named?.resources ?? null}::uuid[]))
        AND (${after}::int IS NULL OR i.id > ${after}::int) AND (${before}::int IS NULL OR i.id < ${before}::int)
      ORDER BY CASE WHEN ${before}::int IS NULL THEN i.id END, i.id DESC LIMIT ${most}
    ) i ${bothSeatsOf('i')}
      JOIN "Principal" p ON p.id = i."principalId"
      LEFT JOIN "Resource" r ON r.id = i."resourceId"
      LEFT JOIN "Principal" a ON a.id = first."answeredById"
      LEFT JOIN "Principal" b ON b.id = second."answeredById"
      LEFT JOIN "Principal" e ON e.id = i."resultById"
      LEFT JOIN "ReviewPanel" n ON n.id = first."panelId"
    ORDER BY i.id`,
    RoundItem,
  )
}

/**
 * Matches a review item `i` that lies before a reviewer. A condition of its own, not one beside OR, so that PostgreSQL may
 * begin with the reviewer's seats as well as with the items.
 */
const liesBefore = (roundId: string, reviewer: string) => Prisma.sql`AND i.id IN (
          SELECT s."itemId" FROM "Reviewer" w JOIN "ReviewPanel" n ON n.id = w."panelId" JOIN "ReviewSeat" s ON s."panelId" = n.id
          WHERE w."principalId" = ${reviewer}::uuid AND n."roundId" = ${roundId}::uuid)`
