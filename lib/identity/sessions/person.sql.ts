// In SQL: one statement reads all that every request needs of a person, where the client would ask seven tables.

import { z } from 'zod'
import { administersIn } from '../../access/administrators.sql'
import { hereIn } from '../../access/live'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'

/** The columns that every request reads at a time of a person `p`, their guest row `g` and the organization `o`. */
export const personColumns = (at: Date) => Prisma.sql`
  p.id, p.kind::text, p.address, p.name, ${administersIn('p', at)} AS administrator, g."invitedAt" AS "guestSince",
  p.kind = 'guest' AND g."privacyVersion" IS DISTINCT FROM o."privacyVersion" AS "owesStatement",
  EXISTS (SELECT FROM "Reviewer" WHERE "principalId" = p.id AND "leftAt" IS NULL) AS reviewer,
  coalesce((SELECT jsonb_agg(jsonb_build_object('documentId', newest."documentId", 'number', newest.number, 'at', newest.at)) FROM (
    SELECT DISTINCT ON (a."documentId") a."documentId", v.number, a.at FROM "TermsAcceptance" a JOIN "TermsVersion" v ON v.id = a."versionId"
    WHERE a."principalId" = p.id AND a.accepted ORDER BY a."documentId", a.at DESC) newest), '[]') AS accepted,
  o."policyVersion", o.name AS "organizationName", o."timeZone"`

/** The joins that `personColumns` needs beside a person `p`. */
export const besidePerson = Prisma.sql`LEFT JOIN "Guest" g ON g."principalId" = p.id LEFT JOIN "Organization" o ON o.id = 1`

export const PersonRow = z.strictObject({
  id: z.guid(),
  kind: z.enum(['member', 'guest']),
  address: z.string(),
  name: z.string().nullable(),
  administrator: z.boolean(),
  guestSince: z.date().nullable(),
  owesStatement: z.boolean(),
  reviewer: z.boolean(),
  accepted: z.array(z.strictObject({ documentId: z.guid(), number: z.int(), at: z.string() })),
  policyVersion: z.int().nullable(),
  organizationName: z.string().nullable(),
  timeZone: z.string().nullable(),
})
export type PersonRow = z.infer<typeof PersonRow>

/** Reads the row of a person at a time. Undefined: nobody has the id, or the person is blocked or removed. */
export async function readPerson(tx: Tx, id: string, at: Date) {
  const [row] = await queryRows(
    tx,
    Prisma.sql`
    SELECT ${personColumns(at)} FROM "Principal" p ${besidePerson} WHERE p.id = ${id}::uuid AND ${hereIn('p')}`,
    PersonRow,
  )
  return row
}
