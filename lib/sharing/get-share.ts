import { authorize } from '../access/authorize'
import { may } from '../access/decide'
import { liveGrants, liveLinks } from '../access/live'
import { now } from '../clock'
import { db } from '../db/client'
import { sizeInWords } from '../counted'
import { settings } from '../env'
import { NOBODY } from '../ids'
import type { Caller } from '../principal'
import { findManagedResource, type ManagedResource } from './find-managed-resource'
import { listLabels } from './labels'
import type { PersonView } from './list-people'
import { shareableOf } from './roles'
import { isManaged } from './spaces/name-manager'
import { listPlaces } from './spaces/list-places'

/** How many holders are named before a resource is deleted. */
const NAMED = 3

export type ShareContent =
  /** Null for an administrator who is not the sharer: they don't see the address or the text. */
  | { kind: 'link'; url: string | null }
  | { kind: 'page'; body: string | null }
  | { kind: 'file'; name: string; size: string }
  | { kind: 'space' }

/** Returns a resource for its sharer or an administrator: its content, what the caller may do, and what deleting it would end. Throws `NotFound`. */
export async function getShare(caller: Caller, { resourceId }: { resourceId: string }) {
  const resource = await findManagedResource(caller, resourceId)
  authorize(caller, 'resource.manage', resource)
  const { id, kind, title, sharedBy } = resource
  return {
    resourceId: id,
    kind,
    shared: shareableOf(resource),
    /** Somebody may view the file and not download it. */
    hasViewers: kind === 'file' && (await findViewer(resource)) !== null,
    title,
    /** The space that it is in, and how many people that opens it to; null: none. */
    space: resource.space && { ...resource.space, people: await countHolders(resource.space.id) },
    sharedBy: { address: sharedBy.address, name: sharedBy.name, kind: sharedBy.kind } satisfies PersonView,
    mine: may(caller, 'grant.give', resource),
    may: {
      change: may(caller, 'resource.change', resource),
      readVersions: may(caller, 'resource.read-versions', resource),
      invite: may(caller, 'grant.give', resource),
      createLink: may(caller, 'share-link.create', resource),
      label: may(caller, 'resource.label', resource),
      delete: may(caller, 'resource.delete', resource),
      move: may(caller, 'resource.move', resource),
    },
    /** True of a space that nobody in office manages, to administrators, who name somebody. */
    unmanaged:
      kind === 'space' &&
      may(caller, 'space.name-manager', { ...resource, principalId: NOBODY }) &&
      !(await isManaged(db(), id)),
    /** The spaces that it can be put into. Empty where it is in one, or is one. */
    places: resource.spaceId || kind === 'space' ? [] : await listPlaces(caller),
    /** True where a guest added it to its space, where it stays. */
    ofGuest: resource.ofGuest,
    /** The size limit of a file, in bytes. */
    fileLimit: settings().fileLimit,
    labelId: resource.ownLabelId,
    labels: await listLabels(),
    ...(await readContent(caller, resource)),
    /** How many days it could be restored once it is deleted. */
    trashDays: settings().trashDays,
    cutsOff: await countCutOff(resource),
  }
}

export type ShareView = Awaited<ReturnType<typeof getShare>>

async function readContent(
  caller: Caller,
  resource: ManagedResource,
): Promise<{ note: string | null; createdAt: Date; content: ShareContent }> {
  const { kind, note, createdAt, url, body, file } = await db().resource.findUniqueOrThrow({
    where: { id: resource.id },
    select: {
      kind: true,
      note: true,
      createdAt: true,
      url: true,
      body: true,
      file: { select: { name: true, size: true } },
    },
  })
  const opens = may(caller, 'resource.view', resource)
  if (kind === 'file')
    return {
      note,
      createdAt,
      content: { kind, name: file?.name ?? 'Unnamed file', size: sizeInWords(Number(file?.size ?? 0)) },
    }
  if (kind === 'link') return { note, createdAt, content: { kind, url: opens ? url : null } }
  if (kind === 'page') return { note, createdAt, content: { kind, body: opens ? body : null } }
  return { note, createdAt, content: { kind } }
}

const countHolders = (resourceId: string) => db().grant.count({ where: { ...liveGrants(), resourceId } })

/** Finds a live grant for viewing alone, on a resource or on the space that it is in. Null: there is none. */
const findViewer = ({ id, spaceId }: ManagedResource) =>
  db().grant.findFirst({
    where: { ...liveGrants(), resourceId: { in: spaceId ? [id, spaceId] : [id] }, role: 'view' },
    select: { id: true },
  })

/** Counts the people who would lose access, the share links that would end and what would go with a space, and names the newest three people. */
async function countCutOff({ id: resourceId, kind }: ManagedResource) {
  const at = now()
  const [people, named, links, things] = await Promise.all([
    countHolders(resourceId),
    db().grant.findMany({
      where: { ...liveGrants(at), resourceId },
      orderBy: { grantedAt: 'desc' },
      take: NAMED,
      select: { principal: { select: { name: true, address: true } } },
    }),
    db().shareLink.count({ where: { ...liveLinks(at), resourceId } }),
    kind === 'space' ? db().resource.count({ where: { spaceId: resourceId, deletedAt: null } }) : 0,
  ])
  return { people, names: named.map(({ principal }) => principal.name ?? principal.address), links, things }
}
