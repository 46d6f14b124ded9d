import { z } from 'zod'
import { authorize } from '../../../access/authorize'
import { signedIn } from '../../../access/visibility'
import { recordAuditEvent } from '../../../audit/record-audit-event'
import { now } from '../../../clock'
import { db } from '../../../db/client'
import { transaction, type Tx } from '../../../db/transaction'
import { Conflict, NotFound } from '../../../errors'
import { queueMail } from '../../../mail/queue-mail'
import type { Caller } from '../../../principal'
import { lockFactors } from '../find-factors'
import { due } from './reset-state'
import { takeAway } from './take-away'
import { areStillInOffice } from './vouchers'

export const CompleteReset = z.object({ resetId: z.uuid() })
export type CompleteReset = z.output<typeof CompleteReset>

const asked = {
  id: true,
  principalId: true,
  requestedById: true,
  voucherId: true,
  principal: { select: { name: true, address: true } },
  voucher: { select: { address: true } },
} as const
type Asked = NonNullable<Awaited<ReturnType<typeof find>>>

const find = (id: string) => db().factorReset.findUnique({ where: { id }, select: asked })

/**
 * Removes every factor of a person whose reset was vouched for at least a day ago. Ends all their sessions and mails them.
 * The caller is an administrator and not the voucher. Throws `NotFound`, and `Conflict` for the voucher, for a reset that
 * is not due or is closed, and where asker or voucher may no longer take part.
 */
export async function completeReset(caller: Caller, { resetId }: CompleteReset) {
  const reset = await find(resetId)
  authorize(caller, 'factor.reset', { principalId: reset?.principalId })
  if (!reset) throw new NotFound('question')
  if (reset.voucherId === signedIn(caller).principal.id)
    throw new Conflict(
      'factor-reset.own-vouching',
      'You vouched for them: another administrator removes their sign-in methods.',
    )
  await transaction((tx) => complete(tx, caller, reset))
}

async function complete(
  tx: Tx,
  caller: Caller,
  { id, principalId, principal: person, requestedById: askerId, voucherId, voucher }: Asked,
) {
  const by = signedIn(caller).principal
  const at = now()
  // A factor that is added at this moment waits for this transaction, or is removed with the others.
  await lockFactors(tx, principalId)
  // Of a completion and a stop at once, one passes.
  const { count } = await tx.factorReset.updateMany({
    where: { id, ...due(at) },
    data: { completedAt: at, completedById: by.id },
  })
  if (count === 0)
    throw new Conflict(
      'factor-reset.closed',
      'Nothing was removed: it was stopped, withdrawn or removed already, or a day has not gone by since the vouching.',
    )
  if (!(await areStillInOffice(tx, { person: { id: principalId, ...person }, askerId, voucherId })))
    throw new Conflict(
      'factor-reset.not-in-office',
      'Nothing was removed: who asked for it or who vouched is not in office any longer. Ask anew.',
    )
  await recordAuditEvent(tx, caller, 'factor-reset.completed', { principalId, detail: { voucher: voucher.address } })
  await takeAway(
    tx,
    caller,
    { id: principalId, address: person.address },
    'Your second factors were reset, since you had lost them.',
  )
  await queueMail(tx, {
    template: 'factor-reset-ended',
    recipient: voucher.address,
    replyTo: by.address,
    input: { person, by: { name: by.name, address: by.address }, how: 'completed' },
  })
}
