// In SQL: Prisma's client does not see which of two seats of an item is the caller's, and would write thousands of answers one by one.

import { z } from 'zod'
import { now } from '../../clock'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { hadEndedIn } from '../rounds/ended-before.sql'
import { ReviewAnswer } from '../rounds/settings'
import { type MyRound, panelIds } from './find-my-round'
import { mySeatsOf } from './my-seat.sql'

const Held = z.strictObject({
  id: z.int(),
  stage: z.int(),
  principalId: z.string(),
  resourceId: z.string().nullable(),
  outcome: ReviewAnswer.nullable(),
  /** The caller answers as the second reviewer. Of the seat in which the caller answers: */
  asSecond: z.boolean(),
  panelId: z.string(),
  answer: ReviewAnswer.nullable(),
  answeredById: z.string().nullable(),
  reason: z.string().nullable(),
  /** Another reviewer has to answer as well. Of that one's seat: */
  two: z.boolean(),
  otherAnswer: ReviewAnswer.nullable(),
  otherById: z.string().nullable(),
  mine: z.boolean(),
  /** Was handed on to whoever has it now, or was the caller's before. */
  moved: z.boolean(),
  /** Its access had ended before: nothing is asked any longer. */
  ended: z.boolean(),
})
export type Held = z.infer<typeof Held>

/** Reads items with their seats, in the order of their ids. Lock them first: seats change under the lock of their item. */
export const findHeld = (tx: Tx, my: MyRound, ids: number[]) =>
  queryRows(
    tx,
    Prisma.sql`
  SELECT i.id, i.stage, i."principalId", i."resourceId", i.outcome::text, ${hadEndedIn('i')} AS ended,
    seat."asSecond", (seat.own)."panelId", (seat.own).answer::text, (seat.own)."answeredById", (seat.own).reason,
    (seat.other)."panelId" IS NOT NULL AS two, (seat.other).answer::text AS "otherAnswer", (seat.other)."answeredById" AS "otherById",
    (seat.own)."panelId" = ANY(${panelIds(my)}::uuid[]) AS mine,
    (EXISTS (SELECT 1 FROM "ReviewPanel" n WHERE n.id IN ((seat.own)."panelId", (seat.other)."panelId") AND n.kind = 'handed')
      OR EXISTS (SELECT 1 FROM "Reviewer" w WHERE w."panelId" IN ((seat.own)."panelId", (seat.other)."panelId") AND w."principalId" = ${my.person.principal.id}::uuid)
      OR EXISTS (SELECT 1 FROM "ReviewDecision" d WHERE d."roundId" = i."roundId" AND d."itemId" = i.id AND d."byId" = ${my.person.principal.id}::uuid)) AS moved
  FROM "ReviewItem" i ${mySeatsOf('i', my)} WHERE i."roundId" = ${my.round.id}::uuid AND i.id = ANY(${ids}::int[]) ORDER BY i.id`,
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

/** An answer, and the seat that it is given in. Null: taken back. */
export type Written = { id: number; second: boolean; answer: ReviewAnswer | null; reason: string | null }

/** Puts answers into their seats and adds them to the history, in the caller's name. */
export const putAnswers = (tx: Tx, { round, person }: MyRound, written: Written[]) => tx.$executeRaw`
  WITH u AS MATERIALIZED (
    SELECT id, second, answer::"ReviewAnswer", reason FROM jsonb_to_recordset(${JSON.stringify(written)}::jsonb) AS u(id int, second boolean, answer text, reason text)
  ), history AS (
    INSERT INTO "ReviewDecision" (id, "roundId", "itemId", stage, second, answer, reason, at, "byId", "sessionId", "networkAddress", "userAgent")
    SELECT gen_random_uuid(), ${round.id}::uuid, u.id, ${round.stage}, u.second, u.answer, u.reason, ${now()}, ${person.principal.id}::uuid,
      ${person.session.id}::uuid, ${person.environment.networkAddress}, ${person.environment.userAgent.slice(0, 400)} FROM u
  )
  UPDATE "ReviewSeat" s SET answer = u.answer, reason = u.reason,
    "answeredAt" = CASE WHEN u.answer IS NOT NULL THEN ${now()}::timestamptz END, "answeredById" = CASE WHEN u.answer IS NOT NULL THEN ${person.principal.id}::uuid END
  FROM u WHERE s."itemId" = u.id AND s.second = u.second`

/** What stands of an item. */
export type Standing = { id: number; outcome: ReviewAnswer | null }

/** Writes down what stands of items. */
export const updateOutcomes = (tx: Tx, { round }: MyRound, standing: Standing[]) => tx.$executeRaw`
  UPDATE "ReviewItem" i SET outcome = u.outcome::"ReviewAnswer"
  FROM jsonb_to_recordset(${JSON.stringify(standing)}::jsonb) AS u(id int, outcome text) WHERE i."roundId" = ${round.id}::uuid AND i.id = u.id`
