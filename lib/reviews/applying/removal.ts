import type { Ended } from './end-denied.sql'

/** `ended_before`: as the item is marked already. */
export type Result = { result: 'applied' | 'nothing_left' | 'failed' | 'ended_before'; reason?: string }

/** What was done of the items, by their ids, and what is to be mailed about it. */
export type Removal = { results: Map<number, Result>; news: Ended[] }
