import type { Tx } from '../../db/transaction'
import type { RoundRow } from '../rounds/round-row'
import type { Standing } from '../starting/standing'
import { moveToNext } from './move-on.sql'

/** Items moved in one transaction: about a second. */
const BATCH = 10_000

/**
 * Moves some of the items that a stage hands on to the next one, before whoever answers there. What stood of them goes
 * on standing until somebody answers anew. The panels of the stage they leave keep their counts, as what was done
 * there. Resolves to whether there may be more to move.
 */
export async function moveOn(tx: Tx, round: RoundRow, standing: Standing, most = BATCH): Promise<boolean> {
  return (await moveToNext(tx, round, standing, most)) === most
}
