import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { db } from '../../db/client'
import { transaction } from '../../db/transaction'
import { type Caller, displayName } from '../../principal'
import { findRound, type FoundRound } from '../rounds/find-review'
import { organizationZone } from '../rounds/organization-zone'
import { nameOf } from '../rounds/round-row'
import { roundView } from '../rounds/round-view'
import { type ResultItem, resultItems } from './result-items'
import { resultsAsCsv, resultsHead } from './results-as-csv'
import { resultAsJson } from './results-as-json'
import { settingsOf } from '../rounds/settings'
import { settingsInWords } from '../setting-up/settings-in-words'
import { asFileName } from '../../unseen'

/** Items held in memory at a time, however many a round has. */
const BATCH = 5000

export const DownloadResults = z.object({ roundId: z.string(), format: z.enum(['csv', 'json']) })
export type DownloadResults = z.output<typeof DownloadResults>

/**
 * The results of a round as they stand, while it runs or after: recorded in the trail, then read in batches as `parts`
 * are asked for. Throws `NotFound`.
 */
export async function downloadResults(caller: Caller, { roundId, format }: DownloadResults, batch = BATCH) {
  authorize(caller, 'review-round.read')
  const round = await findRound(db(), roundId)
  await transaction((tx) =>
    recordAuditEvent(tx, caller, 'review-round.downloaded', { detail: { ...nameOf(round), format } }),
  )
  const parts = { csv: asCsv, json: asJson }[format](round, batch)
  return { fileName: `${asFileName(round.review.name)}, round ${round.number}.${format}`, parts }
}

async function* asCsv(round: FoundRound, batch: number) {
  yield resultsHead()
  const { number, appliedAt } = round
  const timeZone = await organizationZone()
  for await (const items of inBatches(round.id, batch))
    yield resultsAsCsv(items, { review: round.review.name, number, appliedAt, timeZone })
}

async function* asJson(round: FoundRound, batch: number) {
  yield JSON.stringify(await headOf(round)).slice(0, -1) + ',"items":['
  const { appliedAt } = round
  const timeZone = await organizationZone()
  let between = ''
  for await (const items of inBatches(round.id, batch)) {
    yield between + items.map((item) => JSON.stringify(resultAsJson(item, { appliedAt, timeZone }))).join(',\n')
    between = ',\n'
  }
  yield ']}\n'
}

async function* inBatches(roundId: string, batch: number): AsyncGenerator<ResultItem[]> {
  for (let after = 0; ;) {
    const items = await resultItems(db(), roundId, { after, most: batch })
    if (items.length === 0) return
    yield items
    after = items.at(-1)!.id
  }
}

async function headOf(round: FoundRound) {
  const { number, status, startsAt, startedAt, endsAt, endedAt, appliedAt, stage, stages, ...counted } =
    roundView(round)
  const { items, answered, approved, denied, dontKnow, ended, notReviewed, removed, failed } = counted
  const { id, name, createdBy } = round.review
  return {
    review: { id, name, setUpBy: { id: createdBy.id, name: displayName(createdBy), address: createdBy.address } },
    round: { id: round.id, number, status, startsAt, startedAt, endsAt, endedAt, appliedAt, stage, stages },
    settings: await settingsInWords(db(), settingsOf(round)),
    counts: { items, answered, approved, denied, dontKnow, ended, notReviewed, removed, failed },
    generatedAt: now(),
  }
}
