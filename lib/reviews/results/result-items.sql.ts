// In SQL: people are named by ids without a relation, and a part of a million items is cut before anything is joined to it.

import { z } from 'zod'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { resourceKinds } from '../../resource-kinds'
import { roles } from '../../role'
import { hadEndedIn } from '../rounds/ended-before.sql'
import { bothSeatsOf } from '../rounds/seats.sql'
import { ReviewAnswer } from '../rounds/settings'

const Item = z.strictObject({
  id: z.int(),
  principalId: z.string(),
  address: z.string(),
  name: z.string().nullable(),
  resourceId: z.string().nullable(),
  title: z.string().nullable(),
  kind: z.enum(resourceKinds).nullable(),
  role: z.enum(roles).nullable(),
  grantedAt: z.date(),
  endsAt: z.date().nullable(),
  inviter: z.string().nullable(),
  inviterGone: z.boolean(),
  lastOpenedAt: z.date().nullable(),
  recommendation: ReviewAnswer.nullable(),
  stage: z.int(),
  note: z.string().nullable(),
  answer: ReviewAnswer.nullable(),
  reason: z.string().nullable(),
  reviewer: z.string().nullable(),
  answeredAt: z.date().nullable(),
  asksSecond: z.boolean(),
  secondAnswer: ReviewAnswer.nullable(),
  secondReviewer: z.string().nullable(),
  outcome: ReviewAnswer.nullable(),
  result: z.enum(['applied', 'nothing_left', 'failed', 'ended_before']).nullable(),
  /** When it was done, or had ended before. */
  resultAt: z.date().nullable(),
  resultReason: z.string().nullable(),
  /** Who had ended it before. */
  resultBy: z.string().nullable(),
})
export type Item = z.infer<typeof Item>

export type Reads = Pick<Tx, '$queryRaw'>

/** All items, or those that an auditor looks for first: removal failed, nobody was there to ask, or one of two answers is missing. */
type Kind = 'all' | 'failed' | 'unasked' | 'half answered'

export type Which = { kind?: Kind; /** Those with a higher id. */ after?: number; most: number }

/** Finds some of a round's items, in the order of their ids. */
export const findItems = (tx: Reads, roundId: string, { kind = 'all', after = 0, most }: Which) =>
  queryRows(
    tx,
    Prisma.sql`
  SELECT i.id, i."principalId", p.address, p.name, i."resourceId", r.title, r.kind::text, i.role::text, i."grantedAt", i."endsAt",
    coalesce(g.name, g.address) AS inviter, i."inviterGone", i."lastOpenedAt", i.recommendation::text, i.stage, n.note,
    first.answer::text, first.reason, coalesce(a.name, a.address) AS reviewer, first."answeredAt", second."panelId" IS NOT NULL AS "asksSecond",
    second.answer::text AS "secondAnswer", coalesce(b.name, b.address) AS "secondReviewer", i.outcome::text, i.result::text, i."resultAt", i."resultReason",
    coalesce(e.name, e.address) AS "resultBy"
  FROM (
    SELECT i.* FROM "ReviewItem" i
    WHERE i."roundId" = ${roundId}::uuid AND i.id > ${after} AND (NOT ${kind === 'failed'} OR i.result = 'failed')
      AND (NOT ${kind === 'unasked'} OR i.outcome IS NULL)
      ${kind === 'unasked' || kind === 'half answered' ? seatsLook(kind, roundId) : Prisma.empty}
    ORDER BY i.id LIMIT ${most}
  ) i ${bothSeatsOf('i')}
    JOIN "Principal" p ON p.id = i."principalId"
    LEFT JOIN "Resource" r ON r.id = i."resourceId"
    LEFT JOIN "Principal" g ON g.id = i."grantedById"
    LEFT JOIN "Principal" a ON a.id = first."answeredById"
    LEFT JOIN "Principal" b ON b.id = second."answeredById"
    LEFT JOIN "Principal" e ON e.id = i."resultById"
    LEFT JOIN "ReviewPanel" n ON n.id = first."panelId"
  ORDER BY i.id`,
    Item,
  )

/**
 * Matches a review item `i` by its seats: nobody was there to ask, or one of two answers is missing. A condition of its own,
 * not one beside OR, so that PostgreSQL may begin with the seats as well as with the items.
 */
const seatsLook = (
  kind: 'unasked' | 'half answered',
  roundId: string,
) => Prisma.sql`AND NOT ${hadEndedIn('i')} AND i.id IN (
      SELECT first."itemId" FROM "ReviewPanel" n JOIN "ReviewSeat" first ON first."panelId" = n.id AND NOT first.second
        LEFT JOIN "ReviewSeat" second ON second."itemId" = first."itemId" AND second.second
      WHERE n."roundId" = ${roundId}::uuid AND CASE ${kind}
        WHEN 'unasked' THEN n."itemCount" > 0 AND NOT EXISTS (SELECT 1 FROM "Reviewer" w WHERE w."panelId" = n.id AND w."leftAt" IS NULL)
        ELSE second."itemId" IS NOT NULL AND num_nonnulls(first.answer, second.answer) = 1 END)`

const Decision = z.strictObject({
  itemId: z.int(),
  stage: z.int(),
  second: z.boolean(),
  answer: ReviewAnswer.nullable(),
  reason: z.string().nullable(),
  at: z.date(),
  byId: z.string(),
  by: z.string().nullable(),
  byAddress: z.string().nullable(),
  networkAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
})

/** An answer that was given or taken back (null), with who, when, why and from where. */
export type Decision = z.infer<typeof Decision>

/** Finds the histories of items, each oldest first. */
export const findDecisions = (tx: Reads, roundId: string, ids: number[]) =>
  queryRows(
    tx,
    Prisma.sql`
  SELECT d."itemId", d.stage, d.second, d.answer::text, d.reason, d.at, d."byId", coalesce(p.name, p.address) AS by, p.address AS "byAddress",
    d."networkAddress", d."userAgent"
  FROM "ReviewDecision" d LEFT JOIN "Principal" p ON p.id = d."byId"
  WHERE d."roundId" = ${roundId}::uuid AND d."itemId" = ANY(${ids}::int[]) ORDER BY d."itemId", d.at, d.id`,
    Decision,
  )
