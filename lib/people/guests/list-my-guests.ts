import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { pageField, pageOf, searchField } from '../../forms/pages'
import type { Caller } from '../../principal'
import { countMyGuests, findMyGuests } from './list-my-guests.sql'

const ListMyGuests = z.object({
  q: searchField,
  sort: z.enum(['newest', 'name', 'opened', 'ending']).catch('newest'),
  page: pageField,
})

/** Lists the guests who can open something that the caller shares, in pages of 50. Returns the last page for a number past the end. */
export async function listMyGuests(caller: Caller, input: Partial<Record<'q' | 'sort' | 'page', unknown>> = {}) {
  const { principal } = signedIn(caller)
  authorize(caller, 'resource.list')
  const { q, sort, page } = ListMyGuests.parse(input)
  const total = await countMyGuests(principal.id, q)
  return { ...(await pageOf(page, total, (skip) => findMyGuests(principal.id, { q, sort }, skip))), q, sort }
}
