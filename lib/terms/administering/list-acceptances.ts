import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { like } from '../../db/like'
import { PAGE_SIZE, pageField, pageOf, searchField } from '../../forms/pages'
import type { Caller } from '../../principal'

export const ListAcceptances = z.object({
  q: searchField,
  answer: z.enum(['accepted', 'declined']).nullable().catch(null),
  version: z.coerce.number().int().min(1).max(1_000_000).nullable().catch(null),
  sort: z.enum(['newest', 'name', 'version']).catch('newest'),
  page: pageField,
})
export type ListAcceptances = z.output<typeof ListAcceptances>

export type AcceptanceRow = {
  id: string
  at: Date
  accepted: boolean
  number: number
  language: string
  /** Hexadecimal, of the text as it was shown. */
  sha256: string
  /** Null: emptied since. */
  networkAddress: string | null
  documentId: string
  document: string
  textId: string
  principalId: string
  kind: 'member' | 'guest'
  name: string | null
  address: string
}

export type AcceptanceQuery = { documentId: string } & Partial<Record<keyof ListAcceptances, unknown>>

/** Who accepted or declined a document, which version and when, in pages of 50. A page past the end is the last one. */
export async function listAcceptances(caller: Caller, { documentId, ...input }: AcceptanceQuery) {
  authorize(caller, 'terms.read')
  const query = ListAcceptances.parse({ version: null, ...input })
  const counts = await countAnswers(documentId, query)
  const total = query.answer ? counts[query.answer] : counts.accepted + counts.declined
  const where = Prisma.sql`${about(documentId, query)} ${query.answer ? Prisma.sql`AND a.accepted = ${query.answer === 'accepted'}` : Prisma.empty}`
  return {
    ...(await pageOf(query.page, total, (skip) => findAcceptances(where, orders[query.sort], PAGE_SIZE, skip))),
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
  return pageOf(pageField.parse(asked), total, (skip) =>
    findAcceptances(Prisma.sql`a."principalId" = ${principalId}::uuid`, orders.newest, PAGE_SIZE, skip),
  )
}

export type PersonTerms = Awaited<ReturnType<typeof listPersonTerms>>

const orders = {
  newest: Prisma.sql`a.at DESC, a.id DESC`,
  name: Prisma.sql`lower(coalesce(p.name, p.address)), a.at DESC, a.id`,
  version: Prisma.sql`v.number DESC, a.at DESC, a.id`,
}

const about = (
  documentId: string,
  { q, version }: Pick<ListAcceptances, 'q' | 'version'>,
) => Prisma.sql`a."documentId" = ${documentId}::uuid
  ${version ? Prisma.sql`AND v.number = ${version}` : Prisma.empty} ${q ? Prisma.sql`AND (p.name ILIKE ${like(q)} OR p.address ILIKE ${like(q)})` : Prisma.empty}`

const joined = Prisma.sql`"TermsAcceptance" a JOIN "TermsVersion" v ON v.id = a."versionId" JOIN "Principal" p ON p.id = a."principalId"`

async function countAnswers(documentId: string, query: ListAcceptances) {
  const [counts] = await db().$queryRaw<[{ accepted: number; declined: number }]>`
    SELECT count(*) FILTER (WHERE a.accepted)::int AS accepted, count(*) FILTER (WHERE NOT a.accepted)::int AS declined
    FROM ${joined} WHERE ${about(documentId, query)}`
  return counts
}

/** Acceptances with what they were of, in an order. */
export const findAcceptances = (where: Prisma.Sql, order: Prisma.Sql, limit: number, skip = 0) => db().$queryRaw<
  AcceptanceRow[]
>`
  SELECT a.id, a.at, a.accepted, v.number, t.language, encode(a.sha256, 'hex') AS sha256, o."networkAddress", a."textId",
    d.id AS "documentId", d.name AS document, p.id AS "principalId", p.kind::text, p.name, p.address
  FROM ${joined} JOIN "TermsText" t ON t.id = a."textId" JOIN "TermsDocument" d ON d.id = a."documentId" LEFT JOIN "TrailOrigin" o ON o.id = a.id
  WHERE ${where} ORDER BY ${order} LIMIT ${limit} OFFSET ${skip}`
