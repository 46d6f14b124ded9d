import { z } from 'zod'
import { authorize } from '../access/authorize'
import { db } from '../db/client'
import { containing } from '../db/like'
import type { PolicyState, Prisma } from '../db/generated/client'
import { PAGE_SIZE, pageField, pageOf, searchField } from '../forms/pages'
import type { Caller } from '../principal'
import { PolicySettings } from '../policy'
import { faultsInWords, policyInWords } from './policy-in-words'

export const ListPolicies = z.object({
  q: searchField,
  state: z.enum(['on', 'report_only', 'off']).nullable().catch(null),
  sort: z.enum(['name', 'changed']).catch('name'),
  page: pageField,
})

/** Policies in words, in pages of 50. `counts`: how many of those that are looked for are in each state; `all`: of any name. A page past the end is the last one. */
export async function listPolicies(
  caller: Caller,
  input: Partial<Record<keyof z.output<typeof ListPolicies>, unknown>> = {},
) {
  authorize(caller, 'policy.list')
  const { q, state, sort, page } = ListPolicies.parse(input)
  const searched = { deletedAt: null, ...(q ? { name: containing(q) } : {}) }
  const [counts, all] = await Promise.all([countStates(searched), db().policy.count({ where: { deletedAt: null } })])
  const total = state ? counts[state] : counts.on + counts.report_only + counts.off
  const listed = await pageOf(page, total, (skip) =>
    db().policy.findMany({
      where: { ...searched, ...(state && { state }) },
      orderBy: sort === 'name' ? [{ name: 'asc' }, { id: 'asc' }] : [{ changedAt: 'desc' }, { id: 'asc' }],
      skip,
      take: PAGE_SIZE,
      select: { id: true, name: true, state: true, settings: true, changedAt: true },
    }),
  )
  return { ...listed, rows: listed.rows.map(toRow), counts, all, q, state, sort }
}

async function countStates(where: Prisma.PolicyWhereInput) {
  const found = await db().policy.groupBy({ by: ['state'], where, _count: true })
  const count = (state: PolicyState) => found.find((one) => one.state === state)?._count ?? 0
  return { on: count('on'), report_only: count('report_only'), off: count('off') }
}

function toRow<Row extends { settings: unknown }>({ settings, ...row }: Row) {
  const read = PolicySettings.safeParse(settings)
  return {
    ...row,
    words: read.success ? policyInWords(read.data) : null,
    faults: read.success ? faultsInWords(read.data) : [],
  }
}

export type PoliciesView = Awaited<ReturnType<typeof listPolicies>>
export type PolicyRowView = PoliciesView['rows'][number]
