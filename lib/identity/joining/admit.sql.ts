// In SQL: notes a proof and makes a guest a member by what the same statement reads, and is a part of a larger one.

import { z } from 'zod'
import { administersIn } from '../../access/administrators.sql'
import { hereIn } from '../../access/live'
import { mailDomainOf } from '../../address'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { isShutOut } from './shut-out.sql'

/** Matches a person `p` at an address who may sign in: neither blocked nor removed, and not shut out. */
export const mayEnter = (address: string) =>
  Prisma.sql`p.address = ${address} AND ${hereIn('p')} AND NOT ${isShutOut(address)}`

/**
 * Matches a person `p` whom their first code makes a member: invited as a guest, with an address at a mail domain of the
 * organization.
 */
export const joinsAt = (address: string) =>
  Prisma.sql`p.kind = 'guest' AND p."provenAt" IS NULL AND ${mailDomainOf(address)} IN (SELECT unnest("memberDomains") FROM "Organization")`

/**
 * Makes the statement behind `noteProof`, for a larger one. `after`: a FROM clause; its expressions are
 * written before.
 */
export const proving = (address: string, at: Date, after = Prisma.empty) => Prisma.sql`
  UPDATE "Principal" p SET "provenAt" = COALESCE(p."provenAt", ${at}),
    kind = CASE WHEN ${joinsAt(address)} THEN 'member'::"PrincipalKind" ELSE p.kind END,
    "memberAt" = CASE WHEN ${joinsAt(address)} THEN ${at}::timestamptz ELSE p."memberAt" END
  ${after} WHERE ${mayEnter(address)}
  RETURNING p.id, p.kind, p.address, p.name, ${administersIn('p', at)} AS administrator,
    p.kind <> (SELECT kind FROM "Principal" before WHERE before.id = p.id) AS joined`

const Row = z.strictObject({
  id: z.string(),
  kind: z.enum(['member', 'guest']),
  address: z.string(),
  name: z.string().nullable(),
  administrator: z.boolean(),
  joined: z.boolean(),
})

/**
 * Notes the proof of an address by its known person, at a time. Resolves to the person, and whether they became a member by
 * it. Undefined: nobody is known at the address who may enter.
 */
export async function noteProof(tx: Tx, address: string, at: Date) {
  const [row] = await queryRows(tx, proving(address, at), Row)
  return row
}
