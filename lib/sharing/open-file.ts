import { authorize } from '../access/authorize'
import { may, refusal } from '../access/decide'
import { signedIn } from '../access/visibility'
import { recordAuditEvent } from '../audit/record-audit-event'
import { recordAllowed } from '../audit/sign-ins/record-sign-in'
import { after, MINUTE, now } from '../clock'
import { db } from '../db/client'
import { hold } from '../db/lock.sql'
import { transaction, type Tx } from '../db/transaction'
import { FileMissing, NotFound } from '../errors'
import { type Showing, showing } from '../files/media-type'
import type { Evaluation } from '../policy'
import type { Caller, PersonCaller } from '../principal'
import { findFile, findVersionFile, type FoundFile } from './find-file'
import { openingOf } from './opening'

/** Requests of one session within this time count as one opening, since a player asks for many parts. Milliseconds. */
const ONE_OPENING = 10 * MINUTE

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
  if (!found || refusal(caller, 'resource.view', found.facts)) throw new NotFound('file')
  if (version !== undefined) authorize(caller, 'resource.change', found.facts)
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
  if (!found || (version !== undefined && !may(caller, 'resource.change', found.facts))) return false
  if (found.file.fileId !== fileId && (await db().resourceVersion.count({ where: { resourceId, fileId } })) === 0)
    return false
  return may(caller, shown ? 'resource.view' : 'resource.download', found.facts)
}

type Opening = { action: 'resource.view' | 'resource.download'; target: FoundFile['facts']; evaluation?: Evaluation }

async function recordOpening(caller: PersonCaller, { action, target, evaluation }: Opening) {
  const type = action === 'resource.view' ? 'resource.opened' : 'resource.downloaded'
  const { session } = caller
  const { resourceId, grant } = target
  const recent = { resourceId, type, sessionId: session.id, at: { gt: after(now(), -ONE_OPENING) } }
  if (await db().auditEvent.findFirst({ where: recent, select: { id: true } })) return
  await transaction(async (tx) => {
    // Requests for parts at the same time wait for each other here, so that only the first is recorded.
    await hold(tx, `${type} ${session.id} ${resourceId}`)
    if (await tx.auditEvent.findFirst({ where: recent, select: { id: true } })) return
    if (grant) await markOpened(tx, grant.id)
    await recordAuditEvent(tx, caller, type, openingOf(caller, resourceId))
    await recordAllowed(tx, caller, { action, target, evaluation })
  })
}

async function markOpened(tx: Tx, grantId: string) {
  const at = now()
  await tx.grant.updateMany({ where: { id: grantId, firstOpenedAt: null }, data: { firstOpenedAt: at } })
  await tx.grant.update({ where: { id: grantId }, data: { lastOpenedAt: at, openCount: { increment: 1 } } })
}
