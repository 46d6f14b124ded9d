import { db } from '../db/client'
import { ID } from '../ids'
import { type Caller, callerId } from '../principal'
import { targetColumns, targetOf } from '../access/target'
import { findFileAndGrant } from './find-file.sql'

const id = new RegExp(`^${ID}$`)

/** Finds a resource's file and the caller's grants on it and on its space. Null: the caller is not signed in, or there is no such file with its bytes stored. One query, since each download asks again every 2 seconds. */
export async function findFile(caller: Caller, resourceId: string) {
  const principalId = callerId(caller)
  if (!principalId || !id.test(resourceId)) return null
  const row = await findFileAndGrant(resourceId, principalId)
  if (!row) return null
  const { sharedById, kind, spaceId, labelId, deletedAt, guestsUntil, archivedAt, ...rest } = row
  const { grantId, role, endsAt, revokedAt, spaceGrantId, spaceRole, spaceEndsAt, spaceRevokedAt, ...file } = rest
  const grant = grantId && role ? { id: grantId, principalId, role, endsAt, revokedAt } : null
  const spaceGrant =
    spaceGrantId && spaceRole
      ? { id: spaceGrantId, principalId, role: spaceRole, endsAt: spaceEndsAt, revokedAt: spaceRevokedAt }
      : null
  const space = { spaceId, spaceGrant, guestsUntil, archivedAt }
  return { file, facts: { resourceId, kind, labelId, sharedById, ...space, deletedAt, grant } }
}

/** Finds the file of an older version with the same facts. Null: the caller is not signed in, or there is no such version with its bytes stored. */
export async function findVersionFile(caller: Caller, resourceId: string, number: number) {
  if (!callerId(caller) || !id.test(resourceId)) return null
  const found = await db().resourceVersion.findFirst({
    where: { resourceId, number, deletedAt: null, resource: { deletedAt: null } },
    select: {
      resource: { select: targetColumns(caller) },
      file: {
        select: { id: true, name: true, mediaType: true, size: true, sha256: true, storedAt: true, missingAt: true },
      },
    },
  })
  if (!found?.file?.sha256 || !found.file.storedAt) return null
  const { id: fileId, sha256, storedAt, ...file } = found.file
  return { file: { ...file, fileId, sha256, storedAt }, facts: targetOf(found.resource) }
}
