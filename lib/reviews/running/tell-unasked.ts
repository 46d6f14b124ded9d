import { recordAuditEvent } from '../../audit/record-audit-event'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import type { Tx } from '../../db/transaction'
import { transaction } from '../../db/transaction'
import { queueMails } from '../../mail/queue-mail'
import type { Caller, SystemCaller } from '../../principal'
import { authorize } from '../../access/authorize'
import { administering } from '../../access/administrators'
import { inOffice } from '../../access/live'
import { askingNobody } from '../rounds/asking-nobody'
import { holdRound } from '../rounds/hold-round'
import { leftAlone } from './left-alone'
import { oneByOne } from '../rounds/one-by-one'
import { nameOf, readRound, type RoundRow } from '../rounds/round-row'
import { stageEndOf, takesAnswers } from '../rounds/round-status'

/** How long administrators have before what nobody could answer is removed by itself. Milliseconds. */
const WARNING = DAY

/** Panels of the stage that is being answered with something open and nobody who can answer it. */
const unaskedIn = (tx: Tx, round: Pick<RoundRow, 'id' | 'stage'>) => ({
  ...askingNobody(round),
  answeredCount: { lt: tx.reviewPanel.fields.itemCount },
})

/** Tells administrators, once for each panel, that nobody is left to answer, or nobody but the first of two reviewers, while there is time to see to it. */
export async function tellUnasked(caller: SystemCaller) {
  authorize(caller, 'review-round.run')
  const open = await db().reviewRound.findMany({
    where: {
      startedAt: { not: null },
      endedAt: null,
      OR: [
        { panels: { some: { unaskedToldAt: null, reviewers: { none: { leftAt: null } } } } },
        { settings: { path: ['secondReviewer'], equals: true } },
      ],
    },
    select: { id: true },
  })
  await oneByOne(open, ({ id }) =>
    transaction(async (tx) => {
      await holdRound(tx, id)
      const round = await readRound(tx, id)
      if (takesAnswers(round)) await tell(tx, caller, round, { waits: false })
    }),
  )
}

/**
 * Whether what nobody could answer would be removed by itself without administrators having known for a day: then the
 * results wait for one of them, and they are told. The caller holds the round.
 */
export async function waitsForAdministrators(tx: Tx, caller: Caller, round: RoundRow): Promise<boolean> {
  if (!mayRemove(round)) return false
  const alone = await leftAlone(tx, round)
  const open = { OR: [unaskedIn(tx, round), { id: { in: alone.map(({ panelId }) => panelId) } }] }
  const unknown = await tx.reviewPanel.count({
    where: { AND: [open, { OR: [{ unaskedToldAt: null }, { unaskedToldAt: { gt: after(now(), -WARNING) } }] }] },
  })
  if (unknown === 0) return false
  await tell(tx, caller, round, { waits: true })
  return true
}

const mayRemove = ({ settings: { autoApply, ifUnanswered } }: RoundRow) =>
  autoApply && (ifUnanswered === 'remove' || ifUnanswered === 'recommendation')

async function tell(tx: Tx, caller: Caller, round: RoundRow, { waits }: { waits: boolean }) {
  const fresh = waits ? {} : { unaskedToldAt: null }
  const panels = await tx.reviewPanel.updateManyAndReturn({
    where: { ...unaskedIn(tx, round), ...fresh },
    data: { unaskedToldAt: now() },
    select: { itemCount: true, answeredCount: true },
  })
  const alone = await markAlone(tx, round, fresh)
  const items = alone + panels.reduce((sum, { itemCount, answeredCount }) => sum + itemCount - answeredCount, 0)
  if (items === 0) return
  const administrators = await tx.principal.findMany({
    where: { ...administering(), ...inOffice },
    select: { address: true },
  })
  const input = {
    review: round.review.name,
    roundId: round.id,
    items,
    alone,
    endsAt: stageEndOf(round),
    removes: mayRemove(round),
    waits,
  }
  await queueMails(
    tx,
    administrators.map(({ address }) => ({
      template: 'review-unasked' as const,
      recipient: address,
      roundId: round.id,
      input,
    })),
  )
  await recordAuditEvent(tx, caller, 'review-round.unasked', { detail: { ...nameOf(round), items, waits } })
}

/** Resolves to how many items only the first of two reviewers could answer, of those that administrators are told of now. */
async function markAlone(tx: Tx, round: RoundRow, fresh: { unaskedToldAt?: null }) {
  const alone = await leftAlone(tx, round)
  const marked = await tx.reviewPanel.updateManyAndReturn({
    where: { id: { in: alone.map(({ panelId }) => panelId) }, ...fresh },
    data: { unaskedToldAt: now() },
    select: { id: true },
  })
  const ids = new Set(marked.map(({ id }) => id))
  return alone.reduce((sum, { panelId, items }) => sum + (ids.has(panelId) ? items : 0), 0)
}
