import { z } from 'zod'
import { authorize } from '../../../access/authorize'
import { signedIn } from '../../../access/visibility'
import { recordAuditEvent } from '../../../audit/record-audit-event'
import { now } from '../../../clock'
import { transaction } from '../../../db/transaction'
import { Conflict } from '../../../errors'
import { queueMail } from '../../../mail/queue-mail'
import type { Caller } from '../../../principal'
import { findReset } from './get-reset'
import { waiting } from './reset-state'
import { takeAway } from './take-away'

export const AnswerReset = z.object({ resetId: z.uuid(), answer: z.enum(['vouch', 'decline']) })

/** Vouches, and the factors are gone: every session ends and the person is told. Or declines, and who asked is told. Throws `NotFound`, `Conflict` once it is over. */
export async function answerReset(caller: Caller, { resetId, answer }: z.output<typeof AnswerReset>) {
  const { principalId, principal, requestedById } = await findReset(caller, resetId)
  await authorize(caller, 'factor.vouch', { principalId })
  const by = signedIn(caller).principal
  await transaction(async (tx) => {
    const at = now()
    const done = answer === 'vouch' ? { vouchedAt: at, completedAt: at, completedById: by.id } : { withdrawnAt: at, withdrawnById: by.id }
    const { count } = await tx.factorReset.updateMany({ where: { id: resetId, ...waiting(at) }, data: done })
    if (count === 0) throw new Conflict('This question is closed: it was answered, withdrawn, or left for seven days.')
    await recordAuditEvent(tx, caller, answer === 'vouch' ? 'factor-reset.completed' : 'factor-reset.declined', { principalId })
    if (answer === 'vouch') await takeAway(tx, caller, { id: principalId, address: principal.address }, 'Your second factors were reset, since you had lost them.')
    const asker = await tx.principal.findUniqueOrThrow({ where: { id: requestedById }, select: { address: true } })
    const how = answer === 'vouch' ? 'vouched' : 'declined'
    await queueMail(tx, { template: 'factor-reset-ended', recipient: asker.address, replyTo: by.address, input: { person: principal, by: { name: by.name, address: by.address }, how } })
  })
}
