import { z } from 'zod'
import { authorize } from '../access/authorize'
import { signedIn } from '../access/visibility'
import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import { db } from '../db/client'
import { lockRow } from '../db/lock.sql'
import { transaction, type Tx } from '../db/transaction'
import { requireRoom } from '../disk'
import { AccessDenied, Conflict } from '../errors'
import { queueMail } from '../mail/queue-mail'
import { mailboxOf } from '../mailbox'
import { sentence } from '../own-direction'
import { type Caller, displayName } from '../principal'
import { acceptPrivacyStatement } from '../identity/accounts/accept-privacy-statement'
import { findShareLink, type FoundShareLink, readStanding } from './find-share-link'
import { giveGrant } from './give-grant'
import { mailedThing } from './mailed-thing'
import { lockPrincipal } from './redeem-share-link.sql'
import { Token } from '../secrets'

export const RedeemShareLink = z.object({
  token: Token,
  acceptPrivacy: z.stringbool().or(z.boolean()).default(false),
})
export type RedeemShareLink = z.output<typeof RedeemShareLink>

/**
 * Gives the caller access by a share link. Resolves to the resource's id. Counts a new person, never more than the link's
 * limit, and mails its maker, also that the limit is reached. A caller who has access keeps it unchanged. Throws `NotFound`,
 * `Conflict` for a link that has ended, is closed or full, `AccessDenied` where the caller is not its audience or lost their
 * access, and `Invalid` without the privacy statement.
 */
export async function redeemShareLink(
  caller: Caller,
  { token, acceptPrivacy }: RedeemShareLink,
): Promise<{ resourceId: string }> {
  const { principal } = signedIn(caller)
  const { resource } = await findShareLink(db(), token)
  authorize(caller, 'share-link.redeem', {
    principalId: principal.id,
    resourceId: resource.id,
    spaceId: resource.spaceId,
    labelId: resource.labelId,
  })
  requireRoom()
  return transaction(async (tx) => {
    await holdPrincipal(tx, principal.id)
    const link = await lockShareLink(tx, token)
    const standing = await readStanding(tx, caller, link)
    refuse(link, standing)
    if (standing !== 'own') await acceptPrivacyStatement(tx, caller, acceptPrivacy)
    if (standing === 'new') await bringIn(tx, caller, link)
    return { resourceId: link.resource.id }
  })
}

/**
 * Locks the caller's principal: changes of it, such as blocking, and other redemptions by the same person run before or
 * after this transaction. Throws `AccessDenied` where the person was blocked or removed.
 */
async function holdPrincipal(tx: Tx, principalId: string) {
  const standing = await lockPrincipal(tx, principalId)
  if (standing.length === 0) throw new AccessDenied('share-link.redeem', 'blocked or removed meanwhile')
}

/** Locks a share link, so that redemptions of it run one after the other and the limit holds. */
async function lockShareLink(tx: Tx, token: string) {
  const { id } = await findShareLink(tx, token)
  await lockRow(tx, 'ShareLink', id)
  return findShareLink(tx, token)
}

function refuse({ createdBy }: FoundShareLink, standing: Awaited<ReturnType<typeof readStanding>>) {
  const sharer = displayName(createdBy)
  if (standing === 'closed')
    throw new Conflict(
      'share-link.closed',
      'This link lets nobody new in now. Ask somebody at the organization for a new one.',
      {
        showAnew: true,
      },
    )
  if (standing === 'ended')
    throw new Conflict('share-link.over', sentence`This link has ended. Ask ${sharer} for a new one.`, {
      showAnew: true,
    })
  if (standing === 'full')
    throw new Conflict(
      'share-link.full',
      sentence`This link has let in as many people as it may. Ask ${sharer} to invite you.`,
      {
        showAnew: true,
      },
    )
  if (standing === 'outside' || standing === 'taken')
    throw new AccessDenied(
      'share-link.redeem',
      standing === 'taken' ? 'the access was ended by somebody else' : 'not in the audience of the link',
    )
}

async function bringIn(tx: Tx, caller: Caller, link: FoundShareLink) {
  const { principal } = signedIn(caller)
  const { role, endsAt, resource, createdBy } = link
  const filled = await takePlace(tx, link, principal.address)
  const terms = { resourceId: resource.id, principalId: principal.id, role, endsAt }
  const { grantId } = await giveGrant(tx, caller, { ...terms, shareLinkId: link.id, grantedById: createdBy.id })
  await recordAuditEvent(tx, caller, 'share-link.redeemed', {
    principalId: principal.id,
    resourceId: resource.id,
    detail: { shareLinkId: link.id, grantId },
  })
  await queueMail(tx, {
    template: 'share-link-redeemed',
    recipient: createdBy.address,
    replyTo: principal.address,
    input: {
      person: principal,
      resource: await mailedThing(tx, resource),
      resourceId: resource.id,
      role,
      endsAt,
      redeemedAt: now(),
      filled,
    },
  })
}

/**
 * Counts one more person on a link, unless one with the same mailbox came by it before. Resolves to the link's limit where
 * this person reached it, else null. Throws `Conflict` where the link is full or revoked.
 */
async function takePlace(tx: Tx, { id, resource }: FoundShareLink, address: string): Promise<number | null> {
  const before = await tx.grant.count({
    where: { resourceId: resource.id, shareLinkId: id, principal: { mailbox: mailboxOf(address) } },
  })
  if (before > 0) return null
  const [taken] = await tx.shareLink.updateManyAndReturn({
    where: {
      id,
      revokedAt: null,
      OR: [{ maxPeople: null }, { peopleCount: { lt: tx.shareLink.fields.maxPeople } }],
    },
    data: { peopleCount: { increment: 1 } },
    select: { peopleCount: true, maxPeople: true },
  })
  if (!taken) throw new Conflict('share-link.full', 'This link has let in as many people as it may.')
  return taken.peopleCount === taken.maxPeople ? taken.maxPeople : null
}
