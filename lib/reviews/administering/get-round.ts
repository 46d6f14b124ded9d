import { authorize } from '../../access/authorize'
import { may } from '../../access/decide'
import { now } from '../../clock'
import { db } from '../../db/client'
import { displayName, type Caller } from '../../principal'
import { findRound, type FoundRound } from '../rounds/find-review'
import { takesAnswers } from '../rounds/round-status'
import { roundView } from '../rounds/round-view'
import { settingsInWords } from '../setting-up/settings-in-words'
import { settingsOf } from '../rounds/settings'
import { countGuests } from './get-round.sql'

/** A round: state, times, counts and what can be done with it now. Read from its own counters. Throws `NotFound`. */
export async function getRound(caller: Caller, { roundId }: { roundId: string }) {
  authorize(caller, 'review-round.read')
  const round = await findRound(db(), roundId)
  const settings = settingsOf(round)
  const view = roundView(round)
  const [words, work, endedBy] = await Promise.all([
    settingsInWords(db(), settings),
    workOf(round),
    nameOf(round.endedById),
  ])
  const open = takesAnswers(round)
  return {
    ...view,
    review: {
      id: round.reviewId,
      name: round.review.name,
      setUpBy: round.review.createdBy,
      nextRoundAt: round.review.nextRoundAt,
    },
    subject: settings.subject,
    autoApply: settings.autoApply,
    words,
    work,
    endedBy,
    extendedAt: round.extendedAt,
    resetAt: round.resetAt,
    can: {
      stop: view.endedAt === null && may(caller, 'review-round.stop'),
      apply: view.status === 'completed' && view.startedAt !== null && may(caller, 'review-round.apply'),
      extend: open && round.extendedAt === null && may(caller, 'review-round.extend'),
      reset: open && view.answered > 0 && may(caller, 'review-round.reset'),
      remind: open && view.notReviewed > 0 && may(caller, 'review-round.remind'),
      reassign: open && may(caller, 'review-item.reassign'),
    },
  }
}

export type RoundPage = Awaited<ReturnType<typeof getRound>>

/** Long work under way: how far it is of what, since when. Null: none is. */
export type Work = { kind: 'starting' | 'applying'; done: number; total: number; since: Date; seconds: number }

async function workOf(round: FoundRound): Promise<Work | null> {
  const at = now()
  const work = (kind: Work['kind'], done: number, total: number, since: Date): Work => ({
    kind,
    done,
    total,
    since,
    seconds: Math.max(0, (at.getTime() - since.getTime()) / 1000),
  })
  if (round.applyingAt && !round.appliedAt)
    return work('applying', await appliedOf(round), round.itemCount, round.applyingAt)
  if (round.startedAt || round.endedAt || round.startsAt > at) return null
  const guests = await countGuests(round.frozenThrough ?? '')
  return work('starting', guests.done, guests.total, round.startsAt)
}

/** Items are numbered one after the other, so that the number of the last one done says how many there were. */
async function appliedOf({ id: roundId, appliedThrough, itemCount }: FoundRound) {
  const edge = (order: 'asc' | 'desc') =>
    db().reviewItem.findFirst({ where: { roundId }, orderBy: { id: order }, select: { id: true } })
  const [first, last] = await Promise.all([edge('asc'), edge('desc')])
  if (!first || !last || appliedThrough < first.id) return 0
  return Math.round((itemCount * (appliedThrough - first.id + 1)) / (last.id - first.id + 1))
}

async function nameOf(id: string | null) {
  const person = id ? await db().principal.findUnique({ where: { id }, select: { name: true, address: true } }) : null
  return person && displayName(person)
}
