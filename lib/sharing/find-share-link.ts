import { isInAudience, isLinkLive } from '../access/audience'
import { isLive } from '../access/permissions'
import { now } from '../clock'
import type { Tx } from '../db/transaction'
import { NotFound } from '../errors'
import { type Caller, callerId } from '../principal'
import { hashToken } from '../secrets'

const TOKEN = /^[\w-]{43}$/

/** A share link by its token, with the resource behind it and the organization around it. Throws `NotFound`. */
export async function findShareLink(tx: Tx, token: string) {
  const link = TOKEN.test(token) ? await findByHash(tx, hashToken(token)) : null
  if (!link) throw new NotFound('link')
  return { ...link, deletedAt: link.resource.deletedAt }
}

const findByHash = (tx: Tx, tokenHash: Uint8Array<ArrayBuffer>) =>
  tx.shareLink.findUnique({
    where: { tokenHash },
    select: {
      id: true,
      audience: true,
      domains: true,
      role: true,
      endsAt: true,
      revokedAt: true,
      maxPeople: true,
      peopleCount: true,
      createdBy: { select: { id: true, name: true, address: true, kind: true } },
      resource: { select: { id: true, title: true, kind: true, deletedAt: true, sharedById: true, labelId: true } },
    },
  })

export type FoundShareLink = Awaited<ReturnType<typeof findShareLink>>

/** How a caller stands to a link: `held` opens already, `new` takes a place, `ended` and `outside` get nothing. */
export type Standing = 'own' | 'held' | 'new' | 'full' | 'ended' | 'outside'

/**
 * Reads how the caller stands to a link now. Somebody whose access was taken away by another does not get it
 * back through a link that is still open; whoever gave it up may return.
 */
export async function readStanding(tx: Tx, caller: Caller, link: FoundShareLink): Promise<Standing> {
  const principalId = callerId(caller)
  if (principalId === null || caller.kind !== 'person') return 'outside'
  if (link.resource.deletedAt) return 'ended'
  if (link.resource.sharedById === principalId) return 'own'
  const grant = await tx.grant.findUnique({
    where: { resourceId_principalId: { resourceId: link.resource.id, principalId } },
    select: { endsAt: true, revokedAt: true, revokedById: true, shareLinkId: true },
  })
  if (grant && isLive(grant)) return 'held'
  if (!isLinkLive(link, now())) return 'ended'
  const taken = grant?.revokedAt && grant.revokedById !== principalId
  if (taken || !isInAudience(link, { address: caller.principal.address, invited: false, blocked: false })) return 'outside'
  const counted = grant?.shareLinkId === link.id
  return !counted && link.maxPeople !== null && link.peopleCount >= link.maxPeople ? 'full' : 'new'
}
