import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { raisePolicyVersion } from '../../access/raise-policy-version'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import type { Caller } from '../../principal'
import { findTerms } from '../find-terms'

export const TakeBackVersion = z.object({
  documentId: z.uuid(),
  /** The version in force, as it was seen. */ number: z.coerce.number().int(),
})
export type TakeBackVersion = z.output<typeof TakeBackVersion>

/**
 * Takes the version in force back, so that the one before is in force again from the next request on: whoever accepted
 * either is not asked. Answers stay as they were given. Throws `NotFound`, and `Conflict` for the first version, and where
 * another one is in force meanwhile.
 */
export async function takeBackVersion(caller: Caller, { documentId, number }: TakeBackVersion) {
  authorize(caller, 'terms.renew')
  await transaction(async (tx) => {
    await raisePolicyVersion(tx)
    const { name, version } = await findTerms(tx, documentId)
    if (version.number !== number)
      throw new Conflict('terms.changed', `Version ${version.number} is in force meanwhile. Look at it first.`, {
        showAnew: true,
      })
    const before = await tx.termsVersion.findFirst({
      where: { documentId, takenBackAt: null, number: { lt: number } },
      orderBy: { number: 'desc' },
      select: { number: true },
    })
    if (!before)
      throw new Conflict(
        'terms.only-version',
        'There is no version before this one. Put a new one in force instead, or delete the document.',
      )
    await tx.termsVersion.update({ where: { id: version.id }, data: { takenBackAt: now() }, select: { id: true } })
    await recordAuditEvent(tx, caller, 'terms.taken-back', {
      detail: { documentId, terms: name, version: number, inForce: before.number },
    })
  })
}
