import { z } from 'zod'
import { may } from '../../access/decide'
import { authorizeReading } from '../../audit/authorize-reading'
import { db } from '../../db/client'
import { callerId, type Caller } from '../../principal'
import { pageField, pageOf, searchField } from '../../forms/pages'
import { countMembers, findMembers, type FoundMember } from './list-members.sql'
import { whatHangsOn } from './what-hangs'
import type { Hanging } from './what-hangs.sql'

export const ListMembers = z.object({
  q: searchField,
  state: z.enum(['pending', 'active', 'blocked', 'administrator']).nullable().catch(null),
  sort: z.enum(['name', 'newest', 'seen']).catch('name'),
  page: pageField,
})
export type ListMembers = z.output<typeof ListMembers>

export type MemberRow = FoundMember & {
  /** Nobody disables themselves. */
  mayDisable: boolean
  /** The reader. */
  own: boolean
  hanging: Hanging
}

/** The members of the organization, in pages of 50. A page past the end is the last one. */
export async function listMembers(caller: Caller, input: Partial<Record<keyof ListMembers, unknown>> = {}) {
  await authorizeReading(caller, 'members')
  const { q, state, sort, page } = ListMembers.parse(input)
  const counts = await countMembers(q)
  const total = state ? counts[state] : counts.pending + counts.active + counts.blocked
  const { rows, ...shown } = await pageOf(page, total, (skip) => findMembers({ q, state, sort }, skip))
  const hanging = await whatHangsOn(
    db(),
    rows.map(({ id }) => id),
  )
  return { rows: rows.map((row) => toRow(caller, row, hanging)), ...shown, q, state, sort, counts }
}

const toRow = (caller: Caller, row: FoundMember, hanging: Map<string, Hanging>): MemberRow => ({
  ...row,
  mayDisable: may(caller, 'member.disable', { principalId: row.id }),
  own: callerId(caller) === row.id,
  hanging: hanging.get(row.id)!,
})
