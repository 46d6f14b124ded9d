import { z } from 'zod'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import { instantOf } from '../../wall-clock'
import { findPeople, findResources, pastDay } from '../audit-query'
import type { SignInFilter } from './find-sign-ins.sql'
import { outcomes } from './outcomes'
import { readReference } from '../../reference'

const text = z.string().trim().max(200).catch('')
const place = z.uuid().nullable().catch(null)

export const SignInQuery = z.object({
  person: text,
  resource: text,
  outcome: z.enum(outcomes).nullable().catch(null),
  /** The id of a policy that applied. */
  policy: z.uuid().nullable().catch(null),
  /** ISO 3166-1 alpha-2, or "unknown". */
  country: z
    .string()
    .trim()
    .regex(/^(?:[A-Za-z]{2}|unknown)$/)
    .catch(''),
  reference: text,
  /** A day or a minute as the organization's clocks show it. A day given as the end is part of it. */
  from: text,
  to: text,
  sort: z.enum(['newest', 'oldest']).catch('newest'),
  before: place,
  after: place,
})
export type SignInQuery = z.output<typeof SignInQuery>

/** How far back the chart goes where no beginning is given. Milliseconds. */
const DRAWN = 30 * DAY

/** The longest span of the chart: nobody tells more bars apart, and counting a year of them is slow. Milliseconds. */
const MOST_DRAWN = 92 * DAY

/** Finds the people, resources and times that a query names. */
export async function readSignInQuery(query: SignInQuery, timeZone: string): Promise<SignInFilter> {
  const [people, resources, at] = await Promise.all([
    findPeople(query.person),
    findResources(query.resource),
    findPlace(query.before ?? query.after),
  ])
  return {
    people,
    resources,
    outcome: query.outcome ?? undefined,
    policyId: query.policy ?? undefined,
    country: query.country ? (query.country === 'unknown' ? null : query.country.toUpperCase()) : undefined,
    // A text that can't be a reference finds nothing.
    reference: query.reference ? (readReference(query.reference) ?? '') : undefined,
    from: instantOf(query.from, timeZone) ?? undefined,
    to: instantOf(pastDay(query.to), timeZone) ?? undefined,
    oldestFirst: query.sort === 'oldest',
    ...(at && (query.before ? { before: at } : { after: at })),
  }
}

/**
 * Returns the span of the chart: the one that was asked for, or the last 30 days. Of a span longer than 92 days, returns
 * the end, with `cut`.
 */
export function drawnSpan({ from, to = now() }: Pick<SignInFilter, 'from' | 'to'>) {
  const first = after(to, from ? -MOST_DRAWN : -DRAWN)
  return { from: from && from > first ? from : first, to, cut: Boolean(from && from < first) }
}

const findPlace = (id: string | null) =>
  id ? db().signIn.findUnique({ where: { id }, select: { id: true, at: true } }) : null
