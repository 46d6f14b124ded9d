// In SQL: a condition that larger statements take up, and writes that tell what stood before.

import { z } from 'zod'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import type { Tx } from '../db/transaction'
import { inOfficeIn, of } from './live'

export const ROLE = 'administrator'

/** Matches a row under an alias by which its principal administers at a time. */
export const heldIn = (alias: string, at: Date) => {
  const row = of(alias)
  return Prisma.sql`${row}role = ${ROLE}::"AdministratorRole" AND (${row}until IS NULL OR ${row}until > ${at})`
}

/** Matches a person who administers at a time. */
export const administersIn = (alias: string, at: Date) =>
  Prisma.sql`EXISTS (SELECT FROM "Administrator" held WHERE held."principalId" = ${of(alias)}id AND ${heldIn('held', at)})`

/**
 * Gives a member in office the role for good, and locks the member. Leaves a role that is held at the time as it is.
 * Resolves to the number of roles given.
 */
export const insertAdministrator = (tx: Tx, principalId: string, byId: string | null, at: Date) => tx.$executeRaw`
    INSERT INTO "Administrator" ("principalId", role, "appointedById", "appointedAt")
    SELECT p.id, ${ROLE}::"AdministratorRole", ${byId}::uuid, ${at}::timestamptz FROM "Principal" p
    WHERE p.id = ${principalId}::uuid AND ${inOfficeIn('p')} FOR UPDATE
    ON CONFLICT ("principalId", role) DO UPDATE
      SET "appointedById" = EXCLUDED."appointedById", "appointedAt" = EXCLUDED."appointedAt", until = NULL
      WHERE NOT (${heldIn('"Administrator"', at)})`

const Dismissed = z.strictObject({ held: z.boolean() })

/** Deletes the role of a person. Resolves to the deleted rows, each with whether it was held at the time. */
export const deleteAdministrator = (tx: Tx, principalId: string, at: Date) =>
  queryRows(
    tx,
    Prisma.sql`
    DELETE FROM "Administrator" a WHERE a."principalId" = ${principalId}::uuid AND a.role = ${ROLE}::"AdministratorRole"
    RETURNING ${heldIn('a', at)} AS held`,
    Dismissed,
  )
