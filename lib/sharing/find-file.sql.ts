// In SQL: one statement reads a file and the grant on it, where the client would ask three times, every 2 seconds of a download.

import { z } from 'zod'
import { labelIn } from '../access/governed.sql'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import { resourceKinds } from '../resource-kinds'
import { roles } from '../role'

const Row = z.strictObject({
  sharedById: z.string(),
  kind: z.enum(resourceKinds),
  spaceId: z.string().nullable(),
  /** The more sensitive of its own and that of its space. */
  labelId: z.string().nullable(),
  deletedAt: z.date().nullable(),
  fileId: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.bigint(),
  sha256: z.instanceof(Uint8Array),
  storedAt: z.date(),
  missingAt: z.date().nullable(),
  /** The person's grant; null, as what it says: there is none. */
  grantId: z.string().nullable(),
  role: z.enum(roles).nullable(),
  endsAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  /** The person's grant on the space that it is in; null, as what it says: there is none. */
  spaceGrantId: z.string().nullable(),
  spaceRole: z.enum(roles).nullable(),
  spaceEndsAt: z.date().nullable(),
  spaceRevokedAt: z.date().nullable(),
  /** Of the space that it is in: when it ends for guests, and since when it can only be read. */
  guestsUntil: z.date().nullable(),
  archivedAt: z.date().nullable(),
})

/** Finds a resource's file, where its bytes are stored, and a person's grants on it and on its space. */
export async function findFileAndGrant(resourceId: string, principalId: string) {
  const [row] = await queryRows(
    db(),
    Prisma.sql`
      SELECT r."sharedById", r.kind::text, r."spaceId", r."deletedAt",
        ${labelIn('r')} AS "labelId", f.id AS "fileId", f.name, f."mediaType", f.size, f.sha256, f."storedAt", f."missingAt",
        g.id AS "grantId", g.role::text, g."endsAt", g."revokedAt",
        h.id AS "spaceGrantId", h.role::text AS "spaceRole", h."endsAt" AS "spaceEndsAt", h."revokedAt" AS "spaceRevokedAt",
        home."guestsUntil", home."archivedAt"
      FROM "Resource" r JOIN "StoredFile" f ON f.id = r."fileId"
        LEFT JOIN "Grant" g ON g."resourceId" = r.id AND g."principalId" = ${principalId}::uuid
        LEFT JOIN "Resource" home ON home.id = r."spaceId"
        LEFT JOIN "Grant" h ON h."resourceId" = r."spaceId" AND h."principalId" = ${principalId}::uuid
      WHERE r.id = ${resourceId}::uuid AND f."storedAt" IS NOT NULL AND f."discardedAt" IS NULL AND f."erasedAt" IS NULL`,
    Row,
  )
  return row ?? null
}
