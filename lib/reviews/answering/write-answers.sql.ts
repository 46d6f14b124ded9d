// In SQL: Prisma's client locks nothing, and would write thousands of answers one by one.

import { z } from 'zod'
import { now } from '../../clock'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { hadEnded } from '../rounds/ended-before.sql'
import { ReviewAnswer } from '../rounds/settings'
import { type MyRound, panelIds } from './find-my-round'
import { asSecond } from './my-seat.sql'

const Held = z.strictObject({
  id: z.int(),
  stage: z.int(),
  principalId: z.string(),
  resourceId: z.string().nullable(),
  panelId: z.string(),
  secondPanelId: z.string().nullable(),
  answer: ReviewAnswer.nullable(),
  answeredById: z.string().nullable(),
  reason: z.string().nullable(),
  secondAnswer: ReviewAnswer.nullable(),
  secondById: z.string().nullable(),
  secondReason: z.string().nullable(),
  outcome: ReviewAnswer.nullable(),
  asSecond: z.boolean(),
  mine: z.boolean(),
  /** Was handed on to whoever has it now, or was the caller's before. */
  moved: z.boolean(),
  /** Its access had ended before: nothing is asked any longer. */
  ended: z.boolean(),
})
export type Held = z.infer<typeof Held>

/**
 * Locks items in the order of their ids, so that of many who answer the same items none waits for another's end in a
 * circle. The reason of a second answer stands in the history alone.
 */
export const lockHeld = (tx: Tx, my: MyRound, ids: number[]) =>
  queryRows(
    tx,
    Prisma.sql`
  SELECT i.id, i.stage, i."principalId", i."resourceId", i."panelId", i."secondPanelId", i.answer::text, i."answeredById", i.reason,
    i."secondAnswer"::text, i."secondById", i.outcome::text, CASE WHEN i."secondAnswer" IS NOT NULL THEN (
      SELECT d.reason FROM "ReviewDecision" d WHERE d."roundId" = i."roundId" AND d."itemId" = i.id AND d.stage = i.stage AND d.second
      ORDER BY d.at DESC, d.id DESC LIMIT 1) END AS "secondReason", ${asSecond(my)} AS "asSecond", ${hadEnded} AS ended,
    coalesce(i."panelId" = ANY(${panelIds(my)}::uuid[]) OR i."secondPanelId" = ANY(${panelIds(my)}::uuid[]), false) AS mine,
    (EXISTS (SELECT 1 FROM "ReviewPanel" n WHERE n.id IN (i."panelId", i."secondPanelId") AND n.kind = 'handed')
      OR EXISTS (SELECT 1 FROM "Reviewer" w WHERE w."panelId" IN (i."panelId", i."secondPanelId") AND w."principalId" = ${my.person.principal.id}::uuid)
      OR EXISTS (SELECT 1 FROM "ReviewDecision" d WHERE d."roundId" = i."roundId" AND d."itemId" = i.id AND d."byId" = ${my.person.principal.id}::uuid)) AS moved
  FROM "ReviewItem" i WHERE i."roundId" = ${my.round.id}::uuid AND i.id = ANY(${ids}::int[]) ORDER BY i.id FOR UPDATE OF i`,
    Held,
  )

const Said = z.strictObject({ itemId: z.int(), second: z.boolean(), byId: z.string() })

/** Finds who gave each of the last answers of items, or took it back, in the stage being answered. */
export const findLastSaid = (tx: Tx, { round }: MyRound, ids: number[]) =>
  queryRows(
    tx,
    Prisma.sql`
    SELECT DISTINCT ON ("itemId", second) "itemId", second, "byId" FROM "ReviewDecision"
    WHERE "roundId" = ${round.id}::uuid AND "itemId" = ANY(${ids}::int[]) AND stage = ${round.stage}
    ORDER BY "itemId", second, at DESC, id DESC`,
    Said,
  )

/** What is written of an item. `outcome`: what stands of it then. */
export type Written = {
  id: number
  answer: ReviewAnswer | null
  reason: string | null
  outcome: ReviewAnswer | null
  second: boolean
}

/** Adds answers to the history, in the caller's name. */
export const insertDecisions = (tx: Tx, { round, person }: MyRound, written: Written[]) => tx.$executeRaw`
  INSERT INTO "ReviewDecision" (id, "roundId", "itemId", stage, second, answer, reason, at, "byId", "sessionId", "networkAddress", "userAgent")
  SELECT gen_random_uuid(), ${round.id}::uuid, u.id, ${round.stage}, u.second, u.answer::"ReviewAnswer", u.reason, ${now()}, ${person.principal.id}::uuid,
    ${person.session.id}::uuid, ${person.environment.networkAddress}, ${person.environment.userAgent.slice(0, 400)}
  FROM jsonb_to_recordset(${JSON.stringify(written)}::jsonb) AS u(id int, answer text, reason text, second boolean)`

/** Writes first reviewers' answers, in the caller's name. */
export const updateFirst = (tx: Tx, { round, person }: MyRound, written: Written[]) => tx.$executeRaw`
      UPDATE "ReviewItem" i SET answer = u.answer::"ReviewAnswer", reason = u.reason, outcome = u.outcome::"ReviewAnswer",
        "answeredAt" = CASE WHEN u.answer IS NOT NULL THEN ${now()}::timestamptz END, "answeredById" = CASE WHEN u.answer IS NOT NULL THEN ${person.principal.id}::uuid END
      FROM jsonb_to_recordset(${JSON.stringify(written)}::jsonb) AS u(id int, answer text, reason text, outcome text) WHERE i."roundId" = ${round.id}::uuid AND i.id = u.id`

/** Writes second reviewers' answers, in the caller's name. */
export const updateSecond = (tx: Tx, { round, person }: MyRound, written: Written[]) => tx.$executeRaw`
      UPDATE "ReviewItem" i SET "secondAnswer" = u.answer::"ReviewAnswer", "secondById" = CASE WHEN u.answer IS NOT NULL THEN ${person.principal.id}::uuid END,
        outcome = u.outcome::"ReviewAnswer"
      FROM jsonb_to_recordset(${JSON.stringify(written)}::jsonb) AS u(id int, answer text, outcome text) WHERE i."roundId" = ${round.id}::uuid AND i.id = u.id`
