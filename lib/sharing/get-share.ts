import { authorize } from '../access/authorize'
import { may } from '../access/decide'
import { liveGrants } from '../access/live'
import { now } from '../clock'
import { db } from '../db/client'
import { sizeInWords } from '../counted'
import { settings } from '../env'
import type { Caller } from '../principal'
import { findManagedResource } from './find-managed-resource'
import type { ResourceKind } from './kinds'
import { listLabels } from './labels'
import type { PersonView } from './list-people'
import { shareableOf } from './roles'

/** How many holders are named before a resource is deleted. */
const NAMED = 3

export type ShareContent =
  /** Null for an administrator who is not the sharer: they don't see the address or the text. */
  | { kind: 'link'; url: string | null }
  | { kind: 'page'; body: string | null }
  | { kind: 'file'; name: string; size: string }

/** Returns a resource for its sharer or an administrator: its content, what the caller may do, and what deleting it would end. Throws `NotFound`. */
export async function getShare(caller: Caller, { resourceId }: { resourceId: string }) {
  const resource = await findManagedResource(caller, resourceId)
  authorize(caller, 'resource.manage', resource)
  const { id, kind, title, sharedBy } = resource
  return {
    resourceId: id,
    kind: kind as ResourceKind,
    shared: shareableOf(resource),
    /** Somebody may view the file and not download it. */
    hasViewers: kind === 'file' && (await findViewer(id)) !== null,
    title,
    sharedBy: { address: sharedBy.address, name: sharedBy.name, kind: sharedBy.kind } satisfies PersonView,
    mine: may(caller, 'grant.give', resource),
    may: {
      change: may(caller, 'resource.change', resource),
      invite: may(caller, 'grant.give', resource),
      createLink: may(caller, 'share-link.create', resource),
      label: may(caller, 'resource.label', resource),
      delete: may(caller, 'resource.delete', resource),
    },
    /** The size limit of a file, in bytes. */
    fileLimit: settings().fileLimit,
    labelId: resource.labelId,
    labels: await listLabels(),
    ...(await readContent(caller, id)),
    cutsOff: await countCutOff(id),
  }
}

export type ShareView = Awaited<ReturnType<typeof getShare>>

async function readContent(
  caller: Caller,
  id: string,
): Promise<{ note: string | null; createdAt: Date; content: ShareContent }> {
  const { kind, note, createdAt, url, body, file, sharedById } = await db().resource.findUniqueOrThrow({
    where: { id },
    select: {
      kind: true,
      note: true,
      createdAt: true,
      url: true,
      body: true,
      sharedById: true,
      file: { select: { name: true, size: true } },
    },
  })
  const opens = may(caller, 'resource.view', { sharedById })
  if (kind === 'file')
    return {
      note,
      createdAt,
      content: { kind, name: file?.name ?? 'Unnamed file', size: sizeInWords(Number(file?.size ?? 0)) },
    }
  if (kind === 'link') return { note, createdAt, content: { kind, url: opens ? url : null } }
  return { note, createdAt, content: { kind, body: opens ? body : null } }
}

/** Finds a live grant for viewing alone. Null: there is none. */
const findViewer = (resourceId: string) =>
  db().grant.findFirst({ where: { ...liveGrants(), resourceId, role: 'view' }, select: { id: true } })

/** Counts the people who would lose access and the share links that would end, and names the newest three people. */
async function countCutOff(resourceId: string) {
  const at = now()
  const live = { ...liveGrants(at), resourceId }
  const [people, named, links] = await Promise.all([
    db().grant.count({ where: live }),
    db().grant.findMany({
      where: live,
      orderBy: { grantedAt: 'desc' },
      take: NAMED,
      select: { principal: { select: { name: true, address: true } } },
    }),
    db().shareLink.count({ where: live }),
  ])
  return { people, names: named.map(({ principal }) => principal.name ?? principal.address), links }
}
