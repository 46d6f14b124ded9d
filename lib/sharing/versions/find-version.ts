import type { Tx } from '../../db/transaction'
import { NotFound } from '../../errors'
import type { VersionContent } from './keep-version'

/** Finds what a version holds. Throws `NotFound`, also where it was deleted. */
export async function findVersion(tx: Tx, resourceId: string, number: number): Promise<VersionContent> {
  const found = await tx.resourceVersion.findFirst({
    where: { resourceId, number, deletedAt: null },
    select: { fileId: true, body: true },
  })
  if (found?.fileId) return { fileId: found.fileId }
  if (typeof found?.body === 'string') return { body: found.body }
  throw new NotFound('version')
}
