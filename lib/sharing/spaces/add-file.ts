import { z } from 'zod'
import { may } from '../../access/decide'
import { authorize } from '../../access/authorize'
import { targetColumns, targetOf } from '../../access/target'
import { signedIn } from '../../access/visibility'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { transaction, type Tx } from '../../db/transaction'
import { requireRoom } from '../../disk'
import { isId } from '../../ids'
import type { Caller } from '../../principal'
import { claimFile } from '../claim-file'
import { createResource } from '../create-resource'
import { readTitle } from '../read-content'
import { lockLiving } from '../versions/lock-living'
import { putVersion } from '../versions/put-version'
import { findSpace } from './find-space'
import { findFolder } from './folders/find-folder'
import { lockSpace } from './lock-space'
import { tellManagers } from './tell-managers'

export const AddFile = z.object({
  spaceId: z.string(),
  /** The folder that it is added to; empty: none. */
  folderId: z.string().default(''),
  fileId: z.string().default(''),
  /** What to do where something of its name is there: ask, make it a new version of that, or keep both. */
  taken: z.enum(['ask', 'version', 'both']).catch('ask'),
})
export type AddFile = z.output<typeof AddFile>

/** `taken`: nothing was added, since something of that name is there; `version`: the caller may make it a new version of that. */
export type AddedFile = { resourceId: string; title: string } | { taken: true; version: boolean }

/**
 * Adds a file to a space, or to a folder of it, under its own name, or asks first where that is taken. Asked twice for one file, since an answer was
 * lost, it is added once. Where it can't be a new version, both are kept. Throws `NotFound`, `AccessDenied`, `Conflict` for a
 * full space, and `Invalid` for a file that is not the caller's to add.
 */
export async function addFile(caller: Caller, { spaceId, folderId, fileId, taken }: AddFile): Promise<AddedFile> {
  const space = await findSpace(caller, spaceId)
  authorize(caller, 'space.add', space.facts)
  requireRoom()
  return transaction(async (tx) => {
    const locked = await lockSpace(tx, space.id)
    const place = { ...locked, folderId: folderId ? (await findFolder(tx, space.id, folderId)).id : null }
    const added = await findAdded(tx, caller, { spaceId: space.id, fileId })
    if (added) return added
    await claimFile(tx, caller, fileId)
    const namesake =
      taken === 'both' ? null : await findNamesake(tx, caller, { spaceId: space.id, folderId: place.folderId, fileId })
    if (namesake && taken === 'ask') return { taken: true as const, version: namesake.version }
    if (namesake?.version) {
      await lockLiving(tx, namesake.resourceId)
      await putVersion(tx, caller, { resourceId: namesake.resourceId, fileId })
      return { resourceId: namesake.resourceId, title: namesake.title }
    }
    const fields = { kind: 'file' as const, title: '', note: '', url: '', body: '', fileId, labelId: '' }
    const { id: resourceId, kind, title } = await createResource(tx, caller, fields, place)
    await recordAuditEvent(tx, caller, 'resource.created', { resourceId, detail: { kind, title, spaceId: space.id } })
    const { principal } = signedIn(caller)
    if (principal.kind === 'guest') await tellManagers(tx, principal, { space, thing: { title, kind } })
    return { resourceId, title }
  })
}

type Adding = { spaceId: string; fileId: string }

/** The thing that the caller made of the file before, where the answer was lost. */
async function findAdded(tx: Tx, caller: Caller, { spaceId, fileId }: Adding) {
  if (!isId(fileId)) return null
  const found = await tx.resource.findFirst({
    where: { spaceId, fileId, deletedAt: null, file: { uploadedById: signedIn(caller).principal.id } },
    select: { id: true, title: true },
  })
  return found && { resourceId: found.id, title: found.title }
}

/** The newest thing of the file's name in the same folder, and whether the caller may give it a new version. */
async function findNamesake(
  tx: Tx,
  caller: Caller,
  { spaceId, folderId, fileId }: Adding & { folderId: string | null },
) {
  const { name } = await tx.storedFile.findUniqueOrThrow({ where: { id: fileId }, select: { name: true } })
  const title = readTitle('file', { title: '', url: '', fileName: name })
  const found = await tx.resource.findFirst({
    where: { spaceId, folderId, title, deletedAt: null },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { ...targetColumns(caller), title: true },
  })
  if (!found) return null
  const version = found.kind === 'file' && may(caller, 'resource.change', targetOf(found))
  return { resourceId: found.id, title: found.title, version }
}
