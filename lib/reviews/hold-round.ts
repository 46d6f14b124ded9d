import type { Tx } from '../db/transaction'

/** Whoever answers holds the round with the others who do; nobody closes it before their transaction ends. */
export const shareRound = (tx: Tx, roundId: string) => tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${roundId}, 0))`

/** Whoever closes, moves on, resets or stops a round holds it alone until the transaction ends. */
export const holdRound = (tx: Tx, roundId: string) => tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${roundId}, 0))`
