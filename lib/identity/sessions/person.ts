import { z } from 'zod'
import { administersIn } from '../../access/administrators.sql'
import { hereIn } from '../../access/live'
import { policiesAt } from '../../access/policy-set'
import { now } from '../../clock'
import { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import { noPolicies } from '../../policy'
import type { PersonCaller } from '../../principal'

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

/** A person with the facts that every decision about them needs, whichever of their sessions it is for. */
export type Person = Pick<PersonCaller, 'principal' | 'accepted' | 'policies' | 'organization'>

/**
 * Makes a person of a row, with the policies in force. `tx`: the transaction in which to read the policies; without one,
 * they are read outside of any.
 */
export async function toPerson(
  { accepted, policyVersion, organizationName, timeZone, ...principal }: PersonRow,
  tx?: Tx,
): Promise<Person> {
  return {
    principal,
    accepted: accepted.map((one) => ({ ...one, at: new Date(one.at) })),
    policies: policyVersion === null ? noPolicies : await policiesAt(policyVersion, tx),
    organization: organizationName === null ? undefined : { name: organizationName, timeZone: timeZone! },
  }
}

/** Finds a person by id. Null: nobody has the id, or the person is blocked or removed. */
export async function findPerson(tx: Tx, id: string): Promise<Person | null> {
  const [row] = await tx.$queryRaw<PersonRow[]>`
    SELECT ${personColumns(now())} FROM "Principal" p ${besidePerson} WHERE p.id = ${id}::uuid AND ${hereIn('p')}`
  return row ? toPerson(row, tx) : null
}
