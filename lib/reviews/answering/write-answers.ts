import { authorize } from '../../access/authorize'
import { recordAuditEvents } from '../../audit/record-audit-event'
import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { Conflict, NotFound } from '../../errors'
import { asksOneself, asSecond, type MyRound, panelIds } from './find-my-round'
import type { ReviewAnswer } from '../rounds/settings'
import { hadEnded } from '../rounds/ended-before'
import { earlierOutcomes, standingAnswer } from './standing-answer'

/** What is answered of an item. Null: taken back. */
export type Asked = { id: number; answer: ReviewAnswer | null; reason: string | null }

type Held = {
  id: number
  stage: number
  principalId: string
  resourceId: string | null
  panelId: string
  secondPanelId: string | null
  answer: ReviewAnswer | null
  answeredById: string | null
  reason: string | null
  secondAnswer: ReviewAnswer | null
  secondById: string | null
  secondReason: string | null
  outcome: ReviewAnswer | null
  asSecond: boolean
  mine: boolean
  /** Was handed on to whoever has it now, or was the caller's before. */
  moved: boolean
  /** Its access had ended before: nothing is asked any longer. */
  ended: boolean
}

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
  const held = await hold(
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
  await keepHistory(tx, my, changes)
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

/**
 * Locks items in the order of their ids, so that of many who answer the same items none waits for another's end in a
 * circle. The reason of a second answer stands in the history alone.
 */
const hold = (tx: Tx, my: MyRound, ids: number[]) => tx.$queryRaw<Held[]>`
  SELECT i.id, i.stage, i."principalId", i."resourceId", i."panelId", i."secondPanelId", i.answer::text, i."answeredById", i.reason,
    i."secondAnswer"::text, i."secondById", i.outcome::text, CASE WHEN i."secondAnswer" IS NOT NULL THEN (
      SELECT d.reason FROM "ReviewDecision" d WHERE d."roundId" = i."roundId" AND d."itemId" = i.id AND d.stage = i.stage AND d.second
      ORDER BY d.at DESC, d.id DESC LIMIT 1) END AS "secondReason", ${asSecond(my)} AS "asSecond", ${hadEnded} AS ended,
    coalesce(i."panelId" = ANY(${panelIds(my)}::uuid[]) OR i."secondPanelId" = ANY(${panelIds(my)}::uuid[]), false) AS mine,
    (EXISTS (SELECT 1 FROM "ReviewPanel" n WHERE n.id IN (i."panelId", i."secondPanelId") AND n.kind = 'handed')
      OR EXISTS (SELECT 1 FROM "Reviewer" w WHERE w."panelId" IN (i."panelId", i."secondPanelId") AND w."principalId" = ${my.person.principal.id}::uuid)
      OR EXISTS (SELECT 1 FROM "ReviewDecision" d WHERE d."roundId" = i."roundId" AND d."itemId" = i.id AND d."byId" = ${my.person.principal.id}::uuid)) AS moved
  FROM "ReviewItem" i WHERE i."roundId" = ${my.round.id}::uuid AND i.id = ANY(${ids}::int[]) ORDER BY i.id FOR UPDATE OF i`

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
async function refuseSinceAnswered(tx: Tx, { round, person }: MyRound, held: Held[]) {
  const said = await tx.$queryRaw<{ itemId: number; second: boolean; byId: string }[]>`
    SELECT DISTINCT ON ("itemId", second) "itemId", second, "byId" FROM "ReviewDecision"
    WHERE "roundId" = ${round.id}::uuid AND "itemId" = ANY(${held.map(({ id }) => id)}::int[]) AND stage = ${round.stage}
    ORDER BY "itemId", second, at DESC, id DESC`
  const seats = new Map(held.map(({ id, asSecond }) => [id, asSecond]))
  if (said.some(({ itemId, second, byId }) => second === seats.get(itemId) && byId !== person.principal.id))
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

const rowsOf = (changes: Change[]) =>
  JSON.stringify(changes.map(({ held, asked, outcome }) => ({ ...asked, outcome, second: held.asSecond })))

const keepHistory = (tx: Tx, { round, person }: MyRound, changes: Change[]) => tx.$executeRaw`
  INSERT INTO "ReviewDecision" (id, "roundId", "itemId", stage, second, answer, reason, at, "byId", "sessionId", "networkAddress", "userAgent")
  SELECT gen_random_uuid(), ${round.id}::uuid, u.id, ${round.stage}, u.second, u.answer::"ReviewAnswer", u.reason, ${now()}, ${person.principal.id}::uuid,
    ${person.session.id}::uuid, ${person.environment.networkAddress}, ${person.environment.userAgent.slice(0, 400)}
  FROM jsonb_to_recordset(${rowsOf(changes)}::jsonb) AS u(id int, answer text, reason text, second boolean)`

async function change(tx: Tx, { round, person }: MyRound, changes: Change[]) {
  const me = person.principal.id
  const [first, second] = [changes.filter(({ held }) => !held.asSecond), changes.filter(({ held }) => held.asSecond)]
  if (first.length > 0)
    await tx.$executeRaw`
      UPDATE "ReviewItem" i SET answer = u.answer::"ReviewAnswer", reason = u.reason, outcome = u.outcome::"ReviewAnswer",
        "answeredAt" = CASE WHEN u.answer IS NOT NULL THEN ${now()}::timestamptz END, "answeredById" = CASE WHEN u.answer IS NOT NULL THEN ${me}::uuid END
      FROM jsonb_to_recordset(${rowsOf(first)}::jsonb) AS u(id int, answer text, reason text, outcome text) WHERE i."roundId" = ${round.id}::uuid AND i.id = u.id`
  if (second.length > 0)
    await tx.$executeRaw`
      UPDATE "ReviewItem" i SET "secondAnswer" = u.answer::"ReviewAnswer", "secondById" = CASE WHEN u.answer IS NOT NULL THEN ${me}::uuid END,
        outcome = u.outcome::"ReviewAnswer"
      FROM jsonb_to_recordset(${rowsOf(second)}::jsonb) AS u(id int, answer text, outcome text) WHERE i."roundId" = ${round.id}::uuid AND i.id = u.id`
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
