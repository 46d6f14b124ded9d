import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { pageField } from '../../forms/pages'
import type { AuditEventType } from '../../words/event-types'
import { findAuditEvents } from '../../audit/find-audit-events.sql'
import { toRow } from '../../audit/list-audit-events'
import { now } from '../../clock'
import { db } from '../../db/client'
import { type Caller, displayName } from '../../principal'
import { findRound, type FoundRound } from '../rounds/find-review'
import { organizationZone } from '../rounds/organization-zone'
import { reportReviewers } from './report-reviewers.sql'
import { type ResultItem, resultItems } from './result-items'
import { doneInWords, doneOf, reasonInWords } from './result-words'
import { roundView } from '../rounds/round-view'
import { settingsOf } from '../rounds/settings'
import { settingsInWords } from '../setting-up/settings-in-words'

/** Items of one part of the report. */
const PART = 1000

/** Exceptions and events named on the first part; the rest is counted. */
const MOST = 200

const keyEvents = [
  'review-round.begun',
  'review-round.started',
  'review-round.moved-on',
  'review-round.extended',
  'review-round.reset',
  'review-round.reminded',
  'review-round.ended',
  'review-round.applying',
  'review-round.applied',
  'review-item.handed-on',
  'reviewer.replaced',
] as const satisfies AuditEventType[]

const GetReport = z.object({ roundId: z.string(), part: pageField })

/**
 * A round as an auditor reads it, in parts of 1,000 items: on the first one who set it up and how answers count, totals,
 * exceptions, reviewers and the trail. Throws `NotFound`.
 */
export async function getReport(caller: Caller, input: { roundId: string; part?: unknown }) {
  authorize(caller, 'review-round.read')
  const asked = GetReport.parse(input)
  const round = await findRound(db(), asked.roundId)
  const parts = Math.max(1, Math.ceil(round.itemCount / PART))
  const part = Math.min(asked.part, parts)
  const [timeZone, items, first] = await Promise.all([
    organizationZone(),
    itemsOf(round, part),
    part === 1 ? firstPart(round) : null,
  ])
  const { organization, by } = await madeFor(caller)
  return {
    round: roundView(round),
    review: { id: round.reviewId, name: round.review.name, setUpBy: displayName(round.review.createdBy) },
    subject: settingsOf(round).subject,
    extendedAt: round.extendedAt,
    resetAt: round.resetAt,
    organization,
    timeZone,
    madeAt: now(),
    madeBy: by,
    part,
    parts,
    items,
    first,
  }
}

export type Report = Awaited<ReturnType<typeof getReport>>

/** An item of the report, with what was done about it in words. */
export type ReportItem = ResultItem & { done: string | null }

async function madeFor(caller: Caller) {
  const { name } = await db().organization.findFirstOrThrow({ select: { name: true } })
  return { organization: name, by: caller.kind === 'person' ? displayName(caller.principal) : 'Foyer' }
}

const withDone =
  (round: FoundRound) =>
  (item: ResultItem): ReportItem => ({
    ...item,
    done: doneInWords(doneOf(item, round), item),
    resultReason: reasonInWords(item),
  })

const find = async (round: FoundRound, which: Parameters<typeof resultItems>[2]) =>
  (await resultItems(db(), round.id, which)).map(withDone(round))

async function itemsOf(round: FoundRound, part: number) {
  if (part === 1) return find(round, { most: PART })
  const last = await db().reviewItem.findFirst({
    where: { roundId: round.id },
    orderBy: { id: 'asc' },
    skip: (part - 1) * PART - 1,
    select: { id: true },
  })
  return last ? find(round, { after: last.id, most: PART }) : []
}

async function firstPart(round: FoundRound) {
  const settings = settingsOf(round)
  const [words, reviewers, exceptions, events] = await Promise.all([
    settingsInWords(db(), settings),
    reportReviewers(db(), round.id, settings.secondReviewer),
    exceptionsOf(round, settings.secondReviewer),
    findAuditEvents({ roundId: round.id, types: [...keyEvents] }, MOST),
  ])
  return { words, reviewers, exceptions, events: events.map(toRow).reverse(), cutEvents: events.length === MOST }
}

export type Exceptions = { what: string; items: ReportItem[]; more: boolean }[]

/** What an auditor looks for first: failed removals, items with nobody to ask, and answers that nobody confirmed. */
async function exceptionsOf(round: FoundRound, asksSecond: boolean): Promise<Exceptions> {
  const kinds = [
    round.failedCount > 0 && { what: 'Could not be removed', kind: 'failed' as const },
    { what: 'Nobody was left to ask', kind: 'unasked' as const },
    asksSecond && { what: 'The second reviewer’s answer is missing', kind: 'half answered' as const },
  ].filter((kind) => kind !== false)
  const found = await Promise.all(
    kinds.map(async ({ what, kind }) => ({ what, items: await find(round, { kind, most: MOST + 1 }) })),
  )
  return found
    .filter(({ items }) => items.length > 0)
    .map(({ what, items }) => ({ what, items: items.slice(0, MOST), more: items.length > MOST }))
}
