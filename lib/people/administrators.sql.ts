// In SQL: Prisma's client locks nothing.

import { z } from 'zod'
import { heldIn } from '../access/administrators.sql'
import { inOfficeIn } from '../access/live'
import { Prisma } from '../db/generated/client'
import { queryRows } from '../db/statement'
import type { Tx } from '../db/transaction'

/** An administrator in office. `forGood`: they don't cease to be one by themselves. */
const Row = z.strictObject({ id: z.string(), forGood: z.boolean() })
export type Held = z.infer<typeof Row>

/** Locks those who administer at a time and are in office, with their roles, until the transaction ends. */
export const lockAdministrators = (tx: Tx, at: Date) =>
  queryRows(
    tx,
    Prisma.sql`
      SELECT p.id, a.until IS NULL AS "forGood" FROM "Principal" p JOIN "Administrator" a ON a."principalId" = p.id
      WHERE ${heldIn('a', at)} AND ${inOfficeIn('p')}
      ORDER BY p.id FOR UPDATE`,
    Row,
  )
