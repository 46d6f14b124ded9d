import { z } from 'zod'
import { appoint } from '../../access/administrators'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import { callerId, type Caller } from '../../principal'
import { holdAdministrators } from '../administrators'
import { findPerson } from '../find-person'
import { endSessionsOf } from '../../identity/sessions/end-sessions-of'
import { tellAdministrators, tellPerson } from './tell-of-change'

export const PromoteMember = z.object({ principalId: z.uuid() })
export type PromoteMember = z.output<typeof PromoteMember>

/**
 * Makes a member an administrator, who signs in anew as one: no session outlives a change of role (promise B4).
 * Throws `Conflict` for one who is an administrator, or who is disabled.
 */
export async function promoteMember(caller: Caller, { principalId }: PromoteMember) {
  authorize(caller, 'member.promote', { principalId })
  const member = await findPerson(principalId, 'member')
  await transaction(async (tx) => {
    await holdAdministrators(tx, caller, 'member.promote')
    if (!(await appoint(tx, principalId, callerId(caller))))
      throw new Conflict('member.not-promotable', `${member.address} is an administrator already, or disabled.`)
    const sessions = await endSessionsOf(tx, caller, { principalId, cause: 'became an administrator' })
    await recordAuditEvent(tx, caller, 'member.promoted', { principalId, detail: { sessions } })
    await tellPerson(tx, caller, member, 'promoted')
    await tellAdministrators(tx, caller, member, 'promoted')
  })
}
