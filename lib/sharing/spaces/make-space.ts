import { signedIn } from '../../access/visibility'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import type { Caller } from '../../principal'
import { giveGrant } from '../give-grant'

type Fields = { title: string; note: string | null; labelId?: string }

/** Makes a space of which the caller is the first manager. The verb that opened the transaction has authorized it. */
export async function makeSpace(tx: Tx, caller: Caller, fields: Fields) {
  const { id: principalId } = signedIn(caller).principal
  const { id } = await tx.resource.create({
    data: { kind: 'space', ...fields, sharedById: principalId, createdAt: now() },
    select: { id: true },
  })
  const { title } = fields
  await recordAuditEvent(tx, caller, 'resource.created', { resourceId: id, detail: { kind: 'space', title } })
  await giveGrant(tx, caller, { resourceId: id, principalId, role: 'manage', endsAt: null })
  return { id, title, kind: 'space' as const }
}
