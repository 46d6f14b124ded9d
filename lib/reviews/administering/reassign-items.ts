import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import type { Prisma } from '../../db/generated/client'
import { type Tx, transaction } from '../../db/transaction'
import { Conflict, Invalid, NotFound } from '../../errors'
import { readFields } from '../../forms/read-fields'
import { sentence } from '../../own-direction'
import { requiredParagraph } from '../../plain-text'
import { displayName, type Caller } from '../../principal'
import { findRound } from '../rounds/find-review'
import { askingNobody } from '../rounds/asking-nobody'
import { handOver, refuseSuccessor, tellHandedOn } from '../rounds/hand-over'
import { holdRound } from '../rounds/hold-round'
import { membersField } from '../setting-up/chosen-fields'
import { nameOf, readRound, type RoundRow } from '../rounds/round-row'
import { stageEndOf, takesAnswers } from '../rounds/round-status'
import { findOpen } from './reassign-items.sql'

export const ReassignItems = z.object({
  roundId: z.string(),
  /** Whose open items; `nobody`: those that nobody is left to answer. */
  fromId: z.union([z.literal('nobody'), z.uuid()]),
  /** The address of the member who answers instead. */
  to: z.string().trim().min(1, 'Name the member who answers instead.').max(254),
  reason: requiredParagraph(500, 'Say why: it stands beside the items.', {
    tooLong: 'A reason has at most 500 characters.',
  }),
})
export type ReassignItems = z.output<typeof ReassignItems>

/** Gives everything that a reviewer has not answered yet, or that nobody is left to answer, to another member. Throws `Invalid`, or `Conflict` when nothing is open. */
export async function reassignItems(caller: Caller, { roundId, fromId, to: typed, reason }: ReassignItems) {
  authorize(caller, 'review-item.reassign')
  return transaction(async (tx) => {
    await holdRound(tx, roundId)
    await findRound(tx, roundId)
    const round = await readRound(tx, roundId)
    if (!takesAnswers(round))
      throw new Conflict(
        'review-round.not-open',
        'This round is not being answered now, so there is nothing to reassign.',
      )
    const to = await findSuccessor(tx, typed, fromId)
    const from = await findHolder(tx, round, fromId)
    const held = await openOf(tx, round, from.seats)
    if (held.length === 0) throw new Conflict('review-item.none-open', from.nothingOpen)
    await refuseSuccessor(tx, to, held, 'to')
    const [note, toldAt] = [`${from.note}: ${reason}`, now()]
    await handOver(tx, { roundId, stage: round.stage, fromId: from.id, to, note, toldAt, held })
    const items = held.length
    await recordAuditEvent(tx, caller, 'review-item.handed-on', {
      principalId: to.id,
      detail: { ...nameOf(round), fromId: from.id, items, reason },
    })
    await tellHandedOn(tx, to.address, {
      round,
      by: signedIn(caller).principal,
      items,
      reason,
      endsAt: stageEndOf(round),
      toldAt,
    })
    return { roundId, items }
  })
}

async function findSuccessor(tx: Tx, typed: string, fromId: string) {
  const { read, faults } = await readFields({ to: typed }, { to: membersField(tx) })
  if (!read.to) throw new Invalid('review-scope.unknown', faults)
  const [id, another] = read.to
  if (!id || another) throw new Invalid('reviewer.missing', { to: 'Name one member.' })
  if (id === fromId) throw new Invalid('reviewer.unfit', { to: 'These are theirs already. Name somebody else.' })
  return tx.principal.findUniqueOrThrow({ where: { id }, select: { id: true, name: true, address: true } })
}

/** Who the items are taken from: the panels they are on, and what is said of it. Throws `NotFound`. */
async function findHolder(tx: Tx, round: RoundRow, fromId: string) {
  if (fromId === 'nobody')
    return {
      id: null,
      seats: askingNobody(round),
      note: 'Reassigned, as nobody was left to answer',
      nothingOpen: 'Somebody is asked about every open item of this round by now. Load the page again.',
    }
  const from = await tx.principal.findUnique({ where: { id: fromId }, select: { name: true, address: true } })
  if (!from) throw new NotFound('reviewer')
  const name = displayName(from)
  const seats = { roundId: round.id, stage: round.stage, reviewers: { some: { principalId: fromId, leftAt: null } } }
  return {
    id: fromId,
    seats,
    note: `Reassigned from ${name}`,
    nothingOpen: sentence`${name} has nothing open in this round.`,
  }
}

/** Finds what some panels have open. */
async function openOf(tx: Tx, round: RoundRow, seats: Prisma.ReviewPanelWhereInput) {
  const panels = (await tx.reviewPanel.findMany({ where: seats, select: { id: true } })).map(({ id }) => id)
  return findOpen(tx, round, panels)
}
