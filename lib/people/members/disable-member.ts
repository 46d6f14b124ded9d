import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import { callerId, type Caller } from '../../principal'
import { keepOneAdministrator } from '../administrators'
import { findPerson } from '../find-person'
import { endSessionsOf } from '../../identity/end-sessions-of'

export const DisableMember = z.object({ principalId: z.uuid() })
export type DisableMember = z.output<typeof DisableMember>

/** Shuts a member out: their sessions end and no code is mailed. What they shared stays shared. */
export async function disableMember(caller: Caller, { principalId }: DisableMember) {
  await authorize(caller, 'member.disable', { principalId })
  const member = await findPerson(principalId, 'member')
  await transaction(async (tx) => {
    await keepOneAdministrator(tx, caller, 'member.disable', principalId)
    const { count } = await tx.principal.updateMany({
      where: { id: principalId, kind: 'member', blockedAt: null, removedAt: null },
      data: { blockedAt: now(), blockedById: callerId(caller) },
    })
    if (count === 0) throw new Conflict(`${member.address} is disabled already.`)
    const sessions = await endSessionsOf(tx, caller, { principalId, cause: 'disabled' })
    await recordAuditEvent(tx, caller, 'member.disabled', { principalId, detail: { sessions } })
  })
}
