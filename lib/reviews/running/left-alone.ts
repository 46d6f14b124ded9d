import type { Tx } from '../../db/transaction'
import type { RoundRow } from '../rounds/round-row'
import { countLeftAlone, type LeftAlone } from './left-alone.sql'

/**
 * What of the stage that is being answered two people have to answer and only one is left who could: who sits on both
 * seats, and nobody else in office on the one that is open. Looks at items that lie before somebody twice alone.
 */
export const leftAlone = async (
  tx: Tx,
  { id, stage, settings }: Pick<RoundRow, 'id' | 'stage' | 'settings'>,
): Promise<LeftAlone[]> => (settings.secondReviewer ? countLeftAlone(tx, { id, stage }) : [])
