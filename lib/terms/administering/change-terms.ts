import { authorize } from '../../access/authorize'
import { raisePolicyVersion } from '../../access/raise-policy-version'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { transaction } from '../../db/transaction'
import type { Caller } from '../../principal'
import { refuseStale } from '../../revision'
import { readAll } from '../../sharing/read-all'
import { findTerms } from '../find-terms'
import { type ChangeTerms, readReacceptAt, termsRevision } from '../terms-form'
import { refuseSameName } from './names'

/** Changes a document's name and when it is asked again. In force from the next request on. Throws `NotFound`, `Invalid`, and `Conflict` where somebody changed them since the form was opened. */
export async function changeTerms(
  caller: Caller,
  { documentId, revision, name, expiresAfterDays, reacceptOn }: ChangeTerms,
): Promise<{ documentId: string }> {
  authorize(caller, 'terms.change')
  await transaction(async (tx) => {
    await raisePolicyVersion(tx)
    const before = await findTerms(tx, documentId)
    refuseStale(`the settings of “${before.name}”`, termsRevision(before), revision)
    const [, reacceptAt] = await readAll(
      tx,
      () => refuseSameName(tx, name, documentId),
      () => readReacceptAt(tx, reacceptOn),
    )
    const after = { name, expiresAfterDays, reacceptAt }
    await tx.termsDocument.update({ where: { id: documentId }, data: after, select: { id: true } })
    const was = { name: before.name, expiresAfterDays: before.expiresAfterDays, reacceptAt: before.reacceptAt }
    await recordAuditEvent(tx, caller, 'terms.changed', { detail: { documentId, terms: name, before: was, after } })
  })
  return { documentId }
}
