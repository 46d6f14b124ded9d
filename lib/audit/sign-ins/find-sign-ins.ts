import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import type { PolicyResult } from '../../policy'
import type { Strength } from '../../proof'
import type { Place } from '../find-audit-events'
import type { outcomes } from './outcomes'

export type SignInFilter = {
  people?: string[]
  resources?: string[]
  outcome?: (typeof outcomes)[number]
  policyId?: string
  /** ISO 3166-1 alpha-2. Null: entries whose country is unknown. */
  country?: string | null
  reference?: string
  /** From `from` on, and before `to`. */
  from?: Date
  to?: Date
  oldestFirst?: boolean
  before?: Place
  after?: Place
}

export type FoundSignIn = {
  id: string
  at: Date
  kind: 'sign_in' | 'access'
  outcome: 'allowed' | 'asked' | 'refused'
  reference: string
  principalId: string
  /** Null: no principal has the id any longer. */
  address: string | null
  name: string | null
  resourceId: string | null
  title: string | null
  action: string | null
  /** Null: it was emptied. */
  networkAddress: string | null
  country: string | null
  platform: string
  browser: string
  userAgent: string | null
  strength: Strength
  newBrowser: boolean
  reason: string | null
  purpose: string | null
  policies: PolicyResult[]
}

/**
 * Finds at most `limit` entries that pass the filter, newest first unless it says otherwise. With `before` or `after`,
 * finds those next to that entry.
 */
export function findSignIns(filter: SignInFilter, limit: number): Promise<FoundSignIn[]> {
  const upwards = Prisma.sql`ASC`
  const downwards = Prisma.sql`DESC`
  const shown = filter.oldestFirst ? upwards : downwards
  const order = filter.after ? upwards : filter.before ? downwards : shown
  return db().$queryRaw<FoundSignIn[]>`
    SELECT s.id, s.at, s.kind::text, s.outcome::text, s.reference, s."principalId", p.address, p.name, s."resourceId", r.title, s.action,
      o."networkAddress", s.country, s.platform, s.browser, o."userAgent", s.strength::text, s."newBrowser", s.reason, s.purpose, s.policies
    FROM (SELECT * FROM "SignIn" s WHERE ${where(filter)} ORDER BY s.at ${order}, s.id ${order} LIMIT ${limit}) s
      LEFT JOIN "Principal" p ON p.id = s."principalId" LEFT JOIN "TrailOrigin" o ON o.id = s.id LEFT JOIN "Resource" r ON r.id = s."resourceId"
    ORDER BY s.at ${shown}, s.id ${shown}`
}

export type DayOfSignIns = { day: string; signIns: number; allowed: number; asked: number; refused: number }

/** Counts the entries of each outcome on each day of the organization's time zone. Includes days without any. */
export const countByDay = (filter: SignInFilter, { from, to }: { from: Date; to: Date }, timeZone: string) => db()
  .$queryRaw<DayOfSignIns[]>`
  SELECT to_char(day, 'YYYY-MM-DD') AS day, coalesce("signIns", 0) AS "signIns", coalesce(allowed, 0) AS allowed, coalesce(asked, 0) AS asked, coalesce(refused, 0) AS refused
  FROM generate_series(date_trunc('day', ${from}::timestamptz AT TIME ZONE ${timeZone}), (${to}::timestamptz AT TIME ZONE ${timeZone}), interval '1 day') day
    LEFT JOIN (
      SELECT date_trunc('day', s.at AT TIME ZONE ${timeZone}) AS day, count(*) FILTER (WHERE s.kind = 'sign_in')::int AS "signIns",
        count(*) FILTER (WHERE s.kind = 'access' AND s.outcome = 'allowed')::int AS allowed,
        count(*) FILTER (WHERE s.outcome = 'asked')::int AS asked, count(*) FILTER (WHERE s.outcome = 'refused')::int AS refused
      FROM "SignIn" s WHERE ${where({ ...filter, from, to })} GROUP BY 1
    ) counted USING (day)
  ORDER BY day`

function where({
  people,
  resources,
  outcome,
  policyId,
  country,
  reference,
  from,
  to,
  before,
  after,
}: SignInFilter): Prisma.Sql {
  const all = [
    people && Prisma.sql`s."principalId" = ANY(${people}::uuid[])`,
    resources && Prisma.sql`s."resourceId" = ANY(${resources}::uuid[])`,
    outcome && outcomeIs(outcome),
    policyId &&
      Prisma.sql`jsonb_path_query_array(s.policies, '$[*] ? (@.result != "not-applied").policyId') @> ${JSON.stringify([policyId])}::jsonb`,
    country !== undefined && (country === null ? Prisma.sql`s.country IS NULL` : Prisma.sql`s.country = ${country}`),
    reference !== undefined && Prisma.sql`s.reference = ${reference}`,
    from && Prisma.sql`s.at >= ${from}`,
    to && Prisma.sql`s.at < ${to}`,
    before && Prisma.sql`s.at <= ${before.at} AND (s.at, s.id) < (${before.at}, ${before.id}::uuid)`,
    after && Prisma.sql`s.at >= ${after.at} AND (s.at, s.id) > (${after.at}, ${after.id}::uuid)`,
  ].filter((condition): condition is Prisma.Sql => Boolean(condition))
  return all.length > 0 ? Prisma.join(all, ' AND ') : Prisma.sql`true`
}

/** Makes the condition of an outcome, word for word as in the partial indexes, so that PostgreSQL uses them. */
function outcomeIs(outcome: (typeof outcomes)[number]): Prisma.Sql {
  switch (outcome) {
    case 'sign-in':
      return Prisma.sql`s.kind = 'sign_in'`
    case 'allowed':
      return Prisma.sql`s.kind = 'access' AND s.outcome = 'allowed'`
    case 'asked':
    case 'refused':
      return Prisma.sql`s.outcome = ${outcome}::"SignInOutcome"`
    case 'would-have-asked':
      return Prisma.sql`s.policies @> '[{"state": "report_only", "result": "asked"}]'`
    case 'would-have-refused':
      return Prisma.sql`s.policies @> '[{"state": "report_only", "result": "refused"}]'`
  }
}
