import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { raisePolicyVersion } from '../../access/raise-policy-version'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import { sentence } from '../../own-direction'
import type { Caller } from '../../principal'
import { findTerms } from '../find-terms'
import { policiesWith } from '../policies-with.sql'

export const DeleteTerms = z.object({ documentId: z.uuid() })
export type DeleteTerms = z.output<typeof DeleteTerms>

/** Takes a document out of use; who accepted it is kept. Throws `NotFound`, and `Conflict` with the policies that still ask for it. */
export async function deleteTerms(caller: Caller, { documentId }: DeleteTerms) {
  authorize(caller, 'terms.delete')
  await transaction(async (tx) => {
    await raisePolicyVersion(tx)
    const { name } = await findTerms(tx, documentId)
    const policies = await policiesWith(tx, documentId)
    if (policies.length > 0)
      throw new Conflict(
        'terms.in-use',
        sentence`${listed(policies)} ${policies.length === 1 ? 'asks' : 'ask'} for “${name}”. Take it out there first: else nobody could meet ${policies.length === 1 ? 'it' : 'them'}.`,
      )
    await tx.termsDocument.update({ where: { id: documentId }, data: { deletedAt: now() }, select: { id: true } })
    await recordAuditEvent(tx, caller, 'terms.deleted', { detail: { documentId, terms: name } })
  })
}

function listed(policies: string[]) {
  const named = policies.slice(0, 5).map((name) => `“${name}”`)
  const more = policies.length - named.length
  const all = new Intl.ListFormat('en').format(more > 0 ? [...named, `${more} more`] : named)
  return `The ${policies.length === 1 ? 'policy' : 'policies'} ${all}`
}
