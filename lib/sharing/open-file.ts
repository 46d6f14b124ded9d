import { authorize } from '../access/authorize'
import { may, refusal } from '../access/decide'
import { signedIn } from '../access/visibility'
import { db } from '../db/client'
import { FileMissing, NotFound } from '../errors'
import { type Showing, showing } from '../files/media-type'
import type { Caller } from '../principal'
import { findFile, findVersionFile } from './find-file'
import { recordOpening } from './record-opening'

export type OpenFile = {
  resourceId: string
  /** True to download the file, false to show it in a page. */
  download: boolean
  /** The number of an older version, for the sharer. Undefined: what everybody opens. */
  version?: number
  /** True to ask for the headers alone, which is not recorded as an opening. */
  peek?: boolean
}

export type OpenedFile = {
  fileId: string
  name: string
  mediaType: string
  /** Bytes. */
  size: number
  /** A strong validator (RFC 9110, 8.8.3): the SHA-256 of the bytes. */
  etag: string
  storedAt: Date
  /** How a page may show the bytes; null: as a download alone. */
  shown: Showing | null
}

/**
 * Decides on a file's bytes and records the opening. A file of a type that a page can show takes the permission to view;
 * any other, and each download, takes the permission to download. Throws `NotFound` where the caller may not know of the
 * file, else `AccessDenied` or `ControlRequired`, and `FileMissing` where its bytes are known to be missing.
 */
export async function openFile(caller: Caller, asked: OpenFile): Promise<OpenedFile> {
  const { download, version, peek = false } = asked
  const found = await findAsked(caller, asked)
  // An older version is there for whoever may change the file alone.
  if (!found || refusal(caller, version === undefined ? 'resource.view' : 'resource.read-versions', found.facts))
    throw new NotFound('file')
  if (version !== undefined) authorize(caller, 'resource.read-versions', found.facts)
  const { fileId, name, mediaType, size, sha256, storedAt } = found.file
  const shown = download ? null : showing(mediaType)
  const action = shown ? 'resource.view' : 'resource.download'
  const evaluation = authorize(caller, action, found.facts)
  if (found.file.missingAt) throw new FileMissing()
  if (!peek) await recordOpening(signedIn(caller), { action, target: found.facts, evaluation })
  return {
    fileId,
    name,
    mediaType,
    size: Number(size),
    etag: `"${Buffer.from(sha256).toString('base64url')}"`,
    storedAt,
    shown,
  }
}

const findAsked = (caller: Caller, { resourceId, version }: OpenFile) =>
  version === undefined ? findFile(caller, resourceId) : findVersionFile(caller, resourceId, version)

/**
 * Decides anew whether bytes that are being sent may go on, by how they were opened: a new version in their place ends nothing, and
 * one that was deleted for good ends. Records nothing.
 */
export async function mayStillOpen(
  caller: Caller,
  asked: OpenFile,
  { fileId, shown }: Pick<OpenedFile, 'fileId' | 'shown'>,
): Promise<boolean> {
  const { resourceId, version } = asked
  const found = await findAsked(caller, asked)
  if (!found || (version !== undefined && !may(caller, 'resource.read-versions', found.facts))) return false
  if (found.file.fileId !== fileId && (await db().resourceVersion.count({ where: { resourceId, fileId } })) === 0)
    return false
  return may(caller, shown ? 'resource.view' : 'resource.download', found.facts)
}
