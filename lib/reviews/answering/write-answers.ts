import { authorize } from '../../access/authorize'
import { recordAuditEvents } from '../../audit/record-audit-event'
import type { Tx } from '../../db/transaction'
import { Conflict, NotFound } from '../../errors'
import { asksOneself, type MyRound } from './find-my-round'
import type { ReviewAnswer } from '../rounds/settings'
import { earlierOutcomes, standingAnswer } from './standing-answer'
import {
  findLastSaid,
  type Held,
  insertDecisions,
  lockHeld,
  updateFirst,
  updateSecond,
  type Written,
} from './write-answers.sql'

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
  const held = await lockHeld(
    tx,
    my,
    all.map(({ id }) => id),
  )
  if (held.length < all.length) throw new NotFound('review item')
  await decide(my, held)
  if (undo) await refuseSinceAnswered(tx, my, held)
  const wanted = new Map(all.map((one) => [one.id, one]))
  const open = onlyOpen ? held.filter((item) => (item.asSecond ? item.secondAnswer : item.answer) === null) : held
  const changes = await stand(
    tx,
    my,
    open.map((held) => ({ held, asked: wanted.get(held.id)! })).filter((one) => !saysAgain(my, one)),
  )
  if (changes.length === 0) return []
  await insertDecisions(tx, my, rowsOf(changes))
  await change(tx, my, changes)
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
  const before = answerBefore(held)
  if (asked.answer === null || before.answer === null) return asked.answer === before.answer
  const byId = held.asSecond ? held.secondById : held.answeredById
  return asked.answer === before.answer && byId === person.principal.id && asked.reason === before.reason
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
  const me = my.person.principal.id
  const mixed = pairs.map(({ held, asked: { id, answer, reason } }) => {
    const by = answer ? me : null
    const now = held.asSecond
      ? { ...held, secondAnswer: answer, secondById: by }
      : { ...held, answer, answeredById: by }
    return { held, asked: { id, answer, reason: answer ? reason : null }, outcome: standingAnswer(now) }
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

const rowsOf = (changes: Change[]): Written[] =>
  changes.map(({ held, asked, outcome }) => ({ ...asked, outcome, second: held.asSecond }))

async function change(tx: Tx, my: MyRound, changes: Change[]) {
  const [first, second] = [changes.filter(({ held }) => !held.asSecond), changes.filter(({ held }) => held.asSecond)]
  if (first.length > 0) await updateFirst(tx, my, rowsOf(first))
  if (second.length > 0) await updateSecond(tx, my, rowsOf(second))
}

/** Moves the counters by what changed: of the panels, in the order of their ids, then of the round. */
async function count(tx: Tx, { round }: MyRound, changes: Change[]) {
  const panels = new Map<string, number>()
  for (const { held, asked } of changes) {
    const [panel, before] = held.asSecond ? [held.secondPanelId!, held.secondAnswer] : [held.panelId, held.answer]
    panels.set(panel, (panels.get(panel) ?? 0) + Number(asked.answer !== null) - Number(before !== null))
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

/** Reads what stood in the seat that the caller answers in. */
const answerBefore = (held: Held): Asked =>
  held.asSecond
    ? { id: held.id, answer: held.secondAnswer, reason: held.secondReason }
    : { id: held.id, answer: held.answer, reason: held.reason }

const answersBefore = (changes: Change[]) => changes.map(({ held }) => answerBefore(held))
