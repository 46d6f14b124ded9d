// In SQL: chooses the first of three people in one statement, where the client would ask once for each.

import { z } from 'zod'
import { inOfficeIn } from '../access/live'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import type { Tx } from '../db/transaction'
import type { FoundInvitation } from './find-invitation.sql'

export type Concerned = Pick<FoundInvitation, 'principalId' | 'resourceId' | 'inviterAddress'>

const Row = z.strictObject({ address: z.string() })

/**
 * Finds the address of the first of these who is in office: the inviter, the member who shares the resource now, the guest's
 * sponsor.
 */
export async function findFirstInOffice(tx: Tx, { principalId, resourceId, inviterAddress }: Concerned) {
  const [found] = await queryRows(
    tx,
    Prisma.sql`
      SELECT address FROM "Principal"
      WHERE ${inOfficeIn('"Principal"')} AND (
        address = ${inviterAddress}
        OR id = (SELECT "sharedById" FROM "Resource" WHERE id = ${resourceId}::uuid)
        OR id = (SELECT "sponsorId" FROM "Guest" WHERE "principalId" = ${principalId}::uuid))
      ORDER BY address = ${inviterAddress} DESC, id = (SELECT "sharedById" FROM "Resource" WHERE id = ${resourceId}::uuid) DESC LIMIT 1`,
    Row,
  )
  return found?.address ?? null
}
