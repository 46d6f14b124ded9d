import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import { NotFound } from '../../errors'
import type { Caller } from '../../principal'
import { findManagedResource } from '../find-managed-resource'
import { versionNumber } from './version-number'

/** Returns the text of a page's version, to its sharer. Throws `NotFound`, also where it was deleted or holds a file. */
export async function getVersion(caller: Caller, { resourceId, number }: { resourceId: string; number: string }) {
  const resource = await findManagedResource(caller, resourceId)
  authorize(caller, 'resource.read-versions', resource)
  authorize(caller, 'resource.view', resource)
  const found = await db().resourceVersion.findFirst({
    where: { resourceId: resource.id, number: versionNumber.parse(number), deletedAt: null },
    select: { number: true, body: true, madeAt: true },
  })
  if (typeof found?.body !== 'string') throw new NotFound('version')
  return {
    resourceId: resource.id,
    title: resource.title,
    number: found.number,
    madeAt: found.madeAt,
    body: found.body,
  }
}
