import { hold, share } from '../../db/lock.sql'
import type { Tx } from '../../db/transaction'

// Answering and closing exclude each other: many may answer at once, but nobody while a stage is being closed.

/** Keeps a round from being closed, moved on or reset until the transaction ends. Read the round after this, not before. */
export const shareRound = (tx: Tx, roundId: string) => share(tx, roundId)

/** Keeps everybody else from answering or changing a round until the transaction ends. Read the round after this, not before. */
export const holdRound = (tx: Tx, roundId: string) => hold(tx, roundId)
