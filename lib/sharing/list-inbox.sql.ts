// In SQL: one statement finds a page with its total, and PostgreSQL keeps its plan, where the client would ask several times.

import { z } from 'zod'
import { now } from '../clock'
import { Prisma } from '../db/generated/client'
import { like } from '../db/like'
import { readInOneStatement } from '../db/statement'
import { PAGE_SIZE } from '../forms/pages'
import { justEnded } from './just-ended.sql'
import { resourceKinds } from '../resource-kinds'
import { roles } from '../role'

const Row = z.strictObject({
  grantId: z.guid(),
  resourceId: z.guid(),
  title: z.string(),
  kind: z.enum(resourceKinds),
  role: z.enum(roles),
  endsAt: z.date().nullable(),
  firstOpenedAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  revokedById: z.guid().nullable(),
  undoUntil: z.date().nullable(),
  sharerName: z.string().nullable(),
  sharerAddress: z.string(),
  sharerKind: z.enum(['member', 'guest']),
  total: z.int(),
})
export type Found = z.infer<typeof Row>

type Reader = { id: string; kind: 'member' | 'guest' }
type Place = { q: string; sort: keyof ReturnType<typeof orders>; page: number }

/**
 * Finds one page. Each row has the total, which saves a second query. The number of rows, `PAGE_SIZE`, is a part of the text, and the
 * first page has no offset, so that PostgreSQL can estimate both and keeps one plan for everybody.
 */
export function findPage(reader: Reader, { q, sort, page }: Place) {
  const held = heldBy(reader, q)
  const offset = page > 1 ? Prisma.sql`OFFSET ${(page - 1) * PAGE_SIZE}::int` : Prisma.empty
  return readInOneStatement(
    Prisma.sql`
      SELECT g.id AS "grantId", r.id AS "resourceId", r.title, r.kind, g.role, ${endOf(reader)} AS "endsAt", g."firstOpenedAt", g."revokedAt", g."revokedById", g."undoUntil",
        s.name AS "sharerName", s.address AS "sharerAddress", s.kind AS "sharerKind",
        (SELECT count(*)::int FROM "Grant" g JOIN "Resource" r ON r.id = g."resourceId" LEFT JOIN "Principal" s ON s.id = r."sharedById" WHERE ${held}) AS total
      FROM "Grant" g JOIN "Resource" r ON r.id = g."resourceId" JOIN "Principal" s ON s.id = r."sharedById"
      WHERE ${held} ORDER BY ${orders(reader)[sort]} LIMIT 50 ${offset}`,
    Row,
  )
}

const orders = (reader: Reader) => ({
  newest: Prisma.sql`g."grantedAt" DESC, g.id DESC`,
  title: Prisma.sql`lower(r.title), g.id`,
  ending: Prisma.sql`${endOf(reader)} NULLS LAST, g.id`,
})

/** The grant's end, for a guest no later than that of a space that it is on. */
const endOf = ({ kind }: Reader) =>
  kind === 'guest' ? Prisma.sql`LEAST(g."endsAt", r."guestsUntil")` : Prisma.sql`g."endsAt"`

/** Matches the live grants of one person, and those that they gave up a moment ago. Not those on spaces that they made. */
function heldBy(reader: Reader, q: string) {
  const principalId = reader.id
  const at = now()
  const end = endOf(reader)
  const search = q
    ? Prisma.sql`AND (r.title ILIKE ${like(q)} OR s.name ILIKE ${like(q)} OR s.address ILIKE ${like(q)})`
    : Prisma.empty
  return Prisma.sql`g."principalId" = ${principalId}::uuid AND g."grantedById" <> g."principalId" AND r."deletedAt" IS NULL
    AND (${end} IS NULL OR ${end} > ${at})
    AND (g."revokedAt" IS NULL OR ${justEnded(principalId, at)}) ${search}`
}
