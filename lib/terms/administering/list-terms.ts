import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import type { Caller } from '../../principal'
import { MOST_DOCUMENTS } from './create-terms'

export type TermsRow = {
  id: string
  name: string
  number: number
  renewedAt: Date
  languages: string[]
  expiresAfterDays: number | null
  reacceptAt: Date | null
  /** People whose last answer it is. */
  accepted: number
  declined: number
  policies: string[]
}

/** Every document of terms, by name: there are 40 at most. */
export async function listTerms(caller: Caller, _input: object = {}) {
  authorize(caller, 'terms.list')
  const rows = await db().$queryRaw<TermsRow[]>`
    SELECT d.id, d.name, v.number, v."createdAt" AS "renewedAt", d."expiresAfterDays", d."reacceptAt",
      ARRAY(SELECT t.language FROM "TermsText" t WHERE t."versionId" = v.id ORDER BY t.place) AS languages,
      count(a.accepted) FILTER (WHERE a.accepted)::int AS accepted, count(a.accepted) FILTER (WHERE NOT a.accepted)::int AS declined,
      ARRAY(SELECT p.name FROM "Policy" p WHERE p."deletedAt" IS NULL AND p.settings #> '{controls,termsIds}' @> to_jsonb(d.id::text) ORDER BY lower(p.name)) AS policies
    FROM "TermsDocument" d
      JOIN LATERAL (SELECT id, number, "createdAt" FROM "TermsVersion" WHERE "documentId" = d.id AND "takenBackAt" IS NULL ORDER BY number DESC LIMIT 1) v ON true
      LEFT JOIN LATERAL (SELECT DISTINCT ON ("principalId") accepted FROM "TermsAcceptance" WHERE "documentId" = d.id ORDER BY "principalId", at DESC, id DESC) a ON true
    WHERE d."deletedAt" IS NULL
    GROUP BY d.id, v.id, v.number, v."createdAt" ORDER BY lower(d.name), d.id`
  return { rows, full: rows.length >= MOST_DOCUMENTS }
}
