import { cast, type CastName } from '../../prisma/cast'
import { after, DAY, now } from '../clock'
import { db } from '../db/client'
import type { PersonCaller } from '../principal'
import { systemCaller } from '../principal'
import { transaction } from '../db/transaction'
import { holdRound } from './rounds/hold-round'
import { stricter } from './rounds/outcome'
import { readRound } from './rounds/round-row'
import { bothSeatsOf } from './rounds/seats.sql'
import { takesAnswers } from './rounds/round-status'
import { countPanels } from './starting/seat-panels.sql'
import type { ReviewAnswer, ReviewSettings, ReviewStage } from './rounds/settings'
import { startRounds } from './starting/start-rounds'

export const job = systemCaller('start-review-rounds')

/** A stage in which the sharers answer within a week, or whatever else is asked for. */
export const stageOf = (more: Partial<ReviewStage> = {}): ReviewStage => ({
  reviewers: 'sharers',
  memberIds: [],
  fallbackIds: [],
  days: 7,
  movesOn: ['approve', 'deny', 'dont_know', 'not_reviewed'],
  ...more,
})

/** Every guest and every grant, once, from now on, asked of the sharers; or whatever else is asked for. */
export const settingsWith = ({
  scope,
  ...more
}: Partial<Omit<ReviewSettings, 'scope'>> & { scope?: Partial<ReviewSettings['scope']> } = {}): ReviewSettings => ({
  subject: 'grant',
  scope: { guestIds: null, domains: [], sponsorIds: [], resourceIds: null, inactiveDays: null, ...scope },
  stages: [stageOf()],
  frequency: 'once',
  // The day before, which has begun in every zone.
  startsOn: after(now(), -DAY).toISOString().slice(0, 10),
  startsAt: '00:00',
  endsOn: null,
  rounds: null,
  justify: { approve: false, deny: false },
  recommendations: true,
  lookBackDays: 30,
  ifUnanswered: 'keep',
  autoApply: true,
  endWhenAnswered: false,
  secondReviewer: false,
  remind: true,
  message: null,
  toldIds: [],
  ...more,
})

/** Shares a page of a member's with somebody, as it would have been `daysAgo`. */
export async function share(
  people: Record<CastName, PersonCaller>,
  title: string,
  by: CastName,
  to: CastName,
  more: { daysAgo?: number; openedDaysAgo?: number } = {},
) {
  const { daysAgo = 90, openedDaysAgo } = more
  const sharedById = people[by].principal.id
  const at = after(now(), -daysAgo * DAY)
  const resource =
    (await db().resource.findFirst({ where: { title, sharedById }, select: { id: true } })) ??
    (await db().resource.create({
      data: { kind: 'page', title, body: '', sharedById, createdAt: at },
      select: { id: true },
    }))
  const lastOpenedAt = openedDaysAgo === undefined ? null : after(now(), -openedDaysAgo * DAY)
  const grant = await db().grant.create({
    data: {
      resourceId: resource.id,
      principalId: people[to].principal.id,
      role: 'view',
      grantedAt: at,
      grantedById: sharedById,
      firstOpenedAt: lastOpenedAt,
      lastOpenedAt,
    },
  })
  return { resourceId: resource.id, grantId: grant.id }
}

/** Sets up a review that is due now and has its round started. */
export async function startReview(
  people: Record<CastName, PersonCaller>,
  more: Parameters<typeof settingsWith>[0] = {},
) {
  const settings = settingsWith(more)
  const review = await db().accessReview.create({
    data: {
      name: 'Every guest',
      settings,
      nextRoundAt: now(),
      createdAt: now(),
      createdById: people.adele.principal.id,
    },
  })
  await startRounds(job)
  const round = await db().reviewRound.findFirstOrThrow({ where: { reviewId: review.id } })
  return { reviewId: review.id, roundId: round.id, round }
}

/** The items of a round as short lines: "nicole Q3 plan deny sharer:megan". */
export async function itemsOf(roundId: string) {
  const rows = await db().$queryRaw<
    {
      address: string
      title: string | null
      recommendation: string | null
      kind: string
      subjectId: string | null
      second: string | null
    }[]
  >`
    SELECT p.address, r.title, i.recommendation::text, n.kind::text, n."subjectId", m.kind::text AS second FROM "ReviewItem" i JOIN "Principal" p ON p.id = i."principalId"
      LEFT JOIN "Resource" r ON r.id = i."resourceId" ${bothSeatsOf('i')} JOIN "ReviewPanel" n ON n.id = first."panelId" LEFT JOIN "ReviewPanel" m ON m.id = second."panelId"
    WHERE i."roundId" = ${roundId}::uuid ORDER BY i.id`
  const names = new Map(
    (await db().principal.findMany({ select: { id: true, address: true } })).map(({ id, address }) => [
      id,
      nameOf(address),
    ]),
  )
  return rows.map(({ address, title, recommendation, kind, subjectId, second }) =>
    [nameOf(address), title, recommendation, subjectId ? `${kind}:${names.get(subjectId) ?? subjectId}` : kind, second]
      .filter(Boolean)
      .join(' '),
  )
}

/** Reads the items of a round in their order, each with its `first` seat and, where two have to answer, its `second`. */
export async function seatedItems(roundId: string) {
  const items = await db().reviewItem.findMany({ where: { roundId }, orderBy: { id: 'asc' } })
  const seats = await db().reviewSeat.findMany({ where: { itemId: { in: items.map(({ id }) => id) } } })
  const of = (itemId: number, second: boolean) => seats.find((seat) => seat.itemId === itemId && seat.second === second)
  return items.map((item) => ({ ...item, first: of(item.id, false)!, second: of(item.id, true) ?? null }))
}

const nameOf = (address: string) =>
  Object.entries(cast).find(([, person]) => person.address === address)?.[0] ?? address

/** Answers an item as a reviewer would, with its history and every count. Resolves to whether answers were still taken. */
export const answer = (roundId: string, itemId: number, given: ReviewAnswer | null, second = false) =>
  transaction(async (tx) => {
    await holdRound(tx, roundId)
    const round = await readRound(tx, roundId)
    const where = { roundId_id: { roundId, id: itemId } }
    const item = await tx.reviewItem.findUniqueOrThrow({ where })
    const [first, other] = await tx.reviewSeat.findMany({ where: { itemId }, orderBy: { second: 'asc' } })
    const seat = second ? other : first
    if (!takesAnswers(round) || item.stage !== round.stage || item.result === 'ended_before' || !seat) return false
    const byId = `00000000-0000-7000-8000-00000000000${second ? 2 : 1}`
    const at = now()
    const said = given
      ? { answer: given, answeredById: byId, answeredAt: at }
      : { answer: null, answeredById: null, answeredAt: null }
    await tx.reviewSeat.update({ where: { itemId_second: { itemId, second } }, data: said })
    const outcome = other ? stricter(given, (second ? first! : other).answer) : given
    await tx.reviewItem.update({ where, data: { outcome } })
    await tx.reviewDecision.create({ data: { roundId, itemId, stage: item.stage, second, answer: given, at, byId } })
    await countPanels(tx, roundId, round.stage)
    await tx.$executeRaw`UPDATE "ReviewRound" SET ("approvedCount", "deniedCount", "dontKnowCount") = (
      SELECT count(*) FILTER (WHERE outcome = 'approve'), count(*) FILTER (WHERE outcome = 'deny'), count(*) FILTER (WHERE outcome = 'dont_know')
      FROM "ReviewItem" WHERE "roundId" = ${roundId}::uuid) WHERE id = ${roundId}::uuid`
    return true
  })
