import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { transaction } from '../../db/transaction'
import { requireRoom } from '../../disk'
import { Conflict } from '../../errors'
import type { Caller } from '../../principal'
import { findManagedResource } from '../find-managed-resource'
import { findVersion } from './find-version'
import { findNewestNumber, keepVersion } from './keep-version'
import { lockLiving } from './lock-living'
import { versionNumber } from './version-number'

/** `newest`: the number of the newest version that was seen. */
export const RestoreVersion = z.object({
  resourceId: z.string(),
  number: versionNumber,
  newest: versionNumber,
})
export type RestoreVersion = z.output<typeof RestoreVersion>

/**
 * Puts what an older version holds back in its place, as a new version. Throws `NotFound`, and `Conflict` where another version
 * came meanwhile or it is in place already.
 */
export async function restoreVersion(caller: Caller, { resourceId, number, newest }: RestoreVersion) {
  const resource = await findManagedResource(caller, resourceId)
  authorize(caller, 'resource.change', resource)
  requireRoom()
  return transaction(async (tx) => {
    await lockLiving(tx, resource.id)
    const content = await findVersion(tx, resource.id, number)
    if ((await findNewestNumber(tx, resource.id)) !== newest)
      throw new Conflict(
        'form.stale',
        'Another version came meanwhile. See below what is there now, and restore again if you still want to.',
        { showAnew: true },
      )
    if (number === newest) throw new Conflict('version.current', 'This version is in place already.')
    const made = await keepVersion(tx, caller, resource.id, { ...content, note: `Version ${number} restored` })
    await tx.resource.update({ where: { id: resource.id }, data: content, select: { id: true } })
    await recordAuditEvent(tx, caller, 'version.restored', {
      resourceId: resource.id,
      detail: { number: made, from: number },
    })
    return { number: made }
  })
}
