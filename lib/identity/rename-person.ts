import { z } from 'zod'
import { authorize } from '../access/authorize'
import { signedIn } from '../access/visibility'
import { recordAuditEvent } from '../audit/record-audit-event'
import { composed } from '../composed'
import { transaction } from '../db/transaction'
import { isSeen } from '../plain-text'
import type { Caller } from '../principal'

/** Anything but what is invisible or turns the line round: a name stands beside other people's. */
const plain = /^[^\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]*$/u

export const RenamePerson = z.object({
  name: z
    .string()
    .transform((typed) => composed(typed).replace(/\s+/g, ' ').trim())
    .pipe(
      z
        .string()
        .max(100, 'Use at most 100 characters.')
        .regex(plain, 'Use letters, digits and punctuation only.')
        .refine((name) => name === '' || isSeen(name), 'Use letters, digits and punctuation only.'),
    ),
})
export type RenamePerson = z.output<typeof RenamePerson>

/** Sets the name others see beside the caller's address; an empty one takes it away. */
export async function renamePerson(caller: Caller, { name }: RenamePerson) {
  const { principal } = signedIn(caller)
  authorize(caller, 'account.rename', { principalId: principal.id })
  await transaction(async (tx) => {
    await tx.principal.update({ where: { id: principal.id }, data: { name: name || null } })
    await recordAuditEvent(tx, caller, 'person.renamed', {
      principalId: principal.id,
      detail: { from: principal.name, to: name || null },
    })
  })
  return { name: name || null }
}
