// In SQL: all that is in force is read at one moment, where the client would ask one table after the other.

import { z } from 'zod'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import type { Tx } from '../db/transaction'

const Policy = z.strictObject({
  id: z.string(),
  name: z.string(),
  state: z.enum(['on', 'off', 'report_only']),
  settings: z.unknown(),
  since: z.unknown().optional(),
})

/** A policy as it is stored. `since` is read with `RuleStarts`. */
export type PolicyRow = z.infer<typeof Policy>

const Location = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['network', 'country']),
  trusted: z.boolean(),
  ranges: z.array(z.string()),
  countries: z.array(z.string()),
  includeUnknown: z.boolean(),
})
export type LocationRow = z.infer<typeof Location>

const Terms = z.strictObject({
  id: z.string(),
  name: z.string(),
  versionId: z.string(),
  number: z.int(),
  leastNumber: z.int().nullable(),
  expiresAfterDays: z.int().nullable(),
  reacceptAt: z.string().nullable(),
})

const Row = z.strictObject({
  version: z.int(),
  timeZone: z.string(),
  policies: z.array(Policy),
  locations: z.array(Location),
  terms: z.array(Terms),
})

/**
 * Reads the version of policies with the policies that are not off, the locations and the terms in force. `leastNumber`: of
 * the newest version that asks everybody again; null: none does. Undefined: no organization is set up.
 */
export async function readPolicies(tx: Tx) {
  const [row] = await queryRows(
    tx,
    Prisma.sql`
    SELECT o."policyVersion" AS version, o."timeZone",
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', id, 'name', name, 'state', state, 'settings', settings, 'since', since) ORDER BY id)
        FROM "Policy" WHERE "deletedAt" IS NULL AND state <> 'off'), '[]') AS policies,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', id, 'name', name, 'kind', kind, 'trusted', trusted, 'ranges', ranges,
        'countries', countries, 'includeUnknown', "includeUnknown")) FROM "NamedLocation"), '[]') AS locations,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name, 'versionId', newest.id, 'number', newest.number,
          'leastNumber', (SELECT max(v.number) FROM "TermsVersion" v WHERE v."documentId" = d.id AND v.reaccept AND v."takenBackAt" IS NULL),
          'expiresAfterDays', d."expiresAfterDays", 'reacceptAt', d."reacceptAt"))
        FROM "TermsDocument" d JOIN LATERAL (SELECT id, number FROM "TermsVersion" WHERE "documentId" = d.id AND "takenBackAt" IS NULL ORDER BY number DESC LIMIT 1) newest ON true
        WHERE d."deletedAt" IS NULL), '[]') AS terms
    FROM "Organization" o`,
    Row,
  )
  return row
}
