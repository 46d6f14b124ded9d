import { authorize } from '../../access/authorize'
import { isAccepted } from '../../access/controls'
import { currentPolicies } from '../../access/policy-set'
import { signedIn } from '../../access/visibility'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { transaction, type Tx } from '../../db/transaction'
import type { Caller } from '../../principal'
import { type AnswerTerms, holdText, writeAnswer } from './answer'
import { askedBy } from './asked'

/**
 * Accepts the terms that are asked for, as they were shown; once, however often it is sent. Throws `Conflict` where they
 * changed meanwhile, and `NotFound` for a text that is not of them.
 */
export async function acceptTerms(caller: Caller, input: AnswerTerms) {
  const { principal } = signedIn(caller)
  authorize(caller, 'terms.accept', { principalId: principal.id })
  const asked = await askedBy(caller, input.reference, input)
  // Accepted already, or asked for no longer: the page leads on.
  if (!asked) return
  const { documentId } = asked
  await transaction(async (tx) => {
    const held = await holdText(tx, caller, documentId, input)
    if (await counts(tx, principal.id, documentId)) return
    const kept = await writeAnswer(tx, caller, held, { documentId, accepted: true })
    await recordAuditEvent(tx, caller, 'terms.accepted', {
      principalId: principal.id,
      resourceId: asked.resourceId,
      detail: kept,
    })
  })
}

/** Whether an acceptance that counts was written this moment by another request of theirs. */
async function counts(tx: Tx, principalId: string, documentId: string) {
  const last = await tx.termsAcceptance.findFirst({
    where: { principalId, documentId, accepted: true },
    orderBy: { at: 'desc' },
    select: { at: true, version: { select: { number: true } } },
  })
  const { terms } = await currentPolicies(tx)
  return isAccepted(
    terms.get(documentId),
    last ? { documentId, number: last.version.number, at: last.at } : undefined,
    now(),
  )
}
