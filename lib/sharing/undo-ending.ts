import { after, now } from '../clock'
import type { Tx } from '../db/transaction'
import { callerId, type Caller } from '../principal'
import { UNDO_TAKEN } from '../undo'
import { putBack, type Undone } from './undo-ending.sql'

/**
 * Puts a grant in force again that the caller ended, within `UNDO_TAKEN` milliseconds. Null: it is too late, another person
 * ended the grant, its own end has passed, or its resource is deleted. An ending more than that time in the future, written
 * while a clock was wrong, can't be undone either.
 */
export async function undoEnding(tx: Tx, caller: Caller, grantId: string): Promise<Undone | null> {
  const at = now()
  const [undone] = await putBack(tx, grantId, { by: callerId(caller), at, before: after(at, UNDO_TAKEN) })
  return undone ?? null
}
