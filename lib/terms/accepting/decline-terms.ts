import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { transaction } from '../../db/transaction'
import { endSessionsOf } from '../../identity/sessions/end-sessions-of'
import type { Caller } from '../../principal'
import { type AnswerTerms, holdText, writeAnswer } from './answer'
import { askedBy } from './asked'
import { removeUnmade } from './remove-unmade'
import { tellSharer } from './tell-sharer'

/**
 * Declines the terms that are asked for: every session of the person ends, whoever shared with them is told the first
 * time, and somebody who only just came by a link is nobody here again. Throws `Conflict` where they changed meanwhile.
 */
export async function declineTerms(caller: Caller, input: AnswerTerms) {
  const { principal, session } = signedIn(caller)
  authorize(caller, 'terms.decline', { principalId: principal.id })
  const asked = await askedBy(caller, input.reference, input)
  if (!asked) return { declined: false }
  const { documentId, resourceId } = asked
  return transaction(async (tx) => {
    const held = await holdText(tx, caller, documentId, input)
    // Of many at once the first has ended the session.
    if ((await tx.session.count({ where: { id: session.id, endedAt: null } })) === 0) return { declined: true }
    const before = await tx.termsAcceptance.count({
      where: { principalId: principal.id, versionId: held.version.id, accepted: false },
    })
    const kept = await writeAnswer(tx, caller, held, { documentId, accepted: false })
    await recordAuditEvent(tx, caller, 'terms.declined', { principalId: principal.id, resourceId, detail: kept })
    if (before === 0) await tellSharer(tx, principal, { resourceId, document: held.text.title })
    await endSessionsOf(tx, caller, { principalId: principal.id, cause: 'declined the terms' })
    await removeUnmade(tx, caller, principal.id)
    return { declined: true }
  })
}
