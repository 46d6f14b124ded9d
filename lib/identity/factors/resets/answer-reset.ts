import { z } from 'zod'
import { authorize } from '../../../access/authorize'
import { signedIn } from '../../../access/visibility'
import { recordAuditEvent } from '../../../audit/record-audit-event'
import { now } from '../../../clock'
import { transaction, type Tx } from '../../../db/transaction'
import { Conflict } from '../../../errors'
import { queueMail } from '../../../mail/queue-mail'
import type { Caller, Principal } from '../../../principal'
import { findReset, type FoundReset } from './get-reset'
import { removalFrom, unanswered, underWay } from './reset-state'
import { areStillInOffice } from './vouchers'

export const AnswerReset = z.object({ resetId: z.uuid(), answer: z.enum(['vouch', 'decline']) })
export type AnswerReset = z.output<typeof AnswerReset>

const CLOSED = 'This question is closed: it was answered, withdrawn, stopped, or left for seven days.'

/**
 * Vouches for a reset, or declines it, also after a vouching. From a day after the vouching on, an administrator may remove
 * the factors. The person is mailed how to stop that. The administrator who asked is mailed either answer. Throws
 * `NotFound`, and `Conflict` where the reset is closed, or where asker or voucher may no longer take part.
 */
export async function answerReset(caller: Caller, { resetId, answer }: AnswerReset) {
  const reset = await findReset(caller, resetId)
  authorize(caller, 'factor.vouch', { principalId: reset.principalId })
  const by = signedIn(caller).principal
  await transaction((tx) => (answer === 'vouch' ? vouch(tx, caller, reset, by) : decline(tx, caller, reset, by)))
}

async function vouch(tx: Tx, caller: Caller, reset: FoundReset, { name, address: replyTo }: Principal) {
  const at = now()
  const { id, principalId, principal: person, requestedById, requestedBy, voucherId } = reset
  if (!(await areStillInOffice(tx, { person: { id: principalId, ...person }, askerId: requestedById, voucherId })))
    throw new Conflict(
      'factor-reset.not-in-office',
      'You can’t vouch for this any longer: who asked is no administrator now, or you have come into office since. Another administrator can ask anew.',
    )
  const { count } = await tx.factorReset.updateMany({ where: { id, ...unanswered(at) }, data: { vouchedAt: at } })
  if (count === 0) throw new Conflict('factor-reset.closed', CLOSED, { showAnew: true })
  await recordAuditEvent(tx, caller, 'factor-reset.vouched', { principalId })
  const input = { person, by: { name, address: replyTo }, ...removalFrom(at) }
  await queueMail(tx, {
    template: 'factor-reset-told',
    recipient: person.address,
    replyTo,
    input: { ...input, what: 'vouched', resetId: id },
  })
  await queueMail(tx, {
    template: 'factor-reset-ended',
    recipient: requestedBy.address,
    replyTo,
    input: { ...input, how: 'vouched', principalId },
  })
}

async function decline(
  tx: Tx,
  caller: Caller,
  { id, principalId, principal: person, requestedBy }: FoundReset,
  by: Principal,
) {
  const at = now()
  const { count } = await tx.factorReset.updateMany({
    where: { id, ...underWay(at) },
    data: { withdrawnAt: at, withdrawnById: by.id },
  })
  if (count === 0) throw new Conflict('factor-reset.closed', CLOSED, { showAnew: true })
  await recordAuditEvent(tx, caller, 'factor-reset.declined', { principalId })
  await queueMail(tx, {
    template: 'factor-reset-ended',
    recipient: requestedBy.address,
    replyTo: by.address,
    input: { person, by: { name: by.name, address: by.address }, how: 'declined' },
  })
}
