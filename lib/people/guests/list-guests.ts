import { z } from 'zod'
import { authorizeReading } from '../../audit/authorize-reading'
import type { Caller } from '../../principal'
import { pageField, pageOf, searchField } from '../../forms/pages'
import { countGuests, findGuests } from './list-guests.sql'

export const ListGuests = z.object({
  q: searchField,
  state: z.enum(['pending', 'active', 'blocked', 'removed']).nullable().catch(null),
  sort: z.enum(['newest', 'name', 'opened']).catch('newest'),
  page: pageField,
})
export type ListGuests = z.output<typeof ListGuests>

/** The guests of the organization, in pages of 50; those who were removed only where they are asked for. A page past the end is the last one. */
export async function listGuests(caller: Caller, input: Partial<Record<keyof ListGuests, unknown>> = {}) {
  await authorizeReading(caller, 'guests')
  const { q, state, sort, page } = ListGuests.parse(input)
  const counts = await countGuests(q)
  const total = state ? counts[state] : counts.pending + counts.active + counts.blocked
  return { ...(await pageOf(page, total, (skip) => findGuests({ q, state, sort }, skip))), q, state, sort, counts }
}
