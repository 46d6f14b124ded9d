import { after, HOUR } from '../clock'
import type { Prisma } from '../db/generated/client'
import type { Tx } from '../db/transaction'
import { isLoopbackAddress, networkOf } from '../network-address'
import type { Caller } from '../principal'
import { hourOf } from './tally'
import { counting, countingNothing, countOne } from './tally.sql'

/**
 * How many requests strangers of one network may make in an hour of the clock, so that nobody fills the tables by asking.
 * An office of two thousand fits behind one address: on the day when all of them sign in for the first time, and one in
 * five asks twice, that is 2,400 over four hours. Known browsers don't count.
 */
export const MOST_OF_NETWORK = 600

/**
 * Beginnings of the keys of networks' tallies; the network follows. Refusals, which only fill the trail, are counted apart
 * and take no codes away.
 */
export const NETWORKS = { codes: 'codes asked for by network ', refusals: 'refusals of network ' }

/**
 * Counts a stranger's request before anything is written for it. Null: the request may go on; else the time to ask again.
 */
export async function spendNetwork(
  tx: Tx,
  caller: Caller,
  kind: keyof typeof NETWORKS,
  at: Date,
): Promise<Date | null> {
  const key = keyOf(caller, kind)
  return key === null ? null : refusedUntil(await countOne(tx, key, at), at)
}

/**
 * Makes the part of a larger statement that counts a stranger's request and selects the count. `each`: as for `counting`.
 * Selects no row where nothing is counted.
 */
export function countingOfNetwork(caller: Caller, kind: keyof typeof NETWORKS, at: Date, each: Prisma.Sql) {
  const key = keyOf(caller, kind)
  return key === null ? countingNothing : counting(key, at, each)
}

/** Returns when a network may ask again, by its count. Null: it may go on. */
export const refusedUntil = (count: number | null, at: Date) =>
  (count ?? 0) > MOST_OF_NETWORK ? after(hourOf(at), HOUR) : null

/**
 * Returns the key by which a network is counted. Null: it is not counted. The address of this very computer is not: it is
 * the server's administrator, or everybody behind a proxy whose headers aren't trusted.
 */
const keyOf = (caller: Caller, kind: keyof typeof NETWORKS) =>
  caller.kind === 'system' || isLoopbackAddress(caller.environment.networkAddress)
    ? null
    : NETWORKS[kind] + networkOf(caller.environment.networkAddress)
