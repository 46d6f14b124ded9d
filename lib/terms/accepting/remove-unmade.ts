import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { endAllOf } from '../../people/guests/end-all-of'
import type { Caller } from '../../principal'
import { markUnmade } from './remove-unmade.sql'

/**
 * Removes a guest who was brought in by a share link and got nothing since: no access, no invitation, no privacy
 * statement accepted. A half-made account would be all that is left of them. Whoever was invited stays so.
 */
export async function removeUnmade(tx: Tx, caller: Caller, principalId: string) {
  const removed = await markUnmade(tx, principalId, now())
  if (removed > 0) await endAllOf(tx, caller, principalId, 'declined the terms')
}
