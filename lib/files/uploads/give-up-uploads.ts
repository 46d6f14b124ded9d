import { rm } from 'node:fs/promises'
import { authorize } from '../../access/authorize'
import { here, isHere, liveGrants } from '../../access/live'
import { after, now } from '../../clock'
import { db } from '../../db/client'
import { transaction } from '../../db/transaction'
import type { SystemCaller } from '../../principal'
import { arrivingPlaceOf } from './arrived'
import { EXPIRES } from './expires'

const BATCH = 500

/**
 * Gives up uploads that did not arrive in time, and those of people who may not send them any more, with what has
 * arrived of them. Resolves to how many.
 */
export async function giveUpUploads(caller: SystemCaller): Promise<number> {
  authorize(caller, 'file.erase')
  const ids = [...(await findExpired()), ...(await findForbidden())]
  await transaction((tx) => tx.upload.deleteMany({ where: { id: { in: ids } } }))
  for (const id of ids) await rm(/*turbopackIgnore: true*/ arrivingPlaceOf(id), { force: true })
  return ids.length
}

async function findExpired() {
  const where = { startedAt: { lte: after(now(), -EXPIRES) } }
  const expired = await db().upload.findMany({ where, select: { id: true }, take: BATCH })
  return expired.map(({ id }) => id)
}

async function findForbidden() {
  const unfinished = await db().upload.findMany({
    where: { finishedAt: null, OR: [{ uploadedBy: { kind: 'guest' } }, { uploadedBy: { NOT: here } }] },
    select: {
      id: true,
      spaceId: true,
      uploadedById: true,
      uploadedBy: { select: { blockedAt: true, removedAt: true } },
    },
    take: BATCH,
  })
  const forbidden: string[] = []
  for (const { id, spaceId, uploadedById: principalId, uploadedBy } of unfinished) {
    if (!isHere(uploadedBy) || !spaceId || !(await contributes(principalId, spaceId))) forbidden.push(id)
  }
  return forbidden
}

const contributes = (principalId: string, resourceId: string) =>
  db().grant.findFirst({
    where: {
      principalId,
      resourceId,
      role: { in: ['contribute', 'manage'] },
      resource: { deletedAt: null, archivedAt: null },
      ...liveGrants(),
    },
    select: { id: true },
  })
