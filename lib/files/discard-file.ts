import { recordAuditEvents } from '../audit/record-audit-event'
import { now } from '../clock'
import type { Prisma } from '../db/generated/client'
import { lockFiles } from '../db/lock.sql'
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

/** Nothing that lives or can be restored refers to it: it was never shared, or what shared it and held it as a version is purged. */
export const unused = {
  OR: [{ resource: null }, { resource: { purgedAt: { not: null } } }],
  versions: { none: { resource: { purgedAt: null } } },
} satisfies Prisma.StoredFileWhereInput

/**
 * Takes a file that nothing refers to any longer from everybody, in the transaction of what made it so; its bytes are erased
 * a week later. Answers whether this call did it.
 */
export const discardFile = async (tx: Tx, caller: Caller, { fileId }: { fileId: string }): Promise<boolean> =>
  (await discardFiles(tx, caller, [fileId])) === 1

/** The same for many files at once. Answers how many this call took. */
export async function discardFiles(tx: Tx, caller: Caller, fileIds: string[]): Promise<number> {
  // A share that takes one of the files at this moment is seen.
  await lockFiles(tx, fileIds)
  const discarded = await tx.storedFile.updateManyAndReturn({
    where: { id: { in: fileIds }, discardedAt: null, erasedAt: null, ...unused },
    data: { discardedAt: now() },
    select: { id: true },
  })
  const subjects = discarded.map(({ id: fileId }) => ({ detail: { fileId } }))
  await recordAuditEvents(tx, caller, 'file.discarded', subjects)
  return discarded.length
}
