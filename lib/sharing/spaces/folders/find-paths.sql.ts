// In SQL: walks up from folders to the top in one statement, where the client would ask once for each folder above.

import { z } from 'zod'
import { Prisma } from '../../../db/generated/client'
import { queryRows } from '../../../db/statement'
import type { Tx } from '../../../db/transaction'

const Row = z.strictObject({ leaf: z.string(), id: z.string(), name: z.string() })

export type FolderPath = { id: string; name: string }[]

/** Finds for each folder the way to it, from the top down and with the folder itself, by its id. Stops at 20 folders, the most there can be. */
export async function findPaths(client: Pick<Tx, '$queryRaw'>, folderIds: string[]): Promise<Map<string, FolderPath>> {
  const paths = new Map<string, FolderPath>()
  if (folderIds.length === 0) return paths
  const rows = await queryRows(
    client,
    Prisma.sql`
      WITH RECURSIVE way AS (
        SELECT f.id AS leaf, f.id, f.name, f."parentId", 1 AS step FROM "Folder" f WHERE f.id = ANY(${folderIds}::uuid[])
        UNION ALL
        SELECT w.leaf, f.id, f.name, f."parentId", w.step + 1 FROM way w JOIN "Folder" f ON f.id = w."parentId" WHERE w.step < 20
      )
      SELECT leaf, id, name FROM way ORDER BY leaf, step DESC`,
    Row,
  )
  for (const { leaf, id, name } of rows) paths.set(leaf, [...(paths.get(leaf) ?? []), { id, name }])
  return paths
}
