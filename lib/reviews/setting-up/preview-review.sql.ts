// In SQL: up to a million candidates are counted where they are found, and never fetched.

import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import { removedIn } from '../rounds/outcome.sql'
import type { ReviewSettings } from '../rounds/settings'
import type { Standing } from '../starting/standing'

const Found = z.strictObject({ asks: z.enum(['somebody', 'of nobody', 'about nobody']) })
export type AsksSomebody = z.infer<typeof Found>['asks']

/** Finds out whether there is any candidate, and any of whom somebody would be asked. */
export async function findAsked(candidates: Prisma.Sql) {
  const [row] = await queryRows(
    db(),
    Prisma.sql`
    SELECT CASE WHEN EXISTS (SELECT 1 FROM (${candidates}) i WHERE kind <> 'nobody') THEN 'somebody'
      WHEN EXISTS (SELECT 1 FROM (${candidates}) i) THEN 'of nobody' ELSE 'about nobody' END AS asks`,
    Found,
  )
  return row!.asks
}

const Counted = z.strictObject({
  items: z.int(),
  guests: z.int(),
  /** Items that nobody would be asked about. */
  unasked: z.int(),
  /** Items that need a second reviewer, and nobody is there but the first. */
  alone: z.int(),
  second: z.int(),
  removed: z.int(),
  reviewers: z.int(),
  median: z.int().nullable(),
  most: z.int().nullable(),
  top: z.array(z.strictObject({ name: z.string(), items: z.int() })).nullable(),
})

/** Counts candidates, by panel first, so that the million is walked once. A person may sit on several panels. */
export async function countItems(
  settings: ReviewSettings,
  { memberIds, fallbackIds }: Standing,
  candidates: Prisma.Sql,
) {
  // Who is the only fallback reviewer can't be the second one where they are the first.
  const only = fallbackIds.length === 1 ? fallbackIds[0]! : null
  const alone = only !== null && memberIds.length === 1 && memberIds[0] === only
  const [row] = await queryRows(
    db(),
    Prisma.sql`
    WITH held AS MATERIALIZED (
      SELECT kind, "subjectId", "secondKind", "principalId", count(*) AS items, count(*) FILTER (WHERE ${removedIn('i', settings.ifUnanswered)}) AS removed
      FROM (SELECT c.*, NULL::"ReviewAnswer" AS outcome FROM (${candidates}) c) i GROUP BY kind, "subjectId", "secondKind", "principalId"
    ),
    panels AS MATERIALIZED (
      SELECT kind, "subjectId", sum(items) AS items FROM held GROUP BY kind, "subjectId"
      UNION ALL SELECT "secondKind", NULL, sum(items) FROM held WHERE "secondKind" IS NOT NULL GROUP BY "secondKind"
    ),
    people AS MATERIALIZED (
      SELECT who.id, sum(n.items)::int AS items FROM panels n JOIN LATERAL (
        SELECT n."subjectId" AS id WHERE n."subjectId" IS NOT NULL
        UNION ALL SELECT id FROM unnest(${memberIds}::uuid[]) AS id WHERE n.kind = 'members'
        UNION ALL SELECT id FROM unnest(${fallbackIds}::uuid[]) AS id WHERE n.kind IN ('fallback', 'second')
      ) who ON true GROUP BY who.id
    )
    SELECT totals.*, asked.*,
      (SELECT json_agg(json_build_object('name', coalesce(p.name, p.address), 'items', t.items) ORDER BY t.items DESC, p.address)
        FROM (SELECT id, items FROM people ORDER BY items DESC, id LIMIT 3) t JOIN "Principal" p ON p.id = t.id) AS top
    FROM (SELECT coalesce(sum(items), 0)::int AS items, count(DISTINCT "principalId")::int AS guests,
        coalesce(sum(items) FILTER (WHERE kind = 'nobody'), 0)::int AS unasked,
        coalesce(sum(items) FILTER (WHERE "secondKind" = 'nobody' OR "secondKind" = 'second'
          AND ("subjectId" = ${only}::uuid OR kind = 'fallback' AND ${only !== null} OR kind = 'members' AND ${alone})), 0)::int AS alone,
        coalesce(sum(items) FILTER (WHERE "secondKind" IS NOT NULL), 0)::int AS second, coalesce(sum(removed), 0)::int AS removed FROM held) totals,
      (SELECT count(*)::int AS reviewers, (percentile_disc(0.5) WITHIN GROUP (ORDER BY items))::int AS median, max(items)::int AS most FROM people) asked`,
    Counted,
  )
  return row!
}

const Example = z.strictObject({ address: z.string(), title: z.string() })

/** Finds three candidates that would be removed if nobody answered. */
export const findExamples = (settings: ReviewSettings, candidates: Prisma.Sql) =>
  queryRows(
    db(),
    Prisma.sql`
  SELECT address, title FROM (SELECT c.*, NULL::"ReviewAnswer" AS outcome FROM (${candidates}) c) i
  WHERE ${removedIn('i', settings.ifUnanswered)} LIMIT 3`,
    Example,
  )
