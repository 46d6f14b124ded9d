import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import type { Caller } from '../../principal'
import { endRound } from '../running/end-round'
import { findRound } from '../rounds/find-review'
import { holdRound } from '../rounds/hold-round'
import { readRound } from '../rounds/round-row'

export const StopRound = z.object({ roundId: z.string() })
export type StopRound = z.output<typeof StopRound>

/** Ends a round now: no further answers, and what follows at its end follows. Throws `Conflict` when it has ended already. */
export async function stopRound(caller: Caller, { roundId }: StopRound) {
  authorize(caller, 'review-round.stop')
  return transaction(async (tx) => {
    await holdRound(tx, roundId)
    await findRound(tx, roundId)
    if (!(await endRound(tx, caller, await readRound(tx, roundId), 'stopped')))
      throw new Conflict(
        'review-round.over',
        'This round has ended already. Open the page again to see how things are.',
      )
    return { roundId }
  })
}
