import { z } from 'zod'
import { dismiss } from '../../access/administrators'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import { endSessionsOf } from '../../identity/sessions/end-sessions-of'
import { tellAdministrators, tellPerson } from './tell-of-change'
import type { Caller } from '../../principal'
import { keepOneAdministrator } from '../administrators'
import { findPerson } from '../find-person'

export const DemoteMember = z.object({ principalId: z.uuid() })
export type DemoteMember = z.output<typeof DemoteMember>

/** Makes an administrator a plain member again, who signs in anew as one (promise B4). Throws `Conflict` for the last administrator. */
export async function demoteMember(caller: Caller, { principalId }: DemoteMember) {
  authorize(caller, 'member.demote', { principalId })
  const member = await findPerson(principalId, 'member')
  await transaction(async (tx) => {
    await keepOneAdministrator(tx, caller, 'member.demote', principalId)
    if (!(await dismiss(tx, principalId)))
      throw new Conflict('person.not-administrator', `${member.address} is no administrator any more.`)
    const sessions = await endSessionsOf(tx, caller, { principalId, cause: 'is no administrator any longer' })
    await recordAuditEvent(tx, caller, 'member.demoted', { principalId, detail: { sessions } })
    await tellPerson(tx, caller, member, 'demoted')
    await tellAdministrators(tx, caller, member, 'demoted')
  })
}
