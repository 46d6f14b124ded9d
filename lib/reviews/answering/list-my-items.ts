import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { now } from '../../clock'
import { PAGE_SIZE, pageField, pagesOf } from '../../forms/pages'
import type { Caller } from '../../principal'
import { sumsOf } from './count-my-answers'
import { findMyRound, type MyRound } from './find-my-round'
import { itemRows } from './item-view'
import { countMatching, findMatching, findPage } from './list-my-items.sql'
import { MyItems } from './my-items'
import { organizationZone } from '../rounds/organization-zone'

/** As many as can be answered at once; a narrowed list counts no further. */
export const MOST = 10_000

export const ListMyItems = MyItems.extend({
  roundId: z.string(),
  page: pageField,
})
export type ListMyItems = { roundId: string } & Partial<Record<keyof z.output<typeof MyItems> | 'page', unknown>>

export type MyItemsView = Awaited<ReturnType<typeof listMyItems>>

/** What lies before the caller in a round, in pages of 50, with all that speaks for and against. A page past the end is the last one. */
export async function listMyItems(caller: Caller, input: ListMyItems) {
  const { roundId, page: asked, ...chosen } = ListMyItems.parse(input)
  const my = await findMyRound(caller, roundId)
  authorize(caller, 'review-item.list')
  const total = await countMyItems(my, chosen)
  const pages = pagesOf(total)
  const page = Math.min(asked, pages)
  const found = await findPage(my, chosen, page, PAGE_SIZE)
  const { startsAt } = my.round
  const moment = { startsAt, at: now(), lookBackDays: my.settings.lookBackDays, timeZone: await organizationZone() }
  const rows = await itemRows(
    my,
    moment,
    found.map(({ id }) => id),
  )
  return { rows, total, page, pages, ...chosen }
}

export type Matching = { ids: number[]; /** Those that have an answer already. */ answered: number[] }

/** The ids of everything a filter leaves, for answering it at once: at most 10,000, and none that is the caller's own or had ended before. */
export async function listMatchingItems(caller: Caller, input: ListMyItems): Promise<Matching> {
  const { roundId, page: _, ...chosen } = ListMyItems.parse(input)
  const my = await findMyRound(caller, roundId)
  authorize(caller, 'review-item.list')
  const found = await findMatching(my, chosen, MOST)
  return { ids: found.map(({ id }) => id), answered: found.filter(({ answered }) => answered).map(({ id }) => id) }
}

/** How many there are: from the panels' counters where nothing narrows them, else counted, up to 10,000. */
async function countMyItems(my: MyRound, { q, state }: MyItems) {
  const sums = sumsOf(my)
  if (!q && sums && state === 'all') return sums.items
  if (!q && sums && state === 'answered') return sums.answered
  if (!q && sums && state === 'open') return sums.items - sums.answered
  return countMatching(my, { q, state, sort: 'usual', by: 'person' }, MOST)
}
