import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { inOffice } from '../../access/live'
import { readAddress } from '../../address'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { transaction, type Tx } from '../../db/transaction'
import { Conflict, Invalid } from '../../errors'
import { displayName, type Caller } from '../../principal'
import { requiredLine } from '../../plain-text'
import { ItemIds, openRound } from './answer-items'
import { type MyRound, wasHandedOn } from './find-my-round'
import { findFirst, findMine } from './hand-on-items.sql'
import { lockItems } from '../rounds/move-items.sql'
import { handOver, type Held, refuseSuccessor, tellHandedOn } from '../rounds/hand-over'
import { MyItems } from './my-items'
import { stageEndOf } from '../rounds/round-status'

const MOST = 100_000

export const HandOnItems = z.object({
  roundId: z.string(),
  /** None: all that is open. */
  ids: z
    .literal('')
    .transform(() => null)
    .or(ItemIds)
    .default(null),
  toAddress: z.string(),
  reason: requiredLine(500, 'Say why you hand this on: whoever gets it reads it.'),
})
export type HandOnItems = z.output<typeof HandOnItems>

/**
 * Hands items on to another member, who answers for them from then on and is told so. What was handed on once can be
 * moved again by administrators alone. Throws `Invalid` for who can't answer for them, `Conflict` once the round has ended.
 */
export async function handOnItems(caller: Caller, { roundId, ids, toAddress, reason }: HandOnItems) {
  authorize(caller, 'review-item.list')
  return transaction(async (tx) => {
    const my = await openRound(tx, caller, roundId)
    const reviewerIds = [my.person.principal.id]
    authorize(caller, 'review-item.hand-on', { review: { reviewerIds, self: false } })
    const held = await hold(tx, my, ids)
    const to = await findRecipient(tx, my, toAddress, held)
    const { principal } = my.person
    const items = held.length
    const note = `${displayName(principal)} handed this on: ${reason}`
    const toldAt = now()
    const emptied = await handOver(tx, { roundId, stage: my.round.stage, fromId: principal.id, to, note, toldAt, held })
    const { review, number } = my.round
    await recordAuditEvent(tx, caller, 'review-item.handed-on', {
      principalId: to.id,
      detail: { review: review.name, roundId, number, items, reason },
    })
    const endsAt = stageEndOf(my.round)
    await tellHandedOn(tx, to.address, { round: my.round, by: principal, items, reason, endsAt, toldAt })
    return { items, to: displayName(to), left: my.panels.length > emptied.length }
  })
}

/** What is to be handed on: of the caller's own panels, and never a second time. */
async function hold(tx: Tx, my: MyRound, ids: number[] | null): Promise<Held[]> {
  const wanted = ids ?? (await openIds(tx, my))
  await lockItems(tx, my.round.id, wanted)
  const held = await findMine(tx, my, wanted)
  if (ids && held.length < ids.length)
    throw new Conflict(
      'review-item.not-yours',
      'Some of these are no longer yours; nothing was handed on. Load the page again.',
    )
  const handed = new Set(my.panels.filter(wasHandedOn).map(({ id }) => id))
  const again = held.filter((item) => handed.has(item.panelId))
  if (again.length > 0 && (ids || again.length === held.length))
    throw new Conflict(
      'review-item.handed-on-before',
      'What was handed on to you can’t be handed on again. Ask an administrator to reassign it.',
    )
  if (held.length === 0) throw new Conflict('review-item.none-open', 'Nothing is open that could be handed on.')
  const twice = new Set(again)
  return held.filter((item) => !twice.has(item))
}

async function openIds(tx: Tx, my: MyRound) {
  const open = await findFirst(tx, my, MyItems.parse({ state: 'open' }), MOST)
  return open.map(({ id }) => id)
}

/** Another member in office, who neither is asked about nor gives the other of two answers. */
async function findRecipient(tx: Tx, my: MyRound, typed: string, held: Held[]) {
  const address = readAddress(typed)
  if (!address)
    throw new Invalid('reviewer.malformed', { toAddress: 'Enter the address of one member, like name@example.com.' })
  const to = await tx.principal.findFirst({
    where: { address, ...inOffice },
    select: { id: true, name: true, address: true },
  })
  if (!to) throw new Invalid('reviewer.not-member', { toAddress: `${address} is not a member here. Choose a member.` })
  if (to.id === my.person.principal.id)
    throw new Invalid('reviewer.unfit', { toAddress: 'You answer for these already. Choose somebody else.' })
  await refuseSuccessor(tx, to, held, 'toAddress')
  return to
}
