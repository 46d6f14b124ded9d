import type { Tx } from '../../db/transaction'

// Answering and closing exclude each other: many may answer at once, but nobody while a stage is being closed.

/** Keeps a round from being closed, moved on or reset until the transaction ends. Read the round after this, not before. */
export const shareRound = (tx: Tx, roundId: string) =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${roundId}::text, 0))`

/** Keeps everybody else from answering or changing a round until the transaction ends. Read the round after this, not before. */
export const holdRound = (tx: Tx, roundId: string) =>
  tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${roundId}::text, 0))`
