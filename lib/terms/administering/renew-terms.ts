import { authorize } from '../../access/authorize'
import { raisePolicyVersion } from '../../access/raise-policy-version'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { transaction } from '../../db/transaction'
import { requireRoom } from '../../disk'
import { Conflict, Invalid } from '../../errors'
import type { Caller } from '../../principal'
import { readAll } from '../../sharing/read-all'
import { findTerms } from '../find-terms'
import { readTexts } from '../read-texts'
import type { RenewTerms } from '../terms-form'
import { writeVersion } from './write-version'

/**
 * Puts a new version of a document in force; where it says so, whoever accepted an earlier one is asked at their next
 * request. Throws `NotFound`, `Invalid`, and `Conflict` where somebody else renewed it since the form was opened.
 */
export async function renewTerms(
  caller: Caller,
  { documentId, revision, reaccept, changes, ...fields }: RenewTerms,
): Promise<{ documentId: string }> {
  authorize(caller, 'terms.renew')
  requireRoom()
  return transaction(async (tx) => {
    await raisePolicyVersion(tx)
    const { name, version } = await findTerms(tx, documentId)
    if (version.number !== revision)
      throw new Conflict(
        'terms.changed',
        `Version ${version.number} is in force meanwhile. Open the page again and look at it first.`,
      )
    const [, texts] = await readAll(
      tx,
      () => refuseSilence(reaccept, changes),
      () => readTexts(tx, caller, fields),
    )
    const { number } = await tx.termsVersion.findFirstOrThrow({
      where: { documentId },
      orderBy: { number: 'desc' },
      select: { number: true },
    })
    const written = await writeVersion(tx, caller, { documentId, number: number + 1, reaccept, changes, texts })
    await recordAuditEvent(tx, caller, 'terms.renewed', { detail: { documentId, terms: name, changes, ...written } })
    return { documentId }
  })
}

async function refuseSilence(reaccept: boolean, changes: string | null) {
  if (reaccept && !changes)
    throw new Invalid('terms.no-summary', {
      changes: 'Say in a sentence what is new: everybody who is asked again reads it.',
    })
}
