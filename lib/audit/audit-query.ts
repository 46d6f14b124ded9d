import { z } from 'zod'
import { readAddress } from '../address'
import { after, DAY } from '../clock'
import { db } from '../db/client'
import { containing } from '../db/like'
import { instantOf } from '../wall-clock'
import { type AreaName, areaNames, areas } from '../words/event-areas'
import { type AuditEventType, auditEventTypes } from '../words/event-types'
import type { AuditFilter, Place } from './find-audit-events.sql'

const text = z.string().trim().max(200).catch('')
const place = z.uuid().nullable().catch(null)

export const AuditQuery = z.object({
  person: text,
  resource: text,
  /** One type, or an area such as "sign-in". */
  kind: z
    .enum([...areaNames, ...auditEventTypes])
    .nullable()
    .catch(null),
  /** A day or a minute as the organization's clocks show it. A day given as the end is part of it. */
  from: text,
  to: text,
  /** The id of an event. `before`: the page of older events next to it; `after`: the page of newer ones. */
  before: place,
  after: place,
})
export type AuditQuery = z.output<typeof AuditQuery>

/** How many people or resources one search may find; beyond that it has to be narrowed. */
export const MOST_NAMED = 100

/** Finds the people, resources and times that a query names. Up to one more than `MOST_NAMED` people and resources. */
export async function readQuery(query: AuditQuery, timeZone: string): Promise<AuditFilter> {
  const [people, resources, place] = await Promise.all([
    findPeople(query.person),
    findResources(query.resource),
    findPlace(query),
  ])
  return {
    people,
    resources,
    address: readAddress(query.person) ?? undefined,
    types: typesOf(query.kind),
    from: instantOf(query.from, timeZone) ?? undefined,
    to: instantOf(pastDay(query.to), timeZone) ?? undefined,
    ...place,
  }
}

const isArea = (kind: string): kind is AreaName => Object.hasOwn(areas, kind)

const typesOf = (kind: AuditQuery['kind']): AuditEventType[] | undefined =>
  kind === null ? undefined : isArea(kind) ? [...areas[kind].types] : [kind]

/**
 * Returns the day after `to`, since a day as the end of a span means the midnight after it. Returns a text that is no day
 * as it is.
 */
export function pastDay(to: string) {
  const noon = new Date(`${to}T12:00Z`)
  return Number.isNaN(noon.getTime()) ? to : after(noon, DAY).toISOString().slice(0, 10)
}

/** Finds the ids of people by a name or an address. Undefined: none is searched for. */
export async function findPeople(person: string) {
  if (!person) return undefined
  const address = readAddress(person)
  const found = await db().principal.findMany({
    where: address ? { address } : { OR: [{ address: containing(person) }, { name: containing(person) }] },
    ...newest,
  })
  return found.map(({ id }) => id)
}

/** Finds the ids of resources by their title. Undefined: none is searched for. */
export async function findResources(title: string) {
  if (!title) return undefined
  const found = await db().resource.findMany({ where: { title: containing(title) }, ...newest })
  return found.map(({ id }) => id)
}

const newest = { orderBy: { id: 'desc' }, take: MOST_NAMED + 1, select: { id: true } } as const

/** Matches a text that holds the words, whose wildcards match themselves. Prisma puts its own around them. */
async function findPlace({ before, after: newerThan }: AuditQuery): Promise<{ before?: Place; after?: Place }> {
  const id = before ?? newerThan
  const place = id ? await db().auditEvent.findUnique({ where: { id }, select: { id: true, at: true } }) : null
  if (!place) return {}
  return before ? { before: place } : { after: place }
}
