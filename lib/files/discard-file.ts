import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import type { Prisma } from '../db/generated/client'
import { lockRow } from '../db/lock.sql'
import type { Tx } from '../db/transaction'
import type { Caller } from '../principal'

/** Files that somebody can still be handed. */
export const kept = {
  storedAt: { not: null },
  discardedAt: null,
  erasedAt: null,
} as const satisfies Prisma.StoredFileWhereInput

/** Files that wait to be shared: nothing holds them, and no version ever did. */
export const unshared = { resource: null, versions: { none: {} } } satisfies Prisma.StoredFileWhereInput

/** Nothing living refers to it: it was never shared, what shared it is deleted, and so is each version that held it. */
export const unused = {
  OR: [{ resource: null }, { resource: { deletedAt: { not: null } } }],
  versions: { none: { resource: { deletedAt: null } } },
} satisfies Prisma.StoredFileWhereInput

/**
 * Takes a file that nothing living refers to from everybody, in the transaction of what made it so; its bytes are erased
 * a week later. Answers whether this call did it.
 */
export async function discardFile(tx: Tx, caller: Caller, { fileId }: { fileId: string }): Promise<boolean> {
  // A share that takes the file at this moment is seen.
  await lockRow(tx, 'StoredFile', fileId)
  const { count } = await tx.storedFile.updateMany({
    where: { id: fileId, discardedAt: null, erasedAt: null, ...unused },
    data: { discardedAt: now() },
  })
  if (count === 1) await recordAuditEvent(tx, caller, 'file.discarded', { detail: { fileId } })
  return count === 1
}
