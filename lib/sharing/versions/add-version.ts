import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { transaction } from '../../db/transaction'
import { requireRoom } from '../../disk'
import { NotFound } from '../../errors'
import { line } from '../../plain-text'
import type { Caller } from '../../principal'
import { claimFile } from '../claim-file'
import { findManagedResource } from '../find-managed-resource'
import { lockLiving } from './lock-living'
import { putVersion } from './put-version'

export const AddVersion = z.object({
  resourceId: z.string(),
  fileId: z.string().default(''),
  note: line(200).transform((text) => text || null),
})
export type AddVersion = z.output<typeof AddVersion>

/**
 * Puts another file in the place of the one that is shared: same page, same links, same access. What was there stays as an older version.
 * A download of it that is under way goes on to its end. Throws `NotFound`, and `Invalid` for a file that is not the caller's to share.
 */
export async function addVersion(caller: Caller, { resourceId, fileId, note }: AddVersion) {
  const resource = await findManagedResource(caller, resourceId)
  authorize(caller, 'resource.change', resource)
  requireRoom()
  if (resource.kind !== 'file') throw new NotFound('file')
  return transaction(async (tx) => {
    await lockLiving(tx, resource.id)
    const claimed = await claimFile(tx, caller, fileId)
    return { number: await putVersion(tx, caller, { resourceId: resource.id, ...claimed, note }) }
  })
}
