import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { transaction } from '../../db/transaction'
import { PersonNameField } from '../../forms/person-name'
import type { Caller } from '../../principal'

export const RenamePerson = z.object({ name: PersonNameField })
export type RenamePerson = z.output<typeof RenamePerson>

/** Sets the name that other people see beside the caller's address; an empty name removes it. */
export async function renamePerson(caller: Caller, { name }: RenamePerson) {
  const { principal } = signedIn(caller)
  authorize(caller, 'account.rename', { principalId: principal.id })
  await transaction(async (tx) => {
    await tx.principal.update({ where: { id: principal.id }, data: { name } })
    await recordAuditEvent(tx, caller, 'person.renamed', {
      principalId: principal.id,
      detail: { from: principal.name, to: name },
    })
  })
  return { name }
}
