import { authorize } from '../access/authorize'
import { may, refusal } from '../access/decide'
import { signedIn } from '../access/visibility'
import { recordAuditEvent } from '../audit/record-audit-event'
import { recordAllowed } from '../audit/sign-ins/record-sign-in'
import { after, MINUTE, now } from '../clock'
import { db } from '../db/client'
import { transaction, type Tx } from '../db/transaction'
import { FileMissing, NotFound } from '../errors'
import { type Showing, showing } from '../files/media-type'
import type { Evaluation } from '../policy'
import type { Caller, PersonCaller } from '../principal'
import { findFile, type FoundFile } from './find-file'
import { openingOf } from './opening'

/** A player asks for many parts: within this time of one session they are one opening. */
const ONE_OPENING = 10 * MINUTE

export type OpenFile = {
  resourceId: string
  /** To keep it, rather than to look at it in the page. */
  download: boolean
  /** Asks about the file without its bytes, which opens nothing. */
  peek?: boolean
}

export type OpenedFile = {
  fileId: string
  name: string
  mediaType: string
  /** Bytes. */
  size: number
  /** A strong validator: the bytes' SHA-256. */
  etag: string
  storedAt: Date
  /** How the bytes may be shown in a page; null: they are only kept. */
  shown: Showing | null
}

/**
 * Decides on a file's bytes and records the opening. To look at it takes "Can view" and a kind that can be
 * shown; anything else is a download. Throws `NotFound` where the caller may not know of it, else `AccessDenied`
 * or `ControlRequired`, and `FileMissing` where its bytes are known to be missing.
 */
export async function openFile(caller: Caller, { resourceId, download, peek = false }: OpenFile): Promise<OpenedFile> {
  const found = await findFile(caller, resourceId)
  if (!found || refusal(caller, 'resource.view', found.facts)) throw new NotFound('file')
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

/** Whether bytes that are under way may go on. */
export async function mayStillOpen(caller: Caller, { resourceId, download }: OpenFile): Promise<boolean> {
  const found = await findFile(caller, resourceId)
  if (!found) return false
  const looking = !download && showing(found.file.mediaType)
  return may(caller, looking ? 'resource.view' : 'resource.download', found.facts)
}

type Opening = { action: 'resource.view' | 'resource.download'; target: FoundFile['facts']; evaluation?: Evaluation }

async function recordOpening(caller: PersonCaller, { action, target, evaluation }: Opening) {
  const type = action === 'resource.view' ? 'resource.opened' : 'resource.downloaded'
  const { session } = caller
  const { resourceId, grant } = target
  const recent = { resourceId, type, sessionId: session.id, at: { gt: after(now(), -ONE_OPENING) } }
  if (await db().auditEvent.findFirst({ where: recent, select: { id: true } })) return
  await transaction(async (tx) => {
    // Parts asked for at once wait for each other here, so that only the first is recorded.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${type} ${session.id} ${resourceId}`}, 0))`
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
