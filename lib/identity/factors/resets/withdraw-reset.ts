import { z } from 'zod'
import { authorize } from '../../../access/authorize'
import { signedIn } from '../../../access/visibility'
import { recordAuditEvent } from '../../../audit/record-audit-event'
import { now } from '../../../clock'
import { db } from '../../../db/client'
import { transaction } from '../../../db/transaction'
import { Conflict, NotFound } from '../../../errors'
import { queueMail } from '../../../mail/queue-mail'
import type { Caller } from '../../../principal'
import { underWay } from './reset-state'

export const WithdrawReset = z.object({ resetId: z.uuid() })

/**
 * Withdraws a reset before anything is removed. Mails its voucher and its person. Throws `NotFound`, and `Conflict` once
 * the reset is closed.
 */
export async function withdrawReset(caller: Caller, { resetId }: z.output<typeof WithdrawReset>) {
  const { id: withdrawnById, name, address } = signedIn(caller).principal
  const reset = await db().factorReset.findUnique({
    where: { id: resetId },
    select: {
      principalId: true,
      principal: { select: { name: true, address: true } },
      voucher: { select: { address: true } },
    },
  })
  authorize(caller, 'factor.reset', { principalId: reset?.principalId })
  if (!reset) throw new NotFound('question')
  const { principalId, principal: person, voucher } = reset
  await transaction(async (tx) => {
    const at = now()
    const { count } = await tx.factorReset.updateMany({
      where: { id: resetId, ...underWay(at) },
      data: { withdrawnAt: at, withdrawnById },
    })
    if (count === 0)
      throw new Conflict(
        'factor-reset.closed',
        'It does not wait any longer: it was declined, stopped or carried out, or seven days have gone.',
      )
    await recordAuditEvent(tx, caller, 'factor-reset.withdrawn', { principalId })
    const input = { person, by: { name, address } }
    await queueMail(tx, {
      template: 'factor-reset-ended',
      recipient: voucher.address,
      replyTo: address,
      input: { ...input, how: 'withdrawn' },
    })
    await queueMail(tx, {
      template: 'factor-reset-told',
      recipient: person.address,
      replyTo: address,
      input: { ...input, what: 'withdrawn' },
    })
  })
}
