import { Agent } from 'node:http'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from 'pg'
import { now } from '../lib/clock'
import { disconnect } from '../lib/db/client'
import { transaction } from '../lib/db/transaction'
import { answerItems } from '../lib/reviews/answering/answer-items'
import { listMatchingItems } from '../lib/reviews/answering/list-my-items'
import { countPanels } from '../lib/reviews/starting/seat-panels'
import { callerOf } from './caller'
import { type Foyer, signIn } from './foyer'
import type { MailSink } from './mail-sink'
import { median, type Page, type PageTimes, timePages } from './page-times'
import { administrator, denyTenth, emptyAll, guest, GRANTS_EACH, seedAccess, setUpReview, sharer } from './seed-reviews'

export type ReviewSize = { few: number; guests: number; selected: number; pages: number }

export type Reviewed = Awaited<ReturnType<typeof measureReviews>>

/** Reviews over as many guests as asked for beside the same over a few: the start, the pages, deciding, and applying. */
export async function measureReviews(foyer: Foyer, sink: MailSink, size: ReviewSize) {
  process.env.DATABASE_URL = foyer.databaseUrl
  const agent = new Agent({ keepAlive: true })
  const client = await foyer.connect()
  const timed = (pages: Page[]) => timePages(pages, (rounds) => rounds < size.pages, { warmUp: 10 })
  try {
    await populate(client, size.few)
    const few = await timed(await pagesOf(foyer, agent, sink, (await startRound(client)).roundId))
    await populate(client, size.guests)
    const before = await insertBare(client)
    const { roundId, seconds } = await startRound(client)
    const bare = median([before, await insertBare(client), await insertBare(client)])
    const pages = await pagesOf(foyer, agent, sink, roundId)
    const many = await timed(pages)
    const deciding = await decide(client, roundId, size.selected)
    const meanwhile = pages.filter(({ name }) => name !== 'round')
    const idle = await timed(meanwhile)
    return { size, grants: size.guests * GRANTS_EACH, start: { seconds, bare }, few, many, deciding, applying: { idle, ...(await apply(client, roundId, meanwhile)) } }
  } finally {
    agent.destroy()
    await client.end()
    await disconnect()
  }
}

async function populate(client: Client, guests: number) {
  await emptyAll(client)
  await seedAccess(client, guests)
}

type Round = { id: string; startedAt: Date | null; appliedAt: Date | null; removed: number }

const roundsOf = async (client: Client, column: 'id' | 'reviewId', id: string) =>
  (await client.query<Round>(`SELECT id, "startedAt", "appliedAt", "removedCount" AS removed FROM "ReviewRound" WHERE "${column}" = $1`, [id])).rows

/** Has the product's own worker start a round over everything; the seconds from the round made, before its first item, until others see it open. */
async function startRound(client: Client) {
  await client.query('CHECKPOINT')
  const reviewId = await setUpReview(client)
  for (;;) {
    const [round] = await roundsOf(client, 'reviewId', reviewId)
    if (round?.startedAt) return { roundId: round.id, seconds: (now().getTime() - (await begun(client, round.id))) / 1000 }
    await wait(20)
  }
}

async function begun(client: Client, roundId: string) {
  const { rows } = await client.query<{ at: Date }>(`SELECT at FROM "AuditEvent" WHERE type = 'review-round.begun' AND detail ->> 'roundId' = $1`, [roundId])
  return rows[0]!.at.getTime()
}

/** Seconds that PostgreSQL takes to write as many rows into a table like the items', out of the grants alone. */
async function insertBare(client: Client) {
  await client.query(`CREATE TABLE "BareItem" (LIKE "ReviewItem" INCLUDING ALL)`)
  await client.query('CHECKPOINT')
  const started = performance.now()
  await client.query(
    `INSERT INTO "BareItem" ("roundId", "principalId", "grantId", "resourceId", role, "grantedAt", "grantedById", "endsAt", "lastOpenedAt", recommendation, "inviterGone", "panelId")
     SELECT gen.id, g."principalId", g.id, g."resourceId", g.role, g."grantedAt", g."grantedById", g."endsAt", g."lastOpenedAt", 'deny', false, g."grantedById"
     FROM "Grant" g, (SELECT uuidv7() AS id) gen`,
  )
  const seconds = (performance.now() - started) / 1000
  await client.query('DROP TABLE "BareItem"')
  return seconds
}

/** The pages of a guest who is not denied anything, of a reviewer, and of an administrator. */
async function pagesOf({ origin }: Foyer, agent: Agent, sink: MailSink, roundId: string): Promise<Page[]> {
  const [reader, reviewer, adele] = [await signIn(origin, agent, sink, guest(1)), await signIn(origin, agent, sink, sharer(1)), await signIn(origin, agent, sink, administrator)]
  return [
    { name: 'empty', visitor: reader, path: '/empty-page', text: 'Nothing here' },
    { name: 'inbox', visitor: reader, path: '/shared-with-me', text: 'Quarterly report, part' },
    { name: 'reviews', visitor: reviewer, path: '/reviews', text: 'Every guest' },
    { name: 'reviewer', visitor: reviewer, path: `/reviews/${roundId}`, text: 'Quarterly report, part' },
    { name: 'dashboard', visitor: adele, path: '/admin/reviews', text: 'Every guest' },
    { name: 'round', visitor: adele, path: `/admin/reviews/rounds/${roundId}`, text: 'Quarterly report, part' },
  ]
}

/** Seconds to answer as many items at once as can be selected, found and answered as the page does it; the median of three. */
async function decide(client: Client, roundId: string, selected: number) {
  const reviewer = await callerOf(client, sharer(2))
  const times: number[] = []
  for (const answer of ['approve', 'deny', 'dont_know'] as const) {
    const started = performance.now()
    const ids = (await listMatchingItems(reviewer, { roundId })).slice(0, selected)
    await answerItems(reviewer, { roundId, ids, answer, reason: 'Seen through together.' })
    times.push((performance.now() - started) / 1000)
  }
  return median(times)
}

/** Ends the round with a tenth of it denied, and has the worker apply that while the pages are asked for. */
async function apply(client: Client, roundId: string, pages: Page[]) {
  const denied = await denyTenth(client, roundId)
  await transaction((tx) => countPanels(tx, roundId, 1))
  await client.query('VACUUM ANALYZE "ReviewItem"')
  await client.query(`UPDATE "ReviewRound" SET "endedAt" = $2, "applyingAt" = $2 WHERE id = $1`, [roundId, now()])
  const read = async () => (await roundsOf(client, 'id', roundId))[0]!
  while ((await read()).removed === 0) await wait(20)
  const started = now()
  const times: PageTimes = await timePages(pages, async () => !(await read()).appliedAt)
  const { appliedAt, removed } = await read()
  if (removed !== denied) throw new Error(`${removed} of ${denied} denials were applied`)
  return { denied, seconds: (appliedAt!.getTime() - started.getTime()) / 1000, times }
}
