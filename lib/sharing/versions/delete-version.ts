import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import { discardFile } from '../../files/discard-file'
import { callerId, type Caller } from '../../principal'
import { findManagedResource } from '../find-managed-resource'
import { findVersion } from './find-version'
import { findNewestNumber } from './keep-version'
import { lockLiving } from './lock-living'
import { versionNumber } from './version-number'

export const DeleteVersion = z.object({ resourceId: z.string(), number: versionNumber })
export type DeleteVersion = z.output<typeof DeleteVersion>

/**
 * Deletes an older version for good: its line stays, with who made it and when, and what it held is gone
 * unless another version holds the same. Can't be undone. Throws `NotFound`, and `Conflict` for what everybody opens now.
 */
export async function deleteVersion(caller: Caller, { resourceId, number }: DeleteVersion) {
  const resource = await findManagedResource(caller, resourceId)
  authorize(caller, 'resource.change', resource)
  await transaction(async (tx) => {
    await lockLiving(tx, resource.id)
    const content = await findVersion(tx, resource.id, number)
    const newest = await findNewestNumber(tx, resource.id)
    if (number === newest)
      throw new Conflict(
        'version.current',
        'This version is what everybody opens now. Restore another one, or add a new one, then delete it.',
      )
    const emptied = { fileId: null, body: null, note: null, deletedAt: now(), deletedById: callerId(caller) }
    await tx.resourceVersion.update({
      where: { resourceId_number: { resourceId: resource.id, number } },
      data: emptied,
      select: { number: true },
    })
    await recordAuditEvent(tx, caller, 'version.deleted', { resourceId: resource.id, detail: { number } })
    if ('fileId' in content) await discardFile(tx, caller, content)
  })
}
