// In SQL: it asks by the very conditions by which other statements move and count the items.

import type { Tx } from '../../db/transaction'
import { hadEndedIn } from '../rounds/ended-before.sql'
import { movedOnIn } from '../rounds/outcome.sql'
import { type RoundRow, stageOf } from '../rounds/round-row'

/** Finds one item that the next stage has to answer, or that this one hands on to it. What has ended goes along, and asks nobody. */
export const findOneToAsk = (tx: Tx, round: RoundRow) => tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "ReviewItem" i WHERE i."roundId" = ${round.id}::uuid AND NOT ${hadEndedIn('i')}
      AND (i.stage = ${round.stage + 1} OR i.stage = ${round.stage} AND ${movedOnIn('i', stageOf(round))}) LIMIT 1`
