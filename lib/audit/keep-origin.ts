import { Prisma } from '../db/generated/client'
import type { Tx } from '../db/transaction'
import type { Environment } from '../principal'

/** Keeps from where a row of the trail came, beside it: under its id, to be emptied without it. */
export const keepOrigin = (tx: Tx, row: { id: string; at: Date }, environment: Environment) =>
  tx.$executeRaw(keepingOrigin(row, environment))

/** The statement behind it, for a larger one. */
export const keepingOrigin = (
  { id, at }: { id: string; at: Date },
  { networkAddress, userAgent }: Environment,
) => Prisma.sql`
  INSERT INTO "TrailOrigin" (id, at, "networkAddress", "userAgent")
  VALUES (${id}::uuid, ${at}::timestamptz, ${networkAddress}, ${cutAgent(userAgent)})`

/** As much of a browser's own words as is kept; no browser says as much. */
export const cutAgent = (userAgent: string) => userAgent.slice(0, 400)
