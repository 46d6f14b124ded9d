// In SQL: sorts by a person's name where there is one, else by the address, and goes on from a row by two columns.

import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { like } from '../../db/like'
import { queryRows } from '../../db/statement'

const Row = z.strictObject({
  id: z.string(),
  at: z.date(),
  accepted: z.boolean(),
  number: z.int(),
  language: z.string(),
  /** Hexadecimal, of the text as it was shown. */
  sha256: z.string(),
  /** Null: emptied since. */
  networkAddress: z.string().nullable(),
  documentId: z.string(),
  document: z.string(),
  textId: z.string(),
  principalId: z.string(),
  kind: z.enum(['member', 'guest']),
  name: z.string().nullable(),
  address: z.string(),
})
export type AcceptanceRow = z.infer<typeof Row>

/** What to find: null or left out is everything. */
export type AcceptanceFilter = {
  documentId?: string
  principalId?: string
  q?: string
  answer?: 'accepted' | 'declined' | null
  version?: number | null
  /** Newest first where left out. */
  sort?: 'newest' | 'oldest' | 'name' | 'version'
  /** With `oldest`: what comes after this row. */
  past?: { at: Date; id: string } | null
}

/** Joins to each acceptance what it is of, from FROM on, and matches what passes the filter, whatever was answered. */
function passing({ documentId, principalId, q, version, past }: AcceptanceFilter) {
  const [document, person, words] = [documentId ?? null, principalId ?? null, q ? like(q) : null]
  return Prisma.sql`
    FROM "TermsAcceptance" a JOIN "TermsVersion" v ON v.id = a."versionId" JOIN "Principal" p ON p.id = a."principalId"
      LEFT JOIN "TermsText" t ON t.id = a."textId" LEFT JOIN "TermsDocument" d ON d.id = a."documentId" LEFT JOIN "TrailOrigin" o ON o.id = a.id
    WHERE (${document}::uuid IS NULL OR a."documentId" = ${document}::uuid) AND (${person}::uuid IS NULL OR a."principalId" = ${person}::uuid)
    AND (${version ?? null}::int IS NULL OR v.number = ${version ?? null}::int)
    AND (${words}::text IS NULL OR p.name ILIKE ${words} OR p.address ILIKE ${words})
    AND (${past?.id ?? null}::uuid IS NULL OR (a.at, a.id) > (${past?.at ?? null}::timestamptz, ${past?.id ?? null}::uuid))`
}

const Counts = z.strictObject({ accepted: z.int(), declined: z.int() })

/** Counts what was accepted and what was declined, of what passes the filter. */
export async function countAnswers(filter: AcceptanceFilter) {
  const [counts] = await queryRows(
    db(),
    Prisma.sql`
      SELECT count(*) FILTER (WHERE a.accepted)::int AS accepted, count(*) FILTER (WHERE NOT a.accepted)::int AS declined
      ${passing(filter)}`,
    Counts,
  )
  return counts!
}

/** Finds acceptances that pass the filter, with what they were of. */
export function findAcceptances(filter: AcceptanceFilter, limit: number, skip = 0) {
  const { sort = 'newest', answer = null } = filter
  return queryRows(
    db(),
    Prisma.sql`
      SELECT a.id, a.at, a.accepted, v.number, t.language, encode(a.sha256, 'hex') AS sha256, o."networkAddress", a."textId",
        d.id AS "documentId", d.name AS document, p.id AS "principalId", p.kind::text, p.name, p.address
      ${passing(filter)} AND (${answer}::text IS NULL OR a.accepted = (${answer}::text = 'accepted'))
      ORDER BY CASE WHEN ${sort} = 'name' THEN lower(coalesce(p.name, p.address)) END, CASE WHEN ${sort} = 'version' THEN v.number END DESC,
        CASE WHEN ${sort} = 'oldest' THEN a.at END, CASE WHEN ${sort} = 'newest' THEN a.at END DESC, CASE WHEN ${sort} = 'newest' THEN a.id END DESC,
        CASE WHEN ${sort} <> 'oldest' THEN a.at END DESC, a.id
      LIMIT ${limit} OFFSET ${skip}`,
    Row,
  )
}
