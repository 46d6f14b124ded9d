import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { countHanging, type Hanging } from './what-hangs.sql'

/** Counts what hangs on members, in one statement for all of them. Whoever asks has authorized the caller. */
export async function whatHangsOn(tx: Tx, principalIds: string[]): Promise<Map<string, Hanging>> {
  const rows = await countHanging(tx, principalIds, now())
  return new Map(rows.map(({ id, ...hanging }) => [id, hanging]))
}

/** The same of one member. */
export const whatHangsOnOne = async (tx: Tx, principalId: string): Promise<Hanging> =>
  (await whatHangsOn(tx, [principalId])).get(principalId) ?? {
    shares: 0,
    links: 0,
    invitations: 0,
    guests: 0,
    reviews: [],
    spaces: [],
  }
