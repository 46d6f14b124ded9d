import { ID } from '../ids'
import { type Caller, callerId } from '../principal'
import { findFileAndGrant } from './find-file.sql'

const id = new RegExp(`^${ID}$`)

/** Finds a resource's file and the caller's grant on it. Null: the caller is not signed in, or there is no such file with its bytes stored. One query, since each download asks again every 2 seconds. */
export async function findFile(caller: Caller, resourceId: string) {
  const principalId = callerId(caller)
  if (!principalId || !id.test(resourceId)) return null
  const row = await findFileAndGrant(resourceId, principalId)
  if (!row) return null
  const { sharedById, labelId, deletedAt, grantId, role, endsAt, revokedAt, ...file } = row
  const grant = grantId && role ? { id: grantId, principalId, role, endsAt, revokedAt } : null
  return { file, facts: { resourceId, labelId, sharedById, deletedAt, grant } }
}

export type FoundFile = NonNullable<Awaited<ReturnType<typeof findFile>>>
