import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { now } from '../../clock'
import { db } from '../../db/client'
import type { Prisma } from '../../db/generated/client'
import type { Caller } from '../../principal'
import { findReview } from '../rounds/find-review'
import { organizationZone } from '../rounds/organization-zone'
import { removed } from '../rounds/outcome'
import { readReviewForm } from './read-review-form'
import { reviewCandidates } from '../starting/review-candidates.sql'
import { ReviewForm } from './review-form'
import { firstRound, roundFrom, roundsFrom } from './schedule-of'
import { type ReviewSettings, settingsOf } from '../rounds/settings'
import { type Standing, standingOf } from '../starting/standing'

export type ReviewPreview = Awaited<ReturnType<typeof previewReview>>

export const PreviewReview = ReviewForm.extend({
  // The numbers need none yet.
  name: z.string().catch(''),
  reviewId: z.string().optional(),
})
export type PreviewReview = z.output<typeof PreviewReview>

/**
 * What a round would ask if it began now, in numbers, and when the next rounds would be: of a new review, or of one that
 * is being changed. Throws `Invalid` like saving does.
 */
export async function previewReview(caller: Caller, { reviewId, ...form }: PreviewReview) {
  authorize(caller, 'review.create')
  const timeZone = await organizationZone()
  const before = reviewId ? settingsOf(await findReview(db(), reviewId)) : undefined
  const settings = await readReviewForm(db(), form, timeZone, before)
  const first = before ? roundFrom(settings, timeZone, now()) : firstRound(settings, timeZone)
  return {
    ...(await countCandidates(caller, settings)),
    rounds: roundsFrom(settings, timeZone, first, 3),
    startsNow: first !== null && first <= now(),
  }
}

/** The numbers of settings that have been read. */
async function countCandidates(caller: Caller, settings: ReviewSettings) {
  authorize(caller, 'review.create')
  const standing = await standingOf(db(), settings.stages[0]!)
  const candidates = reviewCandidates(settings, standing, now())
  const [counted, examples] = await Promise.all([
    count(settings, standing, candidates),
    findExamples(settings, candidates),
  ])
  return {
    ...counted,
    examples,
    subject: settings.subject,
    frequency: settings.frequency,
    ifUnanswered: settings.ifUnanswered,
  }
}

export type AsksSomebody = 'somebody' | 'of nobody' | 'about nobody'

/** Finds out whether a round that began now would ask anything, and of somebody. */
export async function asksSomebody(caller: Caller, settings: ReviewSettings): Promise<AsksSomebody> {
  authorize(caller, 'review.create')
  const candidates = reviewCandidates(settings, await standingOf(db(), settings.stages[0]!), now())
  const [row] = await db().$queryRaw<[{ asks: AsksSomebody }]>`
    SELECT CASE WHEN EXISTS (SELECT 1 FROM (${candidates}) i WHERE kind <> 'nobody') THEN 'somebody'
      WHEN EXISTS (SELECT 1 FROM (${candidates}) i) THEN 'of nobody' ELSE 'about nobody' END AS asks`
  return row.asks
}

type Counted = {
  items: number
  guests: number
  /** Items that nobody would be asked about. */
  unasked: number
  /** Items that need a second reviewer, and nobody is there but the first. */
  alone: number
  second: number
  removed: number
  reviewers: number
  median: number | null
  most: number | null
  top: { name: string; items: number }[] | null
}

/** Counted by panel first, so that the million is walked once. A person may sit on several panels. */
async function count(
  settings: ReviewSettings,
  { memberIds, fallbackIds }: Standing,
  candidates: Prisma.Sql,
): Promise<Counted> {
  // Who is the only fallback reviewer can't be the second one where they are the first.
  const only = fallbackIds.length === 1 ? fallbackIds[0]! : null
  const alone = only !== null && memberIds.length === 1 && memberIds[0] === only
  const [row] = await db().$queryRaw<[Counted]>`
    WITH held AS MATERIALIZED (
      SELECT kind, "subjectId", "secondKind", "principalId", count(*) AS items, count(*) FILTER (WHERE ${removed(settings.ifUnanswered)}) AS removed
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
      (SELECT count(*)::int AS reviewers, (percentile_disc(0.5) WITHIN GROUP (ORDER BY items))::int AS median, max(items)::int AS most FROM people) asked`
  return row
}

type Example = { address: string; title: string }

const findExamples = (settings: ReviewSettings, candidates: Prisma.Sql) => db().$queryRaw<Example[]>`
  SELECT address, title FROM (SELECT c.*, NULL::"ReviewAnswer" AS outcome FROM (${candidates}) c) i
  WHERE ${removed(settings.ifUnanswered)} LIMIT 3`
