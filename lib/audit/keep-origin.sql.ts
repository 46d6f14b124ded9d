// In SQL: a part that a larger statement takes up, which then writes a row and its origin at once.

import { Prisma } from '../db/generated/client'
import type { Tx } from '../db/transaction'
import type { Environment } from '../principal'

/** Stores the origin of a row of the trail beside it, under the row's id, so that it can be emptied without the row. */
export const keepOrigin = (tx: Tx, row: { id: string; at: Date }, environment: Environment) =>
  tx.$executeRaw(keepingOrigin(row, environment))

/** Makes the statement behind `keepOrigin`, for a larger one. */
export const keepingOrigin = (
  { id, at }: { id: string; at: Date },
  { networkAddress, userAgent }: Environment,
) => Prisma.sql`
  INSERT INTO "TrailOrigin" (id, at, "networkAddress", "userAgent")
  VALUES (${id}::uuid, ${at}::timestamptz, ${networkAddress}, ${cutAgent(userAgent)})`

/** Cuts a user agent to the 400 characters that are stored; no browser sends as many. */
export const cutAgent = (userAgent: string) => userAgent.slice(0, 400)
