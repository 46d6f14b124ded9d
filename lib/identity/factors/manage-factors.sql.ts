// In SQL: Prisma's client takes no key out of JSON.

import type { Tx } from '../../db/transaction'
import { secondFactors } from '../../proof'

type Of = {
  principalId: string
  sessionId: string
  /** True where the session itself keeps its proofs. */
  spared: boolean
}

/** Takes the proofs of second factors away from the sessions of a person. */
export const dropSecondFactors = (tx: Tx, { principalId, sessionId, spared }: Of) => tx.$executeRaw`
    UPDATE "Session" SET proofs = proofs - ${[...secondFactors]}::text[]
    WHERE "principalId" = ${principalId}::uuid AND (id <> ${sessionId}::uuid OR NOT ${spared}::boolean)`
