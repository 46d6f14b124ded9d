import { z } from 'zod'
import { authorize } from '../access/authorize'
import { db } from '../db/client'
import type { Caller } from '../principal'
import { PolicySettings } from '../policy'
import { faultsInWords, policyInWords } from './policy-in-words'

export const ListPolicies = z.object({
  q: z.string().trim().max(200).catch(''),
  sort: z.enum(['name', 'changed']).catch('name'),
})

/** Every policy in words, with those that are on first told by their state. */
export async function listPolicies(caller: Caller, input: { q?: unknown; sort?: unknown } = {}) {
  await authorize(caller, 'policy.list')
  const { q, sort } = ListPolicies.parse(input)
  const [rows, total] = await Promise.all([
    db().policy.findMany({
      where: { deletedAt: null, ...(q ? { name: { contains: q, mode: 'insensitive' } } : {}) },
      orderBy: sort === 'name' ? [{ name: 'asc' }, { id: 'asc' }] : [{ changedAt: 'desc' }, { id: 'asc' }],
      take: 500,
      select: { id: true, name: true, state: true, settings: true, changedAt: true },
    }),
    db().policy.count({ where: { deletedAt: null } }),
  ])
  return {
    rows: rows.map(({ settings, ...row }) => {
      const read = PolicySettings.safeParse(settings)
      return { ...row, words: read.success ? policyInWords(read.data) : null, faults: read.success ? faultsInWords(read.data) : [] }
    }),
    total,
    q,
    sort,
  }
}

export type PoliciesView = Awaited<ReturnType<typeof listPolicies>>
export type PolicyRowView = PoliciesView['rows'][number]
