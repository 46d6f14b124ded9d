import { signedIn } from '../../access/visibility'
import { authorize } from '../../access/authorize'
import type { Caller } from '../../principal'
import { countOpen } from './count-my-open-items.sql'

/** How many items wait for the caller's answer, of all rounds in progress. From the panels' counters: two index look-ups, and more only where a second reviewer is asked. */
export async function countMyOpenItems(caller: Caller): Promise<number> {
  const { principal } = signedIn(caller)
  authorize(caller, 'review-item.count')
  if (principal.reviewer === false) return 0
  return countOpen(principal.id)
}
