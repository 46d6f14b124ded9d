import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { db } from '../../db/client'
import { PAGE_SIZE, pageField, pageOf, searchField } from '../../forms/pages'
import type { Caller } from '../../principal'
import { countAnswers, findAcceptances } from './list-acceptances.sql'

const ListAcceptances = z.object({
  q: searchField,
  answer: z.enum(['accepted', 'declined']).nullable().catch(null),
  version: z.coerce.number().int().min(1).max(1_000_000).nullable().catch(null),
  sort: z.enum(['newest', 'name', 'version']).catch('newest'),
  page: pageField,
})
type ListAcceptances = z.output<typeof ListAcceptances>

export type AcceptanceQuery = { documentId: string } & Partial<Record<keyof ListAcceptances, unknown>>

/** Who accepted or declined a document, which version and when, in pages of 50. A page past the end is the last one. */
export async function listAcceptances(caller: Caller, { documentId, ...input }: AcceptanceQuery) {
  authorize(caller, 'terms.read')
  const query = ListAcceptances.parse({ version: null, ...input })
  const counts = await countAnswers({ documentId, ...query })
  const total = query.answer ? counts[query.answer] : counts.accepted + counts.declined
  return {
    ...(await pageOf(query.page, total, (skip) => findAcceptances({ documentId, ...query }, PAGE_SIZE, skip))),
    ...query,
    page: query.page,
    counts,
  }
}

/** What one person accepted and declined, newest first, in pages of 50. */
export async function listPersonTerms(caller: Caller, input: { principalId: string; page?: unknown }) {
  authorize(caller, 'people.read', { principalId: input.principalId })
  return findAnswersOf(input)
}

/** The same, of the caller's own. */
export async function listMyTerms(caller: Caller, input: { page?: unknown }) {
  const principalId = signedIn(caller).principal.id
  authorize(caller, 'account.read', { principalId })
  return findAnswersOf({ principalId, page: input.page })
}

async function findAnswersOf({ principalId, page: asked }: { principalId: string; page?: unknown }) {
  const total = await db().termsAcceptance.count({ where: { principalId } })
  return pageOf(pageField.parse(asked), total, (skip) => findAcceptances({ principalId }, PAGE_SIZE, skip))
}

export type PersonTerms = Awaited<ReturnType<typeof listPersonTerms>>
