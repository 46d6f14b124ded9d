import { z } from 'zod'
import { authorize } from '../access/authorize'
import { recordAuditEvent } from '../audit/record-audit-event'
import { db } from '../db/client'
import { transaction, type Tx } from '../db/transaction'
import { requireRoom } from '../disk'
import { NotFound } from '../errors'
import type { Caller } from '../principal'
import { refuseStale, revisionOf } from '../revision'
import { contentFields } from './create-resource'
import { findManagedResource } from './find-managed-resource'
import { readAll } from './read-all'
import { readContent, readTitle } from './read-content'
import { keepVersion } from './versions/keep-version'
import { lockLiving } from './versions/lock-living'

/** `revision`: of the resource that the form was filled in from. */
export const ChangeResource = z.object({ resourceId: z.string(), revision: z.string().optional(), ...contentFields })
export type ChangeResource = z.output<typeof ChangeResource>

/** Returns what the form for changing a resource shows, to its sharer. Throws `NotFound`. */
export async function beginChange(caller: Caller, { resourceId }: { resourceId: string }) {
  const resource = await findManagedResource(caller, resourceId)
  authorize(caller, 'resource.change', resource)
  const found = await findContent(db(), resource.id)
  const { kind, title, note, url, body, fileName } = found
  return { resourceId: resource.id, kind, title, note, url, body, fileName, revision: contentRevision(found) }
}

/**
 * Changes the title and note of a resource, the address of a link and the text of a page. Everybody who holds it sees the
 * change on their next request. Writes down which parts were changed and nothing where none was. Throws `NotFound`, `Invalid` by field,
 * and `Conflict` where it was changed since the form was opened.
 */
export async function changeResource(caller: Caller, { resourceId, revision, ...typed }: ChangeResource) {
  const resource = await findManagedResource(caller, resourceId)
  authorize(caller, 'resource.change', resource)
  requireRoom()
  return transaction(async (tx) => {
    await lockLiving(tx, resource.id)
    const before = await findContent(tx, resource.id)
    refuseStale('this', contentRevision(before), revision)
    const { kind, fileName } = before
    const [content, title] = await readAll(
      tx,
      async () => (kind === 'file' || kind === 'space' ? {} : readContent(kind, typed)),
      async () => readTitle(kind, { ...typed, fileName }),
    )
    const after = { title, note: typed.note, ...content }
    const parts = Object.entries(after).flatMap(([part, value]) => (before[part as Part] === value ? [] : [part]))
    if (parts.length > 0) {
      if (parts.includes('body')) await keepVersion(tx, caller, resource.id, { body: typed.body })
      await tx.resource.update({ where: { id: resource.id }, data: after, select: { id: true } })
      const detail = { parts, title, ...(parts.includes('title') ? { was: before.title } : {}) }
      await recordAuditEvent(tx, caller, 'resource.changed', { resourceId: resource.id, detail })
    }
    return { resourceId: resource.id }
  })
}

type Part = 'title' | 'note' | 'url' | 'body'
type Content = { title: string; note: string | null; url: string | null; body: string | null }

async function findContent(tx: Tx, id: string) {
  const found = await tx.resource.findFirst({
    where: { id, deletedAt: null },
    select: { kind: true, title: true, note: true, url: true, body: true, file: { select: { name: true } } },
  })
  if (!found) throw new NotFound('resource')
  const { file, ...content } = found
  return { ...content, fileName: file?.name ?? null }
}

/** Makes the revision that the form for changing a resource is filled in from. */
export const contentRevision = ({ title, note, url, body }: Content) => revisionOf([title, note, url, body])
