import { recordAuditEvents } from '../../audit/record-audit-event'
import type { Tx } from '../../db/transaction'
import type { SystemCaller } from '../../principal'
import { endDenied, tellEnded } from './end-denied'
import { seeAllEndings } from '../rounds/ended-before'
import type { RoundRow } from '../rounds/round-row'
import { rollBack, setSavepoint, writeResults } from './apply-items.sql'
import type { DueItem } from './apply-rounds.sql'
import type { Ended } from './end-denied.sql'
import type { Removal, Result } from './removal'
import { shutGuestsOut } from './shut-guests-out'

/**
 * Removes what these items deny, and writes down of each what was done: on the item, in the trail, in the round's
 * counts, and how far the round has come. `singly`: an item that can't be done is marked as failed, and the others are
 * done nevertheless. The caller holds the round.
 */
export async function applyItems(
  tx: Tx,
  caller: SystemCaller,
  round: RoundRow,
  items: DueItem[],
  { singly = false } = {},
) {
  await seeAllEndings(
    tx,
    round.id,
    items.map(({ id }) => id),
  )
  const remove = round.settings.subject === 'grant' ? endDenied : shutGuestsOut
  const attempt = () => remove(tx, caller, round, items)
  const { results, news } = singly
    ? await eachAlone(tx, items, attempt, (item) => remove(tx, caller, round, [item]))
    : await attempt()
  const resultOf = ({ id, outcome }: DueItem): Result =>
    results.get(id) ?? { result: outcome === 'deny' ? 'nothing_left' : 'ended_before' }
  await tellEnded(tx, round, news)
  await keepResults(
    tx,
    round,
    items.map((item) => ({ id: item.id, ...resultOf(item) })),
  )
  await recordAuditEvents(
    tx,
    caller,
    'review-item.applied',
    items.map((item) => eventOf(round, item, resultOf(item))),
  )
}

const eventOf = (
  { id: roundId, review, reviewId }: RoundRow,
  { id, principalId, resourceId }: DueItem,
  { result, reason }: Result,
) => ({ principalId, resourceId, detail: { roundId, reviewId, review: review.name, itemId: id, result, reason } })

/** Tries all at once behind a savepoint; if that fails, each behind one of its own. */
async function eachAlone(
  tx: Tx,
  items: DueItem[],
  all: () => Promise<Removal>,
  one: (item: DueItem) => Promise<Removal>,
): Promise<Removal> {
  const together = await behindSavepoint(tx, all)
  if (!(together instanceof Error)) return together
  const results = new Map<number, Result>()
  const news: Ended[] = []
  for (const item of items) {
    const alone = await behindSavepoint(tx, () => one(item))
    if (alone instanceof Error) results.set(item.id, { result: 'failed', reason: reasonOf(alone) })
    else {
      for (const [id, result] of alone.results) results.set(id, result)
      news.push(...alone.news)
    }
  }
  return { results, news }
}

async function behindSavepoint<Outcome>(tx: Tx, work: () => Promise<Outcome>): Promise<Outcome | Error> {
  await setSavepoint(tx)
  try {
    return await work()
  } catch (error) {
    // Where the connection is what broke, this throws too, and the whole is tried again later.
    await rollBack(tx)
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** The end of a message is what the database said; what stands before it is where it was asked. */
const reasonOf = (error: Error) => error.message.trim().split('\n').at(-1)!.slice(-300)

async function keepResults(tx: Tx, { id }: RoundRow, results: ({ id: number } & Result)[]) {
  await writeResults(tx, id, results)
  const counted = (result: Result['result']) => ({ increment: results.filter((one) => one.result === result).length })
  await tx.reviewRound.update({
    where: { id },
    data: { removedCount: counted('applied'), failedCount: counted('failed'), appliedThrough: results.at(-1)!.id },
  })
}
