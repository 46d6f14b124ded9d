import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { transaction } from '../../db/transaction'
import { NotFound } from '../../errors'
import { requiredParagraph } from '../../plain-text'
import type { Caller } from '../../principal'

export const StatePurpose = z.object({
  purpose: requiredParagraph(500, 'Say in a few words why you need it.', {
    least: 3,
    tooLong: 'Say it in at most 500 characters.',
  }),
})
export type StatePurpose = z.output<typeof StatePurpose>

/**
 * Notes why a person needs what they open in this session. The sharer sees it with each opening. Throws `NotFound` once the
 * session has ended.
 */
export async function statePurpose(caller: Caller, { purpose }: StatePurpose) {
  const { principal, session } = signedIn(caller)
  authorize(caller, 'session.state-purpose', { principalId: principal.id })
  await transaction(async (tx) => {
    const { count } = await tx.session.updateMany({
      where: { id: session.id, endedAt: null },
      data: { purpose, purposeAt: now() },
    })
    if (count === 0) throw new NotFound('session')
    await recordAuditEvent(tx, caller, 'session.stated-purpose', { principalId: principal.id, detail: { purpose } })
  })
}
