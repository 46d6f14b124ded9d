import { authorize } from '../../access/authorize'
import { raisePolicyVersion } from '../../access/raise-policy-version'
import { signedIn } from '../../access/visibility'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { transaction } from '../../db/transaction'
import { requireRoom } from '../../disk'
import { Conflict } from '../../errors'
import type { Caller } from '../../principal'
import { type CreateTerms, readReacceptAt } from '../terms-form'
import { readTexts } from '../read-texts'
import { readAll } from '../../sharing/read-all'
import { refuseSameName } from './names'
import { writeVersion } from './write-version'

/** Documents at most, as in Entra (entra.md 5.4). */
export const MOST_DOCUMENTS = 40

/** Sets up a document of terms with its first version. Throws `Invalid`, and `Conflict` where there are 40 already. */
export async function createTerms(
  caller: Caller,
  { name, expiresAfterDays, reacceptOn, ...fields }: CreateTerms,
): Promise<{ documentId: string }> {
  authorize(caller, 'terms.create')
  requireRoom()
  const { principal } = signedIn(caller)
  return transaction(async (tx) => {
    await raisePolicyVersion(tx)
    if ((await tx.termsDocument.count({ where: { deletedAt: null } })) >= MOST_DOCUMENTS)
      throw new Conflict(
        'terms.too-many',
        `There are ${MOST_DOCUMENTS} documents already, which is as many as there can be. Delete one that no policy uses.`,
      )
    const [, reacceptAt, texts] = await readAll(
      tx,
      () => refuseSameName(tx, name),
      () => readReacceptAt(tx, reacceptOn),
      () => readTexts(tx, caller, fields),
    )
    const document = await tx.termsDocument.create({
      data: { name, expiresAfterDays, reacceptAt, createdAt: now(), createdById: principal.id },
      select: { id: true },
    })
    const version = await writeVersion(tx, caller, {
      documentId: document.id,
      number: 1,
      reaccept: false,
      changes: null,
      texts,
    })
    await recordAuditEvent(tx, caller, 'terms.created', {
      detail: { documentId: document.id, terms: name, expiresAfterDays, reacceptAt, ...version },
    })
    return { documentId: document.id }
  })
}
