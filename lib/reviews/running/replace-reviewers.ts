import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { type Tx, transaction } from '../../db/transaction'
import { queueMails } from '../../mail/queue-mail'
import { displayName, type SystemCaller } from '../../principal'
import { holdRound } from '../rounds/hold-round'
import { oneByOne } from '../rounds/one-by-one'
import { nameOf, readRound, type RoundRow, stageOf } from '../rounds/round-row'
import { stageEndOf, takesAnswers } from '../rounds/round-status'
import { findPanels, type Leaver, takeOff } from './replace-reviewers.sql'
import { tellUnasked } from './tell-unasked'
import { standingOf } from '../starting/standing'

/**
 * Takes reviewers who can't answer any longer off their panels, in rounds that are being answered, and where nobody is
 * left on one seats the stage's fallback reviewers. The panel says so in words; where there are none, administrators are told.
 */
export async function replaceReviewers(caller: SystemCaller) {
  authorize(caller, 'review-round.run')
  const panels = await findPanels()
  await oneByOne(panels, ({ id, roundId }) => transaction((tx) => replaceOn(tx, caller, roundId, id)))
  await tellUnasked(caller)
}

async function replaceOn(tx: Tx, caller: SystemCaller, roundId: string, panelId: string) {
  await holdRound(tx, roundId)
  const round = await readRound(tx, roundId)
  const leavers = takesAnswers(round) ? await takeOff(tx, panelId) : []
  if (leavers.length === 0) return
  const left = await tx.reviewer.count({ where: { panelId, leftAt: null } })
  const seated = left > 0 ? [] : await seatFallback(tx, round, panelId, leavers)
  const note = noteOn(leavers, seated, left)
  if (left === 0) await tx.reviewPanel.update({ where: { id: panelId }, data: { note } })
  for (const { id, how } of leavers) {
    const detail = { ...nameOf(round), panelId, cause: how, seatedIds: seated.map((one) => one.id), note }
    await recordAuditEvent(tx, caller, 'reviewer.replaced', { principalId: id, detail })
  }
  await tellOfMore(tx, round, panelId, seated, note)
}

async function seatFallback(tx: Tx, round: RoundRow, panelId: string, leavers: Leaver[]) {
  const { fallbackIds } = await standingOf(tx, stageOf(round))
  const ids = fallbackIds.filter((id) => leavers.every((leaver) => leaver.id !== id))
  const insteadOfId = leavers[0]!.id
  for (const principalId of ids)
    await tx.reviewer.upsert({
      where: { panelId_principalId: { panelId, principalId } },
      create: { panelId, principalId, insteadOfId },
      update: { leftAt: null, insteadOfId },
    })
  return tx.principal.findMany({
    where: { id: { in: ids } },
    orderBy: { address: 'asc' },
    select: { id: true, name: true, address: true },
  })
}

/** "Lee Gu was disabled; Priya Nair answers instead." */
function noteOn(leavers: Leaver[], seated: { name: string | null; address: string }[], left: number) {
  const gone = leavers.map((leaver) => `${displayName(leaver)} ${leaver.how}`).join(', ')
  if (left > 0) return `${gone}; the others on the panel go on.`
  if (seated.length === 0) return `${gone}; nobody is left to answer.`
  return `${gone}; ${new Intl.ListFormat('en').format(seated.map(displayName))} ${seated.length === 1 ? 'answers' : 'answer'} instead.`
}

/** Whoever has been told of the round already gets a letter about these items; the others will get the one about its start. */
async function tellOfMore(
  tx: Tx,
  round: RoundRow,
  panelId: string,
  seated: { id: string; address: string }[],
  note: string,
) {
  const told = await tx.reviewer.findMany({
    where: {
      principalId: { in: seated.map(({ id }) => id) },
      startToldAt: { not: null },
      panel: { roundId: round.id, stage: round.stage },
    },
    select: { principalId: true },
  })
  const toTell = seated.filter(({ id }) => told.some(({ principalId }) => principalId === id))
  const { itemCount, answeredCount } = await tx.reviewPanel.findUniqueOrThrow({
    where: { id: panelId },
    select: { itemCount: true, answeredCount: true },
  })
  if (toTell.length === 0 || itemCount === answeredCount) return
  const input = {
    review: round.review.name,
    roundId: round.id,
    items: itemCount - answeredCount,
    endsAt: stageEndOf(round),
    by: null,
    reason: null,
    note: `${note.split(';')[0]}.`,
  }
  const toldAt = now()
  await queueMails(
    tx,
    toTell.map(({ address }) => ({
      template: 'review-handed-on',
      recipient: address,
      notAfter: stageEndOf(round),
      roundId: round.id,
      toldAt,
      input,
    })),
  )
  await tx.reviewer.updateMany({
    where: { panelId, principalId: { in: toTell.map(({ id }) => id) } },
    data: { startToldAt: toldAt },
  })
}
