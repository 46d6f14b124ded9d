import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { inOffice } from '../../access/live'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import { callerId, type Caller } from '../../principal'
import { keepOneAdministrator } from '../administrators'
import { findPerson } from '../find-person'
import { endSessionsOf } from '../../identity/sessions/end-sessions-of'
import { tellAdministrators, tellPerson } from './tell-of-change'
import { whatHangsOnOne } from './what-hangs'

export const DisableMember = z.object({ principalId: z.uuid() })
export type DisableMember = z.output<typeof DisableMember>

/**
 * Shuts a member out: their sessions end and no code is mailed. Whoever has access to what they shared keeps it; their
 * links and invitations let nobody new in for as long as they are disabled: that is worked out where those are looked up,
 * never stored, so that enabling undoes it whole. Administrators are told what hung on them.
 */
export async function disableMember(caller: Caller, { principalId }: DisableMember) {
  authorize(caller, 'member.disable', { principalId })
  const member = await findPerson(principalId, 'member')
  await transaction(async (tx) => {
    await keepOneAdministrator(tx, caller, 'member.disable', principalId)
    const { count } = await tx.principal.updateMany({
      where: { id: principalId, ...inOffice },
      data: { blockedAt: now(), blockedById: callerId(caller) },
    })
    if (count === 0) throw new Conflict('person.disabled', `${member.address} is disabled already.`)
    const sessions = await endSessionsOf(tx, caller, { principalId, cause: 'disabled' })
    const hanging = await whatHangsOnOne(tx, principalId)
    await recordAuditEvent(tx, caller, 'member.disabled', { principalId, detail: { sessions, ...hanging } })
    await tellPerson(tx, caller, member, 'disabled')
    await tellAdministrators(tx, caller, member, 'disabled', hanging)
  })
}
