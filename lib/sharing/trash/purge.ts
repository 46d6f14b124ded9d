import { recordAuditEvents } from '../../audit/record-audit-event'
import { now } from '../../clock'
import type { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import { discardFiles } from '../../files/discard-file'
import type { Caller } from '../../principal'

/** Purges resources that are deleted by now: they can't be restored any longer, and their files are discarded. Resolves to how many this call purged. */
export async function purge(tx: Tx, caller: Caller, where: Prisma.ResourceWhereInput): Promise<number> {
  const purged = await tx.resource.updateManyAndReturn({
    where: { AND: [where, { deletedAt: { not: null }, purgedAt: null }] },
    data: { purgedAt: now() },
    select: { id: true, kind: true, title: true, fileId: true },
  })
  await recordAuditEvents(
    tx,
    caller,
    'resource.purged',
    purged.map(({ id, kind, title }) => ({ resourceId: id, detail: { kind, title } })),
  )
  await deleteFolders(
    tx,
    purged.filter(({ kind }) => kind === 'space').map(({ id }) => id),
  )
  await discardFiles(tx, caller, await filesOf(tx, purged))
  return purged.length
}

/** Deletes the folders of purged spaces. */
async function deleteFolders(tx: Tx, spaceIds: string[]) {
  if (spaceIds.length === 0) return
  await tx.resource.updateMany({
    where: { spaceId: { in: spaceIds }, folderId: { not: null } },
    data: { folderId: null },
  })
  await tx.folder.deleteMany({ where: { spaceId: { in: spaceIds } } })
}

/** Finds the files that resources and their versions hold. */
async function filesOf(tx: Tx, resources: { id: string; fileId: string | null }[]) {
  const versions = await tx.resourceVersion.findMany({
    where: { resourceId: { in: resources.map(({ id }) => id) }, fileId: { not: null } },
    select: { fileId: true },
  })
  return [...new Set([...resources, ...versions].map(({ fileId }) => fileId).filter((id) => id !== null))]
}
