import { z } from 'zod'
import { authorize } from '../access/authorize'
import { signedIn } from '../access/visibility'
import { liveGrants } from '../access/live'
import { recordAuditEvent } from '../audit/record-audit-event'
import { recordAllowed } from '../audit/sign-ins/record-sign-in'
import { now } from '../clock'
import { transaction, type Tx } from '../db/transaction'
import { NotFound } from '../errors'
import type { Caller } from '../principal'
import { openingOf } from './opening'
import { findSharedResource, type SharedResource } from './find-shared-resource'

export const OpenResource = z.object({ resourceId: z.string() })
export type OpenResource = z.infer<typeof OpenResource>

export type Opened = { kind: 'link'; url: string } | { kind: 'page'; markdown: string }

/**
 * Returns a link's address or a page's Markdown, and records an opening each time. Files are opened by `openFile`. Throws
 * `NotFound` once access has ended and for a file, and `AccessDenied` or `ControlRequired` for policies.
 */
export async function openResource(caller: Caller, { resourceId }: OpenResource): Promise<Opened> {
  const resource = await findSharedResource(caller, resourceId)
  const evaluation = authorize(caller, 'resource.view', resource.facts)
  const opened = contentOf(resource)
  await transaction(async (tx) => {
    await markOpened(tx, resource)
    await recordAuditEvent(tx, caller, 'resource.opened', openingOf(signedIn(caller), resourceId))
    await recordAllowed(tx, signedIn(caller), { action: 'resource.view', target: resource.facts, evaluation })
  })
  return opened
}

function contentOf({ kind, url, body }: SharedResource): Opened {
  if (kind === 'link' && isWebAddress(url)) return { kind, url }
  if (kind === 'page') return { kind, markdown: body ?? '' }
  throw new NotFound('content')
}

// Checked when the link was shared, and again here, since the address becomes a Location header.
function isWebAddress(url: string | null): url is string {
  return url !== null && URL.canParse(url) && ['https:', 'http:'].includes(new URL(url).protocol)
}

/** Counts an opening on the grant that it goes through. Does nothing for the sharer, who has none. Throws `NotFound` where the grant has ended meanwhile. */
async function markOpened(tx: Tx, { through: grant }: SharedResource) {
  if (!grant) return
  const at = now()
  const opening = { firstOpenedAt: grant.firstOpenedAt ?? at, lastOpenedAt: at, openCount: { increment: 1 } }
  const { count } = await tx.grant.updateMany({ where: { id: grant.id, ...liveGrants() }, data: opening })
  if (count === 0) throw new NotFound('resource')
}
