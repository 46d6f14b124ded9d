import { authorize } from '../access/authorize'
import type { AuditEventType } from '../words/event-types'
import { partsInWords } from '../words/resource-parts'
import { findAuditEvents, type FoundEvent } from '../audit/find-audit-events.sql'
import { counted } from '../counted'
import { ID } from '../ids'
import { isolated } from '../own-direction'
import type { Caller } from '../principal'
import { findManagedResource } from './find-managed-resource'
import type { ResourceKind } from '../resource-kinds'
import { isRole, type Role } from '../role'
import { roleOn } from './roles'

const PAGE = 20

/** The types of events that are listed. A grant by a share link is left out, since `share-link.redeemed` is listed. */
const listedTypes = [
  'resource.created',
  'resource.changed',
  'resource.moved',
  'resource.deleted',
  'resource.restored',
  'space.changed',
  'space.archived',
  'space.reopened',
  'folder.created',
  'folder.renamed',
  'folder.deleted',
  'entries.moved',
  'entries.moved-back',
  'version.added',
  'version.restored',
  'version.deleted',
  'resource.labeled',
  'resource.opened',
  'resource.downloaded',
  'download.asked-for',
  'grant.given',
  'grant.changed',
  'grant.revoked',
  'grant.restored',
  'grant.given-up',
  'invitation.resent',
  'invitation.redeemed',
  'invitation.asked-for',
  'share-link.created',
  'share-link.redeemed',
  'share-link.revoked',
  'share-link.asked-for',
] as const satisfies AuditEventType[]

type Person = { name: string; mine: boolean }

export type Happening = {
  id: string
  at: Date
  type: (typeof listedTypes)[number]
  /** The person who did it; null: a job, or an unknown person. */
  by: Person | null
  /** The person whom it concerns; null: nobody, or `by` alone. */
  about: Person | null
  /** The new role. */
  role: Role | null
  /** The new end. */
  endsAt: Date | null
  /** The new label. */
  label: string | null
  /** What was changed of it, in words. */
  parts: string | null
  /** The space that it was put into, or taken out of. */
  into: string | null
  from: string | null
  /** Whether the guests of a space see each other from then on; null: that was not changed. */
  guestsMeet: boolean | null
  /** The folder that was made, renamed or deleted, and what it was called before. */
  folder: string | null
  was: string | null
  /** What was moved among folders: the name of the only one, else how many. */
  entries: string | null
  /** The version that was added, restored or deleted. */
  version: number | null
}

/** Lists the events of a resource, newest first, at most 20. `next` is the `until` of the following page; null: there is none. Throws `NotFound`. */
export async function listHappenings(caller: Caller, { resourceId, until }: { resourceId: string; until?: unknown }) {
  const resource = await findManagedResource(caller, resourceId)
  authorize(caller, 'resource.manage', resource)
  const found = await findAuditEvents(
    { resources: [resource.id], types: [...listedTypes], before: readPlace(until) },
    PAGE + 1,
  )
  return {
    rows: found
      .slice(0, PAGE)
      .filter(isNews)
      .map((event) => toHappening(event, caller, resource.kind)),
    next: placeAfter(found),
  }
}

const isNews = ({ type, detail }: FoundEvent) => !(type === 'grant.given' && detail?.shareLinkId)

const textIn = (value: unknown) => (typeof value === 'string' ? value : null)

const momentIn = (value: unknown) => (typeof value === 'string' ? new Date(value) : null)

const numberIn = (value: unknown) => (typeof value === 'number' ? value : null)

function entriesIn(detail: FoundEvent['detail']) {
  const { name, entries } = detail ?? {}
  const many = Array.isArray(entries) ? entries.length : numberIn(entries)
  if (typeof name === 'string') return isolated(name)
  return many === null ? null : counted(many, 'entry', 'entries')
}

const placeAfter = (found: FoundEvent[]) => {
  const last = found.length > PAGE ? found[PAGE - 1] : undefined
  return last ? `${last.at.getTime()}_${last.id}` : null
}

const place = new RegExp(`^(\\d{1,14})_(${ID})$`)

/** Reads the place of a page, as `placeAfter` wrote it. Undefined: it can't be read, and the list begins with the newest. */
function readPlace(until: unknown) {
  const found = place.exec(String(until ?? ''))
  return found ? { at: new Date(Number(found[1])), id: found[2]! } : undefined
}

function toHappening(event: FoundEvent, caller: Caller, kind: ResourceKind): Happening {
  const me = caller.kind === 'person' ? caller.principal.id : null
  const person = (id: string | null, name: string | null) => (id && name ? { name, mine: id === me } : null)
  const { id, at, type, detail } = event
  return {
    id,
    at,
    type: type as Happening['type'],
    by: person(event.callerId, event.callerName ?? event.callerAddress),
    about:
      event.principalId === event.callerId
        ? null
        : person(event.principalId, event.principalName ?? event.principalAddress),
    role: isRole(detail?.role) ? roleOn(kind, detail.role) : null,
    endsAt: momentIn(detail?.endsAt ?? detail?.guestsUntil),
    label: textIn(detail?.label),
    parts: partsInWords(detail?.parts),
    into: textIn(detail?.into),
    from: textIn(detail?.from),
    guestsMeet: typeof detail?.guestsMeet === 'boolean' ? detail.guestsMeet : null,
    folder: textIn(detail?.folder),
    was: textIn(detail?.was),
    entries: entriesIn(detail),
    version: numberIn(detail?.from ?? detail?.number),
  }
}
