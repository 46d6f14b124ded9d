// In SQL: one statement uses a code up with its attempt, and is a part of a larger one.

import { z } from 'zod'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'

/** The right code of an attempt. */
export type RightCode = { attempt: { id: string }; passcode: { id: string }; at: Date }

const Row = z.strictObject({ first: z.boolean() })

/** Uses a code up. Resolves to whether this proof was the first with it. */
export async function useCode(tx: Tx, right: RightCode): Promise<boolean> {
  const [row] = await queryRows(tx, Prisma.sql`WITH ${usingUp(right)} SELECT EXISTS (SELECT FROM used) AS first`, Row)
  return row!.first
}

/**
 * Makes the expressions that use a code up. However many right codes of an attempt arrive at once, one passes: the
 * expression `used` has a row then.
 */
export const usingUp = ({ attempt, passcode, at }: RightCode) => Prisma.sql`
  passing AS (
    UPDATE "SignInAttempt" SET "completedAt" = ${at} WHERE id = ${attempt.id}::uuid AND "completedAt" IS NULL RETURNING id
  ), used AS (
    UPDATE "Passcode" SET "usedAt" = ${at} FROM passing WHERE "Passcode".id = ${passcode.id}::uuid RETURNING "Passcode".id
  )`
