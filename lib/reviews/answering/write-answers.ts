import { authorize } from '../../access/authorize'
import { recordAuditEvents } from '../../audit/record-audit-event'
import type { Tx } from '../../db/transaction'
import { Conflict, NotFound } from '../../errors'
import { asksOneself, type MyRound } from './find-my-round'
import { lockItems } from '../rounds/move-items.sql'
import type { ReviewAnswer } from '../rounds/settings'
import { earlierOutcomes, standingAnswer } from './standing-answer'
import { findHeld, findLastSaid, type Held, putAnswers, type Standing, updateOutcomes } from './write-answers.sql'

/** What is answered of an item. Null: taken back. */
export type Asked = { id: number; answer: ReviewAnswer | null; reason: string | null }

type Change = { held: Held; asked: Asked; outcome: ReviewAnswer | null }

/**
 * Writes answers with their history, the trail and the counters, in the transaction of whoever calls it, which shares
 * the round (hold-round.ts) and has seen that it takes answers. All or none. Resolves to what was answered before, so
 * that it can be undone. Throws `AccessDenied` for what is somebody else's, `Conflict` for what no longer is the caller's.
 */
export async function writeAnswers(
  tx: Tx,
  my: MyRound,
  all: Asked[],
  { onlyOpen = false, undo = false } = {},
): Promise<Asked[]> {
  const ids = all.map(({ id }) => id)
  await lockItems(tx, my.round.id, ids)
  const held = await findHeld(tx, my, ids)
  if (held.length < all.length) throw new NotFound('review item')
  await decide(my, held)
  if (undo) await refuseSinceAnswered(tx, my, held)
  const wanted = new Map(all.map((one) => [one.id, one]))
  const open = onlyOpen ? held.filter(({ answer }) => answer === null) : held
  const changes = await stand(
    tx,
    my,
    open.map((held) => ({ held, asked: wanted.get(held.id)! })).filter((one) => !saysAgain(my, one)),
  )
  if (changes.length === 0) return []
  await putAnswers(
    tx,
    my,
    changes.map(({ held, asked }) => ({ ...asked, second: held.asSecond })),
  )
  const standing = outcomesOf(changes)
  if (standing.length > 0) await updateOutcomes(tx, my, standing)
  await count(tx, my, changes)
  await recordAuditEvents(
    tx,
    my.person,
    'review-item.answered',
    changes.map((one) => happening(my, one)),
  )
  return answersBefore(changes)
}

/** Checks whether an answer is what the caller said last. */
function saysAgain({ person }: MyRound, { held, asked }: Omit<Change, 'outcome'>) {
  if (asked.answer === null || held.answer === null) return asked.answer === held.answer
  return asked.answer === held.answer && held.answeredById === person.principal.id && asked.reason === held.reason
}

async function decide({ person, round, panels }: MyRound, held: Held[]) {
  const gone = held.filter(({ mine, moved, stage }) => (mine ? stage !== round.stage : moved)).length
  const self = panels.some(asksOneself)
  const me = [person.principal.id]
  const targets = new Map(
    held.map(({ principalId, mine, moved }) => [
      `${principalId} ${mine || moved}`,
      { principalId, reviewerIds: mine || moved ? me : [] },
    ]),
  )
  for (const { principalId, reviewerIds } of targets.values())
    authorize(person, 'review-item.answer', { principalId, review: { reviewerIds, self } })
  const ended = held.filter((item) => item.ended).length
  if (ended > 0)
    throw new Conflict(
      'review-item.access-ended',
      `${ended === 1 ? 'The access of one of these has' : `The access of ${ended.toLocaleString('en-US')} of these has`} ended meanwhile; nothing was changed. Load the page again.`,
    )
  if (gone > 0)
    throw new Conflict(
      'review-item.not-yours',
      `${gone === 1 ? 'One of these is' : `${gone.toLocaleString('en-US')} of these are`} no longer yours to answer; nothing was changed. Load the page again.`,
    )
}

/** Nobody undoes another's: throws `Conflict` where what was said last of an item was not said by the caller. */
async function refuseSinceAnswered(tx: Tx, my: MyRound, held: Held[]) {
  const said = await findLastSaid(
    tx,
    my,
    held.map(({ id }) => id),
  )
  const seats = new Map(held.map(({ id, asSecond }) => [id, asSecond]))
  if (said.some(({ itemId, second, byId }) => second === seats.get(itemId) && byId !== my.person.principal.id))
    throw new Conflict(
      'review-item.answered',
      'Somebody else has answered since: nothing was undone. Load the page again.',
    )
}

/** What stands of each item with its new answer; taken back, what stood before this stage. */
async function stand(tx: Tx, my: MyRound, pairs: Omit<Change, 'outcome'>[]): Promise<Change[]> {
  const mixed = pairs.map(({ held, asked: { id, answer, reason } }) => {
    const answeredById = answer ? my.person.principal.id : null
    const outcome = standingAnswer({ ...held, answer, answeredById })
    return { held, asked: { id, answer, reason: answer ? reason : null }, outcome }
  })
  const fallsBack = mixed
    .filter(({ held, outcome }) => outcome === null && standingAnswer(held) !== null)
    .map(({ held }) => held.id)
  const earlier = await earlierOutcomes(tx, {
    roundId: my.round.id,
    stage: my.round.stage,
    settings: my.settings,
    ids: fallsBack,
  })
  const taken = new Set(fallsBack)
  const before = ({ id, outcome }: Held) => (taken.has(id) ? (earlier.get(id) ?? null) : outcome)
  return mixed.map((one) => ({ ...one, outcome: one.outcome ?? before(one.held) }))
}

/** Lists what stands of the items of which that changes: of two answers, the first changes nothing yet. */
const outcomesOf = (changes: Change[]): Standing[] =>
  changes.flatMap(({ held, outcome }) => (outcome === held.outcome ? [] : { id: held.id, outcome }))

/** Moves the counters by what changed: of the panels, in the order of their ids, then of the round. */
async function count(tx: Tx, { round }: MyRound, changes: Change[]) {
  const panels = new Map<string, number>()
  for (const { held, asked } of changes) {
    const more = Number(asked.answer !== null) - Number(held.answer !== null)
    panels.set(held.panelId, (panels.get(held.panelId) ?? 0) + more)
  }
  for (const [id, more] of [...panels].sort(([one], [other]) => (one < other ? -1 : 1)))
    await tx.reviewPanel.update({ where: { id }, data: { answeredCount: { increment: more } }, select: { id: true } })
  const more = (of: ReviewAnswer) =>
    changes.reduce((sum, { held, outcome }) => sum + Number(outcome === of) - Number(held.outcome === of), 0)
  const data = {
    approvedCount: { increment: more('approve') },
    deniedCount: { increment: more('deny') },
    dontKnowCount: { increment: more('dont_know') },
  }
  await tx.reviewRound.update({ where: { id: round.id }, data, select: { id: true } })
}

const happening = ({ round }: MyRound, { held, asked }: Change) => ({
  principalId: held.principalId,
  resourceId: held.resourceId,
  detail: {
    review: round.review.name,
    roundId: round.id,
    itemId: held.id,
    answer: asked.answer,
    reason: asked.reason ?? undefined,
    second: held.asSecond || undefined,
  },
})

const answersBefore = (changes: Change[]): Asked[] =>
  changes.map(({ held: { id, answer, reason } }) => ({ id, answer, reason }))
