// In SQL: Prisma's client looks into no JSON array of what policies said, and counts no days of a time zone.

import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Asked, PolicyResult } from '../../policy'
import type { Place } from '../find-audit-events.sql'
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

const Result: z.ZodType<PolicyResult> = z.strictObject({
  policyId: z.string(),
  name: z.string(),
  state: z.enum(['on', 'report_only']),
  result: z.enum(['not-applied', 'met', 'asked', 'refused']),
  unmet: z.enum(['people', 'resources', 'network', 'platform', 'browser', 'hours']).optional(),
  controls: z
    .array(z.custom<Asked>((value) => typeof value === 'string' || Array.isArray(Object(value).anyOf)))
    .optional(),
})

const Row = z.strictObject({
  id: z.string(),
  at: z.date(),
  kind: z.enum(['sign_in', 'access']),
  outcome: z.enum(['allowed', 'asked', 'refused']),
  reference: z.string(),
  principalId: z.string(),
  /** Null: no principal has the id any longer. */
  address: z.string().nullable(),
  name: z.string().nullable(),
  resourceId: z.string().nullable(),
  title: z.string().nullable(),
  action: z.string().nullable(),
  /** Null: it was emptied. */
  networkAddress: z.string().nullable(),
  country: z.string().nullable(),
  platform: z.string(),
  browser: z.string(),
  userAgent: z.string().nullable(),
  strength: z.enum(['mailbox', 'mailbox_totp', 'mailbox_recovery', 'passkey']),
  newBrowser: z.boolean(),
  reason: z.string().nullable(),
  purpose: z.string().nullable(),
  policies: z.array(Result),
})
export type FoundSignIn = z.infer<typeof Row>

/**
 * Finds at most `limit` entries that pass the filter, newest first unless it says otherwise. With `before` or `after`,
 * finds those next to that entry.
 */
export function findSignIns(filter: SignInFilter, limit: number): Promise<FoundSignIn[]> {
  const shownUpwards = filter.oldestFirst ?? false
  const upwards = filter.after ? true : filter.before ? false : shownUpwards
  return queryRows(
    db(),
    Prisma.sql`
    SELECT s.id, s.at, s.kind::text, s.outcome::text, s.reference, s."principalId", p.address, p.name, s."resourceId", r.title, s.action,
      o."networkAddress", s.country, s.platform, s.browser, o."userAgent", s.strength::text, s."newBrowser", s.reason, s.purpose, s.policies
    FROM (
      SELECT * FROM "SignIn" s WHERE ${passes(filter)}
      ORDER BY CASE WHEN ${upwards} THEN s.at END, CASE WHEN ${upwards} THEN s.id END, s.at DESC, s.id DESC LIMIT ${limit}
    ) s
      LEFT JOIN "Principal" p ON p.id = s."principalId" LEFT JOIN "TrailOrigin" o ON o.id = s.id LEFT JOIN "Resource" r ON r.id = s."resourceId"
    ORDER BY CASE WHEN ${shownUpwards} THEN s.at END, CASE WHEN ${shownUpwards} THEN s.id END, s.at DESC, s.id DESC`,
    Row,
  )
}

const Day = z.strictObject({
  day: z.string(),
  signIns: z.int(),
  allowed: z.int(),
  asked: z.int(),
  refused: z.int(),
})
export type DayOfSignIns = z.infer<typeof Day>

/** Counts the entries of each outcome on each day of the organization's time zone. Includes days without any. */
export const countByDay = (filter: SignInFilter, { from, to }: { from: Date; to: Date }, timeZone: string) =>
  queryRows(
    db(),
    Prisma.sql`
  SELECT to_char(day, 'YYYY-MM-DD') AS day, coalesce("signIns", 0) AS "signIns", coalesce(allowed, 0) AS allowed, coalesce(asked, 0) AS asked, coalesce(refused, 0) AS refused
  FROM generate_series(date_trunc('day', ${from}::timestamptz AT TIME ZONE ${timeZone}), (${to}::timestamptz AT TIME ZONE ${timeZone}), interval '1 day') day
    LEFT JOIN (
      SELECT date_trunc('day', s.at AT TIME ZONE ${timeZone}) AS day, count(*) FILTER (WHERE s.kind = 'sign_in')::int AS "signIns",
        count(*) FILTER (WHERE s.kind = 'access' AND s.outcome = 'allowed')::int AS allowed,
        count(*) FILTER (WHERE s.outcome = 'asked')::int AS asked, count(*) FILTER (WHERE s.outcome = 'refused')::int AS refused
      FROM "SignIn" s WHERE ${passes({ ...filter, from, to })} GROUP BY 1
    ) counted USING (day)
  ORDER BY day`,
    Day,
  )

/**
 * Matches an entry `s` that passes the filter. What is not asked for is null, and PostgreSQL leaves its line out when it
 * plans: these statements are planned with their values each time. The outcomes stand word for word as in the partial
 * indexes.
 */
function passes(filter: SignInFilter): Prisma.Sql {
  const { country, before, after } = filter
  const [people, resources] = [filter.people ?? null, filter.resources ?? null]
  const [outcome, reference] = [filter.outcome ?? null, filter.reference ?? null]
  const policy = filter.policyId ? JSON.stringify([filter.policyId]) : null
  return Prisma.sql`(${people}::uuid[] IS NULL OR s."principalId" = ANY(${people}::uuid[]))
    AND (${resources}::uuid[] IS NULL OR s."resourceId" = ANY(${resources}::uuid[]))
    AND CASE ${outcome}::text WHEN 'sign-in' THEN s.kind = 'sign_in'
      WHEN 'allowed' THEN s.kind = 'access' AND s.outcome = 'allowed'
      WHEN 'asked' THEN s.outcome = 'asked'
      WHEN 'refused' THEN s.outcome = 'refused'
      WHEN 'would-have-asked' THEN s.policies @> '[{"state": "report_only", "result": "asked"}]'
      WHEN 'would-have-refused' THEN s.policies @> '[{"state": "report_only", "result": "refused"}]'
      ELSE true END
    AND (${policy}::jsonb IS NULL OR jsonb_path_query_array(s.policies, '$[*] ? (@.result != "not-applied").policyId') @> ${policy}::jsonb)
    AND CASE WHEN ${country === undefined} THEN true WHEN ${country === null} THEN s.country IS NULL ELSE s.country = ${country ?? null}::text END
    AND (${reference}::text IS NULL OR s.reference = ${reference}::text)
    AND (${filter.from ?? null}::timestamptz IS NULL OR s.at >= ${filter.from ?? null}::timestamptz)
    AND (${filter.to ?? null}::timestamptz IS NULL OR s.at < ${filter.to ?? null}::timestamptz)
    AND (${before?.id ?? null}::uuid IS NULL OR s.at <= ${before?.at ?? null}::timestamptz
      AND (s.at, s.id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    AND (${after?.id ?? null}::uuid IS NULL OR s.at >= ${after?.at ?? null}::timestamptz
      AND (s.at, s.id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))`
}
