import { after, HOUR } from '../clock'
import { Prisma } from '../db/generated/client'
import type { Tx } from '../db/transaction'
import { isLoopbackAddress, networkOf } from '../network-address'
import type { Caller } from '../principal'
import { counting, countOne, hourOf } from './tally'

/**
 * What strangers of one network may ask for in an hour of the clock, so that nobody fills the tables by asking. An
 * office of two thousand fits behind one address: on the day when all of them sign in for the first time, and one in
 * five asks twice, that is 2,400 over four hours. Known browsers don't count.
 */
export const MOST_OF_NETWORK = 600

/** What the tallies of networks begin with; the network follows. Refusals that only fill the trail take no codes away. */
export const NETWORKS = { codes: 'codes asked for by network ', refusals: 'refusals of network ' }

/** Counts a stranger's request before anything is written for it. Null: it may go on; else when to ask again. */
export async function spendNetwork(
  tx: Tx,
  caller: Caller,
  kind: keyof typeof NETWORKS,
  at: Date,
): Promise<Date | null> {
  const key = keyOf(caller, kind)
  return key === null ? null : refusedUntil(await countOne(tx, key, at), at)
}

/** The same as a part of a larger statement, which answers with the count. `each`: as `counting` has it. Without a row: nothing is counted. */
export function countingOfNetwork(caller: Caller, kind: keyof typeof NETWORKS, at: Date, each: Prisma.Sql) {
  const key = keyOf(caller, kind)
  return key === null ? Prisma.sql`SELECT 0 AS count WHERE false` : counting(key, at, each)
}

/** Null: it may go on; else when to ask again. */
export const refusedUntil = (count: number | null, at: Date) =>
  (count ?? 0) > MOST_OF_NETWORK ? after(hourOf(at), HOUR) : null

/**
 * By what a network is counted. This very computer's own address counts for nothing (null): it is whoever runs the server,
 * or everybody behind a proxy whose word isn't taken.
 */
const keyOf = (caller: Caller, kind: keyof typeof NETWORKS) =>
  caller.kind === 'system' || isLoopbackAddress(caller.environment.networkAddress)
    ? null
    : NETWORKS[kind] + networkOf(caller.environment.networkAddress)
