import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import { pageField, pageOf } from '../../forms/pages'
import type { Caller } from '../../principal'
import { askingNobody } from '../rounds/asking-nobody'
import { settingsOf } from '../rounds/settings'
import { findRound } from '../rounds/find-review'
import { countReviewers, findReviewers } from './list-round-reviewers.sql'

const ListRoundReviewers = z.object({ page: pageField })

/** Who answers in a round, whoever has most left first by the panels' counters, in pages of 50. `unasked`: items of the stage that is being answered that nobody is asked about. */
export async function listRoundReviewers(caller: Caller, input: { roundId: string; page?: unknown }) {
  authorize(caller, 'review-round.read')
  const { page } = ListRoundReviewers.parse(input)
  const round = await findRound(db(), input.roundId)
  const [roundId, asksSecond] = [round.id, settingsOf(round).secondReviewer]
  const [total, unasked] = await Promise.all([
    countReviewers(roundId),
    db().reviewPanel.aggregate({
      where: { ...askingNobody(round), itemCount: { gt: 0 } },
      _sum: { itemCount: true, answeredCount: true },
    }),
  ])
  return {
    ...(await pageOf(page, total, (skip) => findReviewers(roundId, asksSecond, skip))),
    unasked: (unasked._sum.itemCount ?? 0) - (unasked._sum.answeredCount ?? 0),
  }
}
