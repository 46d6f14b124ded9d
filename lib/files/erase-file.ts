import { rm } from 'node:fs/promises'
import { authorize } from '../access/authorize'
import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import { transaction, type Tx } from '../db/transaction'
import type { SystemCaller } from '../principal'
import { placeOf } from './place'

/**
 * Erases the bytes of a file that nothing living refers to; its row stays. Answers whether this call did it.
 * The row is marked first: bytes that a crash leaves behind are found by the sweep.
 */
export async function eraseFile(caller: SystemCaller, { fileId }: { fileId: string }): Promise<boolean> {
  await authorize(caller, 'file.erase')
  const marked = await transaction(async (tx) => {
    if (!(await markErased(tx, fileId))) return false
    await recordAuditEvent(tx, caller, 'file.erased', { detail: { fileId } })
    return true
  })
  if (marked) await rm(/*turbopackIgnore: true*/ placeOf(fileId), { force: true })
  return marked
}

/** The lock first and a statement of its own after it: a share that takes the file at this moment is seen. */
async function markErased(tx: Tx, fileId: string) {
  await tx.$queryRaw`SELECT 1 FROM "StoredFile" WHERE id = ${fileId}::uuid FOR UPDATE`
  const unused = { OR: [{ resource: null }, { resource: { deletedAt: { not: null } } }] }
  const { count } = await tx.storedFile.updateMany({ where: { id: fileId, erasedAt: null, ...unused }, data: { erasedAt: now() } })
  return count === 1
}
