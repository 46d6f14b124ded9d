import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import { type Caller, callerId } from '../../principal'
import { findPerson } from '../find-person'
import { tellAdministrators, tellPerson } from './tell-of-change'

export const EnableMember = z.object({ principalId: z.uuid() })
export type EnableMember = z.output<typeof EnableMember>

/** Lets a disabled member sign in again, with everything that was theirs: their links and invitations that have not ended let people in again. */
export async function enableMember(caller: Caller, { principalId }: EnableMember) {
  authorize(caller, 'member.enable', { principalId })
  const member = await findPerson(principalId, 'member')
  await transaction(async (tx) => {
    const { count } = await tx.principal.updateMany({
      where: { id: principalId, kind: 'member', blockedAt: { not: null }, removedAt: null },
      data: { blockedAt: null, blockedById: null, memberAt: now(), memberById: callerId(caller) },
    })
    if (count === 0) throw new Conflict('person.not-disabled', `${member.address} is not disabled.`)
    await recordAuditEvent(tx, caller, 'member.enabled', { principalId })
    await tellPerson(tx, caller, member, 'enabled')
    await tellAdministrators(tx, caller, member, 'enabled')
  })
}
