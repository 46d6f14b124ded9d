import { browserName } from '../words/browser-name'
import { db } from '../db/client'
import type { Caller } from '../principal'
import { areaNames, areas } from '../words/event-areas'
import { AuditQuery, MOST_NAMED, readQuery } from './audit-query'
import { authorizeReading } from './authorize-reading'
import { type AuditWords, describeEvent } from './describe-event'
import type { AuditEventType } from '../words/event-types'
import { findAuditEvents, type FoundEvent } from './find-audit-events.sql'
import { kindInWords } from '../words/event-kinds'
import { ASKED_FOR, turn } from './turn'

export const ListAuditEvents = AuditQuery
export type ListAuditEvents = AuditQuery

export type AuditEventRow = {
  id: string
  at: Date
  type: AuditEventType
  words: AuditWords[]
  networkAddress: string | null
  browser: string | null
  userAgent: string | null
}

/**
 * Lists the trail, newest first, in pages of 50. `older` and `newer`: the events to ask on from. `tooMany`: which search
 * found more than 100 people or resources and was cut there.
 */
export async function listAuditEvents(caller: Caller, input: Partial<Record<keyof ListAuditEvents, unknown>> = {}) {
  await authorizeReading(caller, 'trail')
  const query = ListAuditEvents.parse(input)
  const { timeZone } = await db().organization.findFirstOrThrow({ select: { timeZone: true } })
  const filter = await readQuery(query, timeZone)
  const { people, resources } = filter
  const cut = { ...filter, people: people?.slice(0, MOST_NAMED), resources: resources?.slice(0, MOST_NAMED) }
  const found = await findAuditEvents(cut, ASKED_FOR)
  const tooMany = { people: (people?.length ?? 0) > MOST_NAMED, resources: (resources?.length ?? 0) > MOST_NAMED }
  return { ...turn(found, filter, toRow), query, kinds, timeZone, tooMany }
}

const inOtherAreas = new Set<string>(
  areaNames.filter((name) => name !== 'refused').flatMap((name) => [...areas[name].types]),
)

/** The choices for the kind of event: an area, or one type of it. A type that is in two areas is listed once. */
const kinds = areaNames.flatMap((name) => [
  { value: name as string, label: areas[name].label },
  ...areas[name].types
    .filter((type) => name !== 'refused' || !inOtherAreas.has(type))
    .map((type) => ({ value: type as string, label: `\u2003${kindInWords(type)}` })),
])

/** Makes a row of an event for the page. */
export const toRow = (event: FoundEvent): AuditEventRow => ({
  id: event.id,
  at: event.at,
  type: event.type,
  words: describeEvent(event),
  networkAddress: event.networkAddress,
  browser: event.userAgent ? browserName(event.userAgent) : null,
  userAgent: event.userAgent,
})
