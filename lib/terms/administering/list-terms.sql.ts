// In SQL: each document's version in force, last answers and policies in one statement, where the client would fetch every answer.

import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'

const Row = z.strictObject({
  id: z.string(),
  name: z.string(),
  number: z.int(),
  renewedAt: z.date(),
  languages: z.array(z.string()),
  expiresAfterDays: z.int().nullable(),
  reacceptAt: z.date().nullable(),
  /** People whose last answer it is. */
  accepted: z.int(),
  declined: z.int(),
  policies: z.array(z.string()),
})
export type TermsRow = z.infer<typeof Row>

/** Finds every document of terms that was not deleted, by name. */
export const findDocuments = () =>
  queryRows(
    db(),
    Prisma.sql`
      SELECT d.id, d.name, v.number, v."createdAt" AS "renewedAt", d."expiresAfterDays", d."reacceptAt",
        ARRAY(SELECT t.language FROM "TermsText" t WHERE t."versionId" = v.id ORDER BY t.place) AS languages,
        count(a.accepted) FILTER (WHERE a.accepted)::int AS accepted, count(a.accepted) FILTER (WHERE NOT a.accepted)::int AS declined,
        ARRAY(SELECT p.name FROM "Policy" p WHERE p."deletedAt" IS NULL AND p.settings #> '{controls,termsIds}' @> to_jsonb(d.id::text) ORDER BY lower(p.name)) AS policies
      FROM "TermsDocument" d
        JOIN LATERAL (SELECT id, number, "createdAt" FROM "TermsVersion" WHERE "documentId" = d.id AND "takenBackAt" IS NULL ORDER BY number DESC LIMIT 1) v ON true
        LEFT JOIN LATERAL (SELECT DISTINCT ON ("principalId") accepted FROM "TermsAcceptance" WHERE "documentId" = d.id ORDER BY "principalId", at DESC, id DESC) a ON true
      WHERE d."deletedAt" IS NULL
      GROUP BY d.id, v.id, v.number, v."createdAt" ORDER BY lower(d.name), d.id`,
    Row,
  )
