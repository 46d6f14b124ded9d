import type { Tx } from '../../db/transaction'
import type { RoundRow } from '../rounds/round-row'
import type { Mark, WaitingReviewer } from './waiting-reviewers.sql'

/** Marks every seat of these people in the stage that is being answered, as far as it has no such mark or is marked anew. */
export async function markTold(tx: Tx, { id, stage }: RoundRow, people: WaitingReviewer[], mark: Mark, at: Date) {
  const ids = people.map(({ principalId }) => principalId)
  await tx.reviewer.updateMany({
    where: { principalId: { in: ids }, leftAt: null, panel: { roundId: id, stage } },
    data: { [mark]: at },
  })
}
