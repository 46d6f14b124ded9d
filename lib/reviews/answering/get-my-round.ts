import { authorize } from '../../access/authorize'
import { DAY, now } from '../../clock'
import type { Caller } from '../../principal'
import { countMyAnswers } from './count-my-answers'
import { asksOneself, findMyRound, type MyRound, wasHandedOn } from './find-my-round'
import { stageEndOf } from '../rounds/round-status'
import { UNDO_SECONDS } from '../../undo'

export type MyRoundView = Awaited<ReturnType<typeof getMyRound>>

/** A round as its reviewer sees it: how far it is, until when, and what each answer, and none, will do. Throws `NotFound` for who is not asked. */
export async function getMyRound(caller: Caller, { roundId }: { roundId: string }) {
  const my = await findMyRound(caller, roundId)
  authorize(caller, 'review-item.list')
  const { round, settings, panels, open } = my
  const dueAt = dueOf(my)
  const self = panels.some(asksOneself)
  return {
    roundId: round.id,
    name: round.review.name,
    message: settings.message,
    subject: settings.subject,
    recommendations: settings.recommendations && !self,
    justify: settings.justify,
    self,
    open,
    undoSeconds: UNDO_SECONDS,
    dueAt,
    daysLeft: Math.max(0, Math.ceil((dueAt.getTime() - now().getTime()) / DAY)),
    stage: settings.stages.length > 1 ? { number: panels[0]!.stage, of: settings.stages.length } : null,
    mayHandOn: caller.kind === 'person' && caller.principal.kind === 'member' && !self && !panels.every(wasHandedOn),
    consequences: consequencesOf(my),
    counts: await countMyAnswers(my),
  }
}

/** When the caller's part of it ends, or did. */
function dueOf({ round, panels }: MyRound) {
  const { stage } = panels[0]!
  return stage === round.stage ? (round.endedAt ?? stageEndOf(round)) : round.stageEndsAt[stage - 1]!
}

/** What the answers do in this round, in words, each as the end of a sentence that begins with the answer. */
function consequencesOf({ settings, round, panels }: MyRound) {
  const { subject, stages, ifUnanswered, autoApply } = settings
  const { stage } = panels[0]!
  const goes = subject === 'grant' ? 'removes the access' : 'blocks the guest, and 30 days later removes them'
  const stays = subject === 'grant' ? 'keeps the access as it is' : 'keeps the guest'
  const next = stage < stages.length ? stages[stage - 1]!.movesOn : []
  const or = (outcome: (typeof next)[number], words: string) =>
    next.includes(outcome) ? 'is asked again in the next stage' : words
  const unanswered = {
    keep: stays,
    approve: `counts as approved and ${stays}`,
    remove: goes,
    recommendation: `follows the recommendation: what is recommended to be denied is ${subject === 'grant' ? 'removed' : 'blocked'}, the rest stays`,
  }
  return {
    approve: or('approve', stays),
    deny: or('deny', goes),
    dontKnow: or('dont_know', stays),
    notReviewed: or('not_reviewed', unanswered[ifUnanswered]),
    when: autoApply ? ('at the end' as const) : ('when an administrator applies the results' as const),
    ended: round.endedAt !== null,
  }
}
