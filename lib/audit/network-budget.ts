import { after, HOUR } from '../clock'
import type { Tx } from '../db/transaction'
import { isLoopbackAddress, networkOf } from '../network-address'
import type { Caller } from '../principal'
import { countOne, hourOf } from './tally'

/**
 * What strangers of one network may ask for in an hour of the clock, so that nobody fills the tables by asking. An
 * office of two thousand fits behind one address: on the day when all of them sign in for the first time, and one in
 * five asks twice, that is 2,400 over four hours. Known browsers don't count.
 */
export const MOST_OF_NETWORK = 600

/** What the tallies of networks begin with; the network follows. Refusals that only fill the trail take no codes away. */
export const NETWORKS = { codes: 'codes asked for by network ', refusals: 'refusals of network ' }

/**
 * Counts a stranger's request before anything is written for it. Null: it may go on; else when to ask again. This very
 * computer's own address counts for nothing: it is whoever runs the server, or everybody behind a proxy whose word isn't taken.
 */
export async function spendNetwork(
  tx: Tx,
  caller: Caller,
  kind: keyof typeof NETWORKS,
  at: Date,
): Promise<Date | null> {
  if (caller.kind === 'system' || isLoopbackAddress(caller.environment.networkAddress)) return null
  const count = await countOne(tx, NETWORKS[kind] + networkOf(caller.environment.networkAddress), at)
  return count > MOST_OF_NETWORK ? after(hourOf(at), HOUR) : null
}
