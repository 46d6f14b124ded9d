// In SQL: Prisma's client sets no savepoint, and would write the results one by one.

import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import type { Result } from './removal'

/** Sets a savepoint, to which `rollBack` goes back. */
export const setSavepoint = (tx: Tx) => tx.$executeRaw`SAVEPOINT item`

/** Takes back what was done since the savepoint. Throws where the connection is what broke. */
export const rollBack = (tx: Tx) => tx.$executeRaw`ROLLBACK TO SAVEPOINT item`

/** Writes down on items what was done. What had ended before is marked already. */
export const writeResults = (tx: Tx, roundId: string, results: ({ id: number } & Result)[]) => tx.$executeRaw`
    UPDATE "ReviewItem" i SET result = t.result::"ReviewResult", "resultAt" = ${now()},
      "resultById" = CASE t.result WHEN 'nothing_left' THEN i."resultById" END,
      "resultReason" = coalesce(t.reason, CASE t.result WHEN 'nothing_left' THEN i."resultReason" END)
    FROM unnest(${results.map((one) => one.id)}::int[], ${results.map(({ result }) => result)}::text[], ${results.map(({ reason }) => reason ?? null)}::text[]) t(id, result, reason)
    WHERE i."roundId" = ${roundId}::uuid AND i.id = t.id AND t.result <> 'ended_before'`
