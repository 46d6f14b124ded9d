import type { Tx } from '../db/transaction'
import type { Environment } from '../principal'

/** Keeps from where a row of the trail came, beside it: under its id, to be emptied without it. */
export const keepOrigin = (
  tx: Tx,
  { id, at }: { id: string; at: Date },
  { networkAddress, userAgent }: Environment,
) => tx.$executeRaw`
  INSERT INTO "TrailOrigin" (id, at, "networkAddress", "userAgent") VALUES (${id}::uuid, ${at}, ${networkAddress}, ${cutAgent(userAgent)})`

/** As much of a browser's own words as is kept; no browser says as much. */
export const cutAgent = (userAgent: string) => userAgent.slice(0, 400)
