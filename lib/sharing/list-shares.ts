import { z } from 'zod'
import { authorize } from '../access/authorize'
import { signedIn } from '../access/visibility'
import { pageField, pageOf, searchField } from '../forms/pages'
import type { Caller } from '../principal'
import { countShares, findShares } from './list-shares.sql'

const ListShares = z.object({
  q: searchField,
  sort: z.enum(['newest', 'title', 'opened']).catch('newest'),
  page: pageField,
})

/** Lists what the caller shares, in pages of 50. `q` searches titles, and the names and addresses of holders. Returns the last page for a number past the end. */
export async function listShares(caller: Caller, input: Partial<Record<'q' | 'sort' | 'page', unknown>> = {}) {
  const { principal } = signedIn(caller)
  authorize(caller, 'resource.list')
  const { q, sort, page } = ListShares.parse(input)
  const total = await countShares(principal.id, q)
  return { ...(await pageOf(page, total, (skip) => findShares(principal.id, { q, sort }, skip))), q, sort }
}
