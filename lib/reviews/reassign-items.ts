import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { authorize } from '../access/authorize'
import { signedIn } from '../access/visibility'
import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import { type Tx, transaction } from '../db/transaction'
import { Conflict, Invalid, NotFound } from '../errors'
import { queueMail } from '../mail/queue-mail'
import { displayName, type Caller, type PersonCaller } from '../principal'
import { nameOf, readRound, type RoundRow } from './round-row'
import { findRound } from './find-review'
import { holdRound } from './hold-round'
import { readMembers } from './read-chosen'
import { stageEndOf, takesAnswers } from './round-status'

export const ReassignItems = z.object({
  roundId: z.string(),
  /** Whose open items. */
  fromId: z.uuid(),
  /** The address of the member who answers instead. */
  to: z.string().trim().min(1, 'Name the member who answers instead.').max(254),
  reason: z.string().trim().min(1, 'Say why: it stands beside the items.').max(500, 'A reason has at most 500 characters.'),
})
export type ReassignItems = z.output<typeof ReassignItems>

/** Gives everything that a reviewer has not answered yet to another member. Throws `Invalid`, or `Conflict` when nothing is open. */
export async function reassignItems(caller: Caller, { roundId, fromId, to, reason }: ReassignItems) {
  await authorize(caller, 'review-item.reassign')
  return transaction(async (tx) => {
    await holdRound(tx, roundId)
    await findRound(tx, roundId)
    const round = await readRound(tx, roundId)
    if (!takesAnswers(round)) throw new Conflict('This round is not being answered now, so there is nothing to reassign.')
    const [toId, another] = await readMembers(tx, to, 'to')
    if (!toId || another) throw new Invalid({ to: 'Name one member.' })
    if (toId === fromId) throw new Invalid({ to: 'These are theirs already. Name somebody else.' })
    const from = await tx.principal.findUnique({ where: { id: fromId }, select: { name: true, address: true } })
    if (!from) throw new NotFound('reviewer')
    const panelId = await newPanel(tx, { roundId, stage: round.stage, toId, note: `Reassigned from ${displayName(from)}: ${reason}` })
    const items = await move(tx, { roundId, stage: round.stage, fromId, panelId })
    if (items === 0) throw new Conflict(`${displayName(from)} has nothing open in this round.`)
    await recordAuditEvent(tx, caller, 'review-item.handed-on', { principalId: toId, detail: { ...nameOf(round), fromId, items, reason } })
    await tell(tx, signedIn(caller), round, { toId, items, reason })
    return { roundId, items }
  })
}

type NewPanel = { roundId: string; stage: number; toId: string; note: string }

async function newPanel(tx: Tx, { roundId, stage, toId, note }: NewPanel) {
  const { id } = await tx.reviewPanel.create({
    data: { roundId, stage, key: `handed:${randomUUID()}`, note, reviewers: { create: { principalId: toId, startToldAt: now() } } },
    select: { id: true },
  })
  return id
}

type Told = { toId: string; items: number; reason: string }

async function tell(tx: Tx, { principal }: PersonCaller, round: RoundRow, { toId, items, reason }: Told) {
  const { address: recipient } = await tx.principal.findUniqueOrThrow({ where: { id: toId }, select: { address: true } })
  const endsAt = stageEndOf(round)
  const by = { name: displayName(principal), address: principal.address }
  await queueMail(tx, { template: 'review-handed-on', recipient, replyTo: principal.address, notAfter: endsAt, input: { review: round.review.name, roundId: round.id, items, endsAt, by, reason } })
}

type Move = { roundId: string; stage: number; fromId: string; panelId: string }

/** Moves the open items of a person's panels, and what each panel counts. Resolves to how many. */
async function move(tx: Tx, { roundId, stage, fromId, panelId }: Move) {
  const held = await tx.reviewPanel.findMany({
    where: { roundId, stage, reviewers: { some: { principalId: fromId, leftAt: null } } },
    select: { id: true },
  })
  const ids = held.map(({ id }) => id)
  const [row] = await tx.$queryRaw<[{ items: number }]>`
    WITH first AS (
      UPDATE "ReviewItem" i SET "panelId" = ${panelId}::uuid FROM unnest(${ids}::uuid[]) AS old(id)
      WHERE i."panelId" = old.id AND i."roundId" = ${roundId}::uuid AND i.answer IS NULL RETURNING old.id AS old, i.id
    ), second AS (
      UPDATE "ReviewItem" i SET "secondPanelId" = ${panelId}::uuid FROM unnest(${ids}::uuid[]) AS old(id)
      WHERE i."secondPanelId" = old.id AND i."roundId" = ${roundId}::uuid AND i."secondAnswer" IS NULL
        AND NOT (i.answer IS NULL AND i."panelId" = ANY(${ids}::uuid[])) RETURNING old.id AS old, i.id
    ), moved AS (SELECT old, count(*)::int AS items FROM (SELECT * FROM first UNION ALL SELECT * FROM second) each GROUP BY old),
    fewer AS (UPDATE "ReviewPanel" n SET "itemCount" = n."itemCount" - moved.items FROM moved WHERE n.id = moved.old RETURNING n.id, n."itemCount"),
    more AS (UPDATE "ReviewPanel" n SET "itemCount" = (SELECT sum(items)::int FROM moved) WHERE n.id = ${panelId}::uuid AND EXISTS (SELECT 1 FROM moved)),
    left_behind AS (UPDATE "Reviewer" w SET "leftAt" = ${now()} FROM fewer WHERE w."panelId" = fewer.id AND fewer."itemCount" = 0 AND w."principalId" = ${fromId}::uuid)
    SELECT coalesce(sum(items), 0)::int AS items FROM moved`
  return row.items
}
