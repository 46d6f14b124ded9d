import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from 'pg'
import { now } from '../lib/clock'
import { transaction } from '../lib/db/transaction'
import { answerItems } from '../lib/reviews/answering/answer-items'
import { listMatchingItems } from '../lib/reviews/answering/list-my-items'
import { countPanels } from '../lib/reviews/starting/seat-panels.sql'
import { callerOf } from './caller'
import { median, type Page, timePages } from './page-times'
import { denyTenth, setUpReview, sharer } from './seed-reviews'

type Round = { id: string; startedAt: Date | null; appliedAt: Date | null; removed: number }

const roundsOf = async (client: Client, column: 'id' | 'reviewId', id: string) =>
  (
    await client.query<Round>(
      `SELECT id, "startedAt", "appliedAt", "removedCount" AS removed FROM "ReviewRound" WHERE "${column}" = $1`,
      [id],
    )
  ).rows

/** Has the product's own worker start a round over everything; the seconds from the round made, before its first item, until others see it open. */
export async function startRound(client: Client) {
  await client.query('CHECKPOINT')
  const reviewId = await setUpReview(client)
  for (;;) {
    const [round] = await roundsOf(client, 'reviewId', reviewId)
    if (round?.startedAt)
      return { roundId: round.id, seconds: (now().getTime() - (await begun(client, round.id))) / 1000 }
    await wait(20)
  }
}

async function begun(client: Client, roundId: string) {
  const { rows } = await client.query<{ at: Date }>(
    `SELECT at FROM "AuditEvent" WHERE type = 'review-round.begun' AND detail ->> 'roundId' = $1`,
    [roundId],
  )
  return rows[0]!.at.getTime()
}

/** Seconds that PostgreSQL takes to write as many rows into tables like those of items and their seats, out of the grants alone. */
export async function insertBare(client: Client) {
  await client.query(`CREATE TABLE "BareItem" (LIKE "ReviewItem" INCLUDING ALL)`)
  await client.query(`CREATE TABLE "BareSeat" (LIKE "ReviewSeat" INCLUDING ALL)`)
  await client.query('CHECKPOINT')
  const started = performance.now()
  await client.query(
    `WITH made AS (
       INSERT INTO "BareItem" ("roundId", "principalId", "grantId", "resourceId", role, "grantedAt", "grantedById", "endsAt", "lastOpenedAt", recommendation, "inviterGone")
       SELECT gen.id, g."principalId", g.id, g."resourceId", g.role, g."grantedAt", g."grantedById", g."endsAt", g."lastOpenedAt", 'deny', false
       FROM "Grant" g, (SELECT uuidv7() AS id) gen RETURNING id, "grantedById"
     ) INSERT INTO "BareSeat" ("itemId", second, "panelId") SELECT id, false, "grantedById" FROM made`,
  )
  const seconds = (performance.now() - started) / 1000
  await client.query('DROP TABLE "BareItem", "BareSeat"')
  return seconds
}

/** Seconds to answer as many items at once as can be selected, found and answered as the page does it; the median of three. */
export async function decide(client: Client, roundId: string, selected: number) {
  const reviewer = await callerOf(client, sharer(2))
  const times: number[] = []
  for (const answer of ['approve', 'deny', 'dont_know'] as const) {
    const started = performance.now()
    const ids = (await listMatchingItems(reviewer, { roundId })).ids.slice(0, selected)
    await answerItems(reviewer, { roundId, ids, answer, reason: 'Seen through together.' })
    times.push((performance.now() - started) / 1000)
  }
  return median(times)
}

/** Ends the round with a tenth of it denied, and has the worker apply that while the pages are asked for. */
export async function apply(client: Client, roundId: string, pages: Page[]) {
  const denied = await denyTenth(client, roundId)
  await transaction((tx) => countPanels(tx, roundId, 1))
  await client.query('VACUUM ANALYZE "ReviewItem", "ReviewSeat"')
  await client.query(`UPDATE "ReviewRound" SET "endedAt" = $2, "applyingAt" = $2 WHERE id = $1`, [roundId, now()])
  const read = async () => (await roundsOf(client, 'id', roundId))[0]!
  while ((await read()).removed === 0) await wait(20)
  const started = now()
  const times = await timePages(pages, async () => !(await read()).appliedAt)
  const { appliedAt, removed } = await read()
  if (removed !== denied) throw new Error(`${removed} of ${denied} denials were applied`)
  const { rows } = await client.query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting FROM "Mail" WHERE template = 'review-access-ended' AND "sentAt" IS NULL`,
  )
  return { denied, waiting: rows[0]!.waiting, seconds: (appliedAt!.getTime() - started.getTime()) / 1000, times }
}
