import { db } from '../db/client'
import { ID } from '../ids'
import { type Caller, callerId } from '../principal'

const id = new RegExp(`^${ID}$`)

type Row = {
  sharedById: string
  labelId: string | null
  deletedAt: Date | null
  fileId: string
  name: string
  mediaType: string
  size: bigint
  sha256: Uint8Array
  storedAt: Date
  missingAt: Date | null
  grantId: string | null
  role: 'view' | 'download'
  endsAt: Date | null
  revokedAt: Date | null
}

/** Finds a resource's file and the caller's grant on it. Null: the caller is not signed in, or there is no such file with its bytes stored. One query, since each download asks again every 2 seconds. */
export async function findFile(caller: Caller, resourceId: string) {
  const principalId = callerId(caller)
  if (!principalId || !id.test(resourceId)) return null
  const [row] = await db().$queryRaw<Row[]>`
    SELECT r."sharedById", r."labelId", r."deletedAt", f.id AS "fileId", f.name, f."mediaType", f.size, f.sha256, f."storedAt", f."missingAt",
      g.id AS "grantId", g.role::text, g."endsAt", g."revokedAt"
    FROM "Resource" r JOIN "StoredFile" f ON f.id = r."fileId"
      LEFT JOIN "Grant" g ON g."resourceId" = r.id AND g."principalId" = ${principalId}::uuid
    WHERE r.id = ${resourceId}::uuid AND f."storedAt" IS NOT NULL AND f."discardedAt" IS NULL AND f."erasedAt" IS NULL`
  if (!row) return null
  const { sharedById, labelId, deletedAt, grantId, role, endsAt, revokedAt, ...file } = row
  const grant = grantId ? { id: grantId, principalId, role, endsAt, revokedAt } : null
  return { file, facts: { resourceId, labelId, sharedById, deletedAt, grant } }
}

export type FoundFile = NonNullable<Awaited<ReturnType<typeof findFile>>>
