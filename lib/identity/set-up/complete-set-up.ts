import { appoint } from '../../access/administrators'
import { writeFirstPolicies } from '../../access/first-policies'
import { recordAuditEvent } from '../../audit/record-audit-event'
import type { Tx } from '../../db/transaction'
import type { ErrorCode } from '../../error-codes'
import type { Caller, Principal } from '../../principal'
import type { Proven } from '../sessions/proven'
import { privacyStatement } from '../accounts/privacy-statement'

/**
 * Writes the organization and its first administrator, and closes the set-up permanently. A job that sets up by the
 * settings has no proofs of the address. Of several at once one wins; the others resolve to the refusal.
 */
export async function completeSetUp(
  tx: Tx,
  caller: Caller,
  { address, detail, proofs }: Pick<Proven, 'address' | 'detail' | 'proofs'>,
  at: Date,
): Promise<Principal | { code: ErrorCode; refusal: string }> {
  const { count } = await tx.setup.updateMany({ where: { id: 1, completedAt: null }, data: { completedAt: at } })
  if (count === 0)
    return {
      code: 'organization.exists',
      refusal: 'Somebody has set this up meanwhile. Ask them to add you, then sign in.',
    }
  const { organizationName, name } = detail as { organizationName: string; name?: string | null }
  await tx.organization.create({ data: { name: organizationName, memberDomains: [], privacyStatement, createdAt: at } })
  await writeFirstPolicies(tx, at)
  const first = { kind: 'member', provenAt: proofs.mailbox ?? null } as const
  const made = await tx.principal.create({
    data: { ...first, address, name: name ?? null, createdAt: at },
    select: { id: true, kind: true, address: true, name: true },
  })
  const principal = { ...made, administrator: await appoint(tx, made.id, null) }
  await recordAuditEvent(tx, caller, 'organization.set-up', {
    principalId: principal.id,
    detail: { name: organizationName, address },
  })
  return principal
}
