import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import { PAGE_SIZE, pageField, pageOf } from '../../forms/pages'
import type { Caller } from '../../principal'
import { askingNobody } from '../rounds/asking-nobody'
import { metTwice } from '../rounds/met-twice.sql'
import { settingsOf } from '../rounds/settings'
import { findRound } from '../rounds/find-review'

const ListRoundReviewers = z.object({ page: pageField })

export type RoundReviewer = {
  id: string
  name: string | null
  address: string
  kind: 'member' | 'guest'
  /** Of every stage they sit in, each once in the one that is being answered; what others on the same seat answered counts too. */
  items: number
  answered: number
  lastAnswerAt: Date | null
  mails: number
  lastMailAt: Date | null
  /** Gave up the seat: was disabled, left, or handed everything on. */
  left: boolean
  /** Why they were asked where they were not the first choice. */
  note: string | null
  insteadOf: string | null
}

/** Who answers in a round, whoever has most left first by the panels' counters, in pages of 50. `unasked`: items of the stage that is being answered that nobody is asked about. */
export async function listRoundReviewers(caller: Caller, input: { roundId: string; page?: unknown }) {
  authorize(caller, 'review-round.read')
  const { page } = ListRoundReviewers.parse(input)
  const round = await findRound(db(), input.roundId)
  const [roundId, asksSecond] = [round.id, settingsOf(round).secondReviewer]
  const [[{ total }], unasked] = await Promise.all([
    db().$queryRaw<
      [{ total: number }]
    >`SELECT count(DISTINCT w."principalId")::int AS total FROM "ReviewPanel" n JOIN "Reviewer" w ON w."panelId" = n.id WHERE n."roundId" = ${roundId}::uuid`,
    db().reviewPanel.aggregate({
      where: { ...askingNobody(round), itemCount: { gt: 0 } },
      _sum: { itemCount: true, answeredCount: true },
    }),
  ])
  return {
    ...(await pageOf(page, total, (skip) => findPage(roundId, asksSecond, skip))),
    unasked: (unasked._sum.itemCount ?? 0) - (unasked._sum.answeredCount ?? 0),
  }
}

const findPage = (roundId: string, asksSecond: boolean, skip: number) =>
  db().$queryRaw<RoundReviewer[]>`
    SELECT p.id, p.name, p.address, p.kind::text, seats.items - twice.items AS items, seats.answered - (twice.items - twice.open) AS answered, seats.mails, seats."lastMailAt", seats."left", seats.note,
      (SELECT coalesce(o.name, o.address) FROM "Principal" o WHERE o.id = seats."insteadOfId") AS "insteadOf",
      (SELECT max(d.at) FROM "ReviewDecision" d WHERE d."roundId" = ${roundId}::uuid AND d."byId" = p.id AND d.answer IS NOT NULL) AS "lastAnswerAt"
    FROM (
      SELECT w."principalId", array_agg(n.id) AS panels, ${asksSecond}::boolean AS two, sum(n."itemCount")::int AS items, sum(n."answeredCount")::int AS answered,
        max(num_nonnulls(w."startToldAt", w."halfToldAt", w."lastToldAt", w."remindedAt"))::int AS mails,
        max(greatest(w."startToldAt", w."halfToldAt", w."lastToldAt", w."remindedAt")) AS "lastMailAt",
        bool_and(w."leftAt" IS NOT NULL) AS "left", max(n.note) AS note, (array_agg(w."insteadOfId") FILTER (WHERE w."insteadOfId" IS NOT NULL))[1] AS "insteadOfId"
      FROM "ReviewPanel" n JOIN "Reviewer" w ON w."panelId" = n.id WHERE n."roundId" = ${roundId}::uuid GROUP BY w."principalId"
      ORDER BY bool_and(w."leftAt" IS NOT NULL), sum(n."itemCount") - sum(n."answeredCount") DESC, w."principalId" LIMIT ${PAGE_SIZE} OFFSET ${skip}
    ) seats JOIN "Principal" p ON p.id = seats."principalId"
      ${metTwice}
    ORDER BY seats."left", seats.items - seats.answered DESC, seats."principalId"`
