import { isInAudience, isLinkFull, isLinkLive, isOut } from '../access/audience'
import { refusal } from '../access/decide'
import { isLive, spaceEndFor } from '../access/live'
import { labels, strictest, targetColumns, targetOf } from '../access/target'
import { isOver, now } from '../clock'
import type { Tx } from '../db/transaction'
import { NotFound } from '../errors'
import { isLinkToken } from '../ids'
import { mailboxOf } from '../mailbox'
import { type Caller, callerId } from '../principal'
import { hashToken } from '../secrets'

/** Finds a share link by its token, with its resource and its maker. Throws `NotFound`. */
export async function findShareLink(tx: Tx, token: string) {
  const link = isLinkToken(token) ? await findByHash(tx, hashToken(token)) : null
  if (!link) throw new NotFound('link')
  const { space, label, ...resource } = link.resource
  const { labelId } = strictest({ ...resource, label }, space)
  return { ...link, resource: { ...resource, labelId }, deletedAt: resource.deletedAt }
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
      createdBy: { select: { id: true, name: true, address: true, kind: true, blockedAt: true, removedAt: true } },
      resource: {
        select: {
          id: true,
          title: true,
          kind: true,
          deletedAt: true,
          sharedById: true,
          guestsUntil: true,
          ...labels,
        },
      },
    },
  })

export type FoundShareLink = Awaited<ReturnType<typeof findShareLink>>

/**
 * What a share link does for a caller. `own`: the caller shares the resource. `held`: the caller has access already. `new`:
 * the link gives access and counts one more person. The others give none: `full`, `ended`, `closed` (its maker is disabled
 * or removed), `outside` (not its audience), and `taken` (another person ended the access that the caller had).
 */
export type Standing = 'own' | 'held' | 'new' | 'full' | 'ended' | 'closed' | 'taken' | 'outside'

/**
 * Works out what a share link does for the caller now. A person whose access was revoked by another gets none through an
 * open link, not even with another address of the same mailbox, nor to what is in a space that they were taken out of. A person
 * who gave access up may come back.
 */
export async function readStanding(tx: Tx, caller: Caller, link: FoundShareLink): Promise<Standing> {
  const principalId = callerId(caller)
  if (principalId === null || caller.kind !== 'person') return 'outside'
  if (link.resource.deletedAt) return 'ended'
  if (link.resource.kind !== 'space' && (await isOwn(tx, caller, link.resource.id))) return 'own'
  const held = await listGrantsOfMailbox(tx, caller.principal.address, link.resource)
  const grants = held.filter(({ resourceId }) => resourceId === link.resource.id)
  const spaceEndsAt = spaceEndFor(caller.principal.kind, link.resource.guestsUntil)
  if (grants.some((grant) => grant.principalId === principalId && isLive({ ...grant, spaceEndsAt }))) return 'held'
  if (!isLinkLive(link, now()) || isOver(spaceEndsAt)) return 'ended'
  if (isOut(link.createdBy)) return 'closed'
  const taken = held.filter((grant) => grant.revokedAt && grant.revokedById !== grant.principalId)
  if (taken.some((grant) => grant.principalId === principalId)) return 'taken'
  if (taken.length > 0 || !isInAudience(link, { address: caller.principal.address, invited: false, blocked: false }))
    return 'outside'
  const counted = grants.some(({ shareLinkId }) => shareLinkId === link.id)
  return !counted && isLinkFull(link) ? 'full' : 'new'
}

/** Checks whether a caller governs a resource as its sharer does, whatever policies ask of them for that. */
async function isOwn(tx: Tx, caller: Caller, id: string) {
  const found = await tx.resource.findUniqueOrThrow({ where: { id }, select: targetColumns(caller) })
  return refusal(caller, 'grant.give', targetOf(found)) === null
}

/** Lists the grants on a resource, and on the space that it is in, of every principal with the same mailbox, live or not. */
const listGrantsOfMailbox = (tx: Tx, address: string, { id, spaceId }: { id: string; spaceId: string | null }) =>
  tx.grant.findMany({
    where: { resourceId: { in: spaceId ? [id, spaceId] : [id] }, principal: { mailbox: mailboxOf(address) } },
    select: {
      resourceId: true,
      principalId: true,
      endsAt: true,
      revokedAt: true,
      revokedById: true,
      shareLinkId: true,
    },
  })
