import { db } from '../../db/client'
import { like } from '../../db/like'
import { hadEnded } from '../rounds/ended-before'
import type { ReviewAnswer } from '../rounds/settings'

// In SQL, since a page of a million items is cut before anything is joined to it.

/** A search that stands for more people or resources than this is cut there, and says so. */
const MOST_NAMED = 100

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

type ItemFilter = {
  outcome: ReviewAnswer | 'not_reviewed' | null
  result: RoundItem['result']
  reviewer: string | null
  after: number | null
  before: number | null
}

export type Named = { people: string[]; resources: string[]; tooMany: boolean }

/** Finds the guests and resources that hold the words. */
export async function findNamed(q: string): Promise<Named> {
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
  return db().$queryRaw<RoundItem[]>`
    WITH panels AS NOT MATERIALIZED (
      SELECT n.id FROM "ReviewPanel" n JOIN "Reviewer" w ON w."panelId" = n.id WHERE n."roundId" = ${roundId}::uuid AND w."principalId" = ${reviewer}::uuid
    )
    SELECT i.id, i."principalId", p.address, p.name, i."resourceId", r.title, i.role::text, i."grantedAt", i."endsAt", i."lastOpenedAt",
      i.recommendation::text, i.stage, i.answer::text, i."answeredAt", coalesce(a.name, a.address) AS "answeredBy", i.reason,
      i."secondPanelId" IS NOT NULL AS "asksSecond", i."secondAnswer"::text, coalesce(b.name, b.address) AS "secondBy", i.outcome::text,
      i.result::text, i."resultAt", i."resultReason", coalesce(e.name, e.address) AS "resultBy", n.note AS "panelNote"
    FROM (
      SELECT i.* FROM "ReviewItem" i WHERE i."roundId" = ${roundId}::uuid
        AND (${answer}::"ReviewAnswer" IS NULL OR i.outcome = ${answer}::"ReviewAnswer")
        AND (NOT ${outcome === 'not_reviewed'} OR i.outcome IS NULL AND NOT ${hadEnded})
        AND (${result}::"ReviewResult" IS NULL OR i.result = ${result}::"ReviewResult")
        AND (${reviewer}::uuid IS NULL OR i."panelId" = ANY(ARRAY(SELECT id FROM panels)) OR i."secondPanelId" = ANY(ARRAY(SELECT id FROM panels)))
        AND (${named?.people ?? null}::uuid[] IS NULL
          OR i."principalId" = ANY(${named?.people ?? null}::uuid[]) OR i."resourceId" = ANY(${named?.resources ?? null}::uuid[]))
        AND (${after}::int IS NULL OR i.id > ${after}::int) AND (${before}::int IS NULL OR i.id < ${before}::int)
      ORDER BY CASE WHEN ${before}::int IS NULL THEN i.id END, i.id DESC LIMIT ${most}
    ) i
      JOIN "Principal" p ON p.id = i."principalId"
      LEFT JOIN "Resource" r ON r.id = i."resourceId"
      LEFT JOIN "Principal" a ON a.id = i."answeredById"
      LEFT JOIN "Principal" b ON b.id = i."secondById"
      LEFT JOIN "Principal" e ON e.id = i."resultById"
      LEFT JOIN "ReviewPanel" n ON n.id = i."panelId"
    ORDER BY i.id`
}
