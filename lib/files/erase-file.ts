import { rm } from 'node:fs/promises'
import { authorize } from '../access/authorize'
import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import { lockRow } from '../db/lock.sql'
import { transaction, type Tx } from '../db/transaction'
import type { SystemCaller } from '../principal'
import { unused } from './discard-file'
import { placeOf } from './place'

/**
 * Erases the bytes of a file that nothing refers to any longer, at once; its row stays. Answers whether this call did it.
 * The row is marked first: bytes that a crash leaves behind are found by the sweep.
 */
export async function eraseFile(caller: SystemCaller, { fileId }: { fileId: string }): Promise<boolean> {
  authorize(caller, 'file.erase')
  const marked = await transaction(async (tx) => {
    if (!(await markErased(tx, fileId))) return false
    await recordAuditEvent(tx, caller, 'file.erased', { detail: { fileId } })
    return true
  })
  if (marked) await rm(/*turbopackIgnore: true*/ placeOf(fileId), { force: true })
  return marked
}

async function markErased(tx: Tx, fileId: string) {
  await lockRow(tx, 'StoredFile', fileId)
  const { count } = await tx.storedFile.updateMany({
    where: { id: fileId, erasedAt: null, ...unused },
    data: { erasedAt: now() },
  })
  return count === 1
}
