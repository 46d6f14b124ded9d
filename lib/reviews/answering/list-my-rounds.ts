import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { after, DAY, now } from '../../clock'
import type { Caller } from '../../principal'
import { stageEndOf, takesAnswers } from '../rounds/round-status'
import { type Found, findRounds } from './list-my-rounds.sql'

/** How long a round that ended is still listed. */
const KEPT = 90 * DAY

export type MyRoundRow = {
  roundId: string
  name: string
  number: number
  /** Until when answers are taken, or when the round ended. */
  dueAt: Date
  items: number
  answered: number
  /** Nothing more can be answered. */
  over: boolean
}

/** The rounds in which the caller is asked: those in progress, soonest due first, then those that ended in the last 90 days. */
export async function listMyRounds(caller: Caller, _: unknown = {}) {
  const { principal } = signedIn(caller)
  authorize(caller, 'review-item.list')
  const found = await findRounds(principal.id, after(now(), -KEPT))
  const rows = newestStages(found).map(toRow)
  return {
    open: rows.filter(({ over }) => !over).sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime()),
    over: rows.filter(({ over }) => over).sort((one, other) => other.dueAt.getTime() - one.dueAt.getTime()),
    guest: principal.kind === 'guest',
  }
}

/** Of a round with stages, only the last one in which the caller was asked. */
const newestStages = (found: Found[]) => [...new Map(found.map((row) => [row.roundId, row])).values()]

function toRow({ roundId, name, number, items, answered, asked, ...round }: Found): MyRoundRow {
  const over = asked !== round.stage || !takesAnswers(round)
  const dueAt = asked === round.stage ? (round.endedAt ?? stageEndOf(round)) : round.stageEndsAt[asked - 1]!
  return { roundId, name, number, dueAt, items, answered, over }
}
