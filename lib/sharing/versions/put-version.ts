import { recordAuditEvent } from '../../audit/record-audit-event'
import type { Tx } from '../../db/transaction'
import type { Caller } from '../../principal'
import { keepVersion } from './keep-version'

type Put = { resourceId: string; fileId: string; note?: string | null }

/** Puts a claimed file in the place of the one that a resource holds, and returns its number. The verb that opened the transaction has authorized it, and locked the resource. */
export async function putVersion(tx: Tx, caller: Caller, { resourceId, fileId, note = null }: Put): Promise<number> {
  const number = await keepVersion(tx, caller, resourceId, { fileId, note })
  await tx.resource.update({ where: { id: resourceId }, data: { fileId }, select: { id: true } })
  await recordAuditEvent(tx, caller, 'version.added', { resourceId, detail: { number } })
  return number
}
