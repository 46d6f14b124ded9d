import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import type { Tx } from '../db/transaction'
import { callerId, type Caller } from '../principal'

export type GrantTerms = {
  resourceId: string
  principalId: string
  role: 'view' | 'download'
  /** Null: no end. */
  endsAt: Date | null
  /** The share link that brought the person in, if one did. */
  shareLinkId?: string | null
  /** The member who gives it, where that is not the caller. */
  grantedById?: string
}

/**
 * Writes the one grant of a principal on a resource in the caller's transaction: a new one, or the old one
 * on these terms and no longer revoked. The verb that opened the transaction has authorized it.
 */
export async function giveGrant(tx: Tx, caller: Caller, terms: GrantTerms): Promise<{ grantId: string }> {
  const { resourceId, principalId, role, endsAt, shareLinkId = null } = terms
  const grantedById = terms.grantedById ?? callerId(caller)
  if (!grantedById) throw new Error('A grant is given by a member: name one in grantedById.')
  const given = { role, endsAt, shareLinkId, grantedById, grantedAt: now(), revokedAt: null, revokedById: null }
  const { id } = await tx.grant.upsert({
    where: { resourceId_principalId: { resourceId, principalId } },
    create: { resourceId, principalId, ...given },
    update: given,
    select: { id: true },
  })
  await recordAuditEvent(tx, caller, 'grant.given', { principalId, resourceId, detail: { grantId: id, role, endsAt, shareLinkId } })
  return { grantId: id }
}
