import { authorize } from '../access/authorize'
import type { AuditEventType } from '../words/event-types'
import { findAuditEvents, type FoundEvent } from '../audit/find-audit-events'
import type { Caller } from '../principal'
import { findManagedResource } from './find-managed-resource'
import type { ResourceKind } from './kinds'
import { roleOn } from './roles'

const PAGE = 20

/** What a resource's people are told of its past. Being let in by link says by itself that access was given. */
const told = [
  'resource.created',
  'resource.changed',
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
  type: (typeof told)[number]
  /** Who did it; null: a job, or nobody known. */
  by: Person | null
  /** Whom it befell. */
  about: Person | null
  /** What the role and the end became. */
  role: 'view' | 'download' | null
  endsAt: Date | null
  /** The label it was given. */
  label: string | null
}

/** What happened to a resource, newest first, 20 at a time. `next`, given back as `until`, leads to what is older. */
export async function listHappenings(caller: Caller, { resourceId, until }: { resourceId: string; until?: unknown }) {
  const resource = await findManagedResource(caller, resourceId)
  authorize(caller, 'resource.manage', resource)
  const found = await findAuditEvents(
    { resources: [resource.id], types: [...told], before: readPlace(until) },
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

const placeAfter = (found: FoundEvent[]) => {
  const last = found.length > PAGE ? found[PAGE - 1] : undefined
  return last ? `${last.at.getTime()}_${last.id}` : null
}

/** What an address says, when it can be read. */
function readPlace(until: unknown) {
  const found = /^(\d{1,14})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(String(until ?? ''))
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
    role: detail?.role === 'view' || detail?.role === 'download' ? roleOn(kind, detail.role) : null,
    endsAt: typeof detail?.endsAt === 'string' ? new Date(detail.endsAt) : null,
    label: typeof detail?.label === 'string' ? detail.label : null,
  }
}
