import { z } from 'zod'
import { authorize } from '../access/authorize'
import { signedIn } from '../access/visibility'
import { firstEnd, isHere, isLive, spaceEndFor } from '../access/live'
import { recordAuditEvent } from '../audit/record-audit-event'
import { after, DAY, MINUTE, now } from '../clock'
import { transaction, type Tx } from '../db/transaction'
import { requireRoom } from '../disk'
import { settings } from '../env'
import { Conflict, TooManyAttempts } from '../errors'
import { spend } from '../budgets/budget'
import { findBlockedAs } from '../identity/joining/shut-out'
import { dropMail } from '../mail/drop-mail'
import { queueMail } from '../mail/queue-mail'
import { resourcePath } from '../page-paths'
import { mailboxOf } from '../mailbox'
import type { Caller } from '../principal'
import { invitationEnd } from '../sharing/access-end'
import { refuseOver } from '../sharing/spaces/refuse-over'
import { mailedThing } from '../sharing/mailed-thing'
import { findManagedGrant, type ManagedGrant } from '../sharing/find-managed-resource'
import { MOST_SHARED_MAILS, sharedMailsTo } from '../sharing/mail-budget'

export const ResendInvitation = z.object({ grantId: z.uuid() })
export type ResendInvitation = z.output<typeof ResendInvitation>

/** Mails of one invitation: a mailbox is not to be flooded. */
const SOONEST = MINUTE
const MOST_A_DAY = 5

/**
 * Sends an invitation that was not accepted yet once more, good for another while; to somebody who has access
 * already, the mail about it that did not arrive. Throws `TooManyAttempts` when it was sent a moment ago.
 */
export async function resendInvitation(caller: Caller, { grantId }: ResendInvitation) {
  const grant = await findManagedGrant(caller, grantId)
  authorize(caller, 'invitation.resend', grant.resource)
  requireRoom()
  const { kind, guestsUntil } = grant.resource
  const spaceEndsAt = kind === 'space' ? spaceEndFor(grant.principal.kind, guestsUntil) : null
  refuseOver(spaceEndsAt)
  if (!isLive({ ...grant, spaceEndsAt }) || !isHere(grant.principal))
    throw new Conflict('grant.ended', `${grant.principal.address} has no access any longer. Invite them again.`)
  const { principalId, resource } = grant
  const shown = { ...grant, endsAt: firstEnd(grant.endsAt, spaceEndsAt) }
  await transaction(async (tx) => {
    await refuseBlockedMailbox(tx, grant)
    const invitation = await reopen(tx, caller, shown)
    const failed = invitation ? null : await findFailed(tx, grantId)
    if (!invitation && !failed)
      throw new Conflict(
        'invitation.redeemed',
        `${grant.principal.address} has accepted already: there is no invitation to send.`,
      )
    await refuseFlood(tx, grantId)
    await spendMail(tx, grant.principal.address)
    await dropMail(tx, caller, { grantId, templates: ['invitation', 'access-added'] })
    if (invitation) await sendAgain(tx, caller, shown, invitation)
    else await tellAgain(tx, caller, shown)
    const detail = invitation ? { invitationId: invitation.id } : { mailId: failed!.id }
    await recordAuditEvent(tx, caller, 'invitation.resent', { principalId, resourceId: resource.id, detail })
  })
}

/** An invitation waits while another address of its mailbox is blocked, until this one is proven. */
async function refuseBlockedMailbox(tx: Tx, { principal: { address, provenAt } }: ManagedGrant) {
  const other = provenAt ? null : await findBlockedAs(tx, address)
  if (other)
    throw new Conflict(
      'mailbox.blocked',
      `${address} leads to the mailbox of ${other.address}, which is blocked here. Ask an administrator to unblock it first.`,
    )
}

/** The invitation that is still to be accepted, good for another while and from now on the caller's; null: there is none. */
async function reopen(tx: Tx, caller: Caller, { principalId, resource, endsAt }: ManagedGrant): Promise<Open | null> {
  const [invitation] = await tx.invitation.updateManyAndReturn({
    where: { principalId, resourceId: resource.id, redeemedAt: null, withdrawnAt: null },
    data: { expiresAt: invitationEnd(endsAt, now()), invitedById: signedIn(caller).principal.id },
    select: { id: true, message: true, expiresAt: true },
  })
  return invitation ?? null
}

/** The newest mail about a grant, if it could not be delivered. */
async function findFailed(tx: Tx, grantId: string) {
  const newest = await tx.mail.findFirst({
    where: { grantId, template: { in: ['invitation', 'access-added'] } },
    orderBy: { createdAt: 'desc' },
    select: { id: true, droppedAt: true, lastError: true },
  })
  return newest?.droppedAt && newest.lastError ? newest : null
}

async function refuseFlood(tx: Tx, grantId: string) {
  const sent = await tx.mail.findMany({
    where: { grantId, template: { in: ['invitation', 'access-added'] }, createdAt: { gt: after(now(), -DAY) } },
    orderBy: { createdAt: 'desc' },
    select: { createdAt: true },
  })
  const [newest, oldest] = [sent[0], sent[MOST_A_DAY - 1]]
  if (newest && after(newest.createdAt, SOONEST) > now())
    throw new TooManyAttempts(
      'invitation.sent-lately',
      'This invitation was sent a moment ago. It can be sent again in a minute.',
      after(newest.createdAt, SOONEST),
    )
  if (oldest)
    throw new TooManyAttempts(
      'invitation.sent-often',
      'This invitation was sent five times in a day. Copy its link and send it another way.',
      after(oldest.createdAt, DAY),
    )
}

/** Nor is a mailbox, whoever shares. */
async function spendMail(tx: Tx, address: string) {
  const retryAt = await spend(tx, sharedMailsTo(mailboxOf(address)), now())
  if (retryAt)
    throw new TooManyAttempts(
      'mailbox.mailed-often',
      `${address} was mailed ${MOST_SHARED_MAILS} times about what is shared within an hour. Send it later, or copy the invitation’s link and pass it on yourself.`,
      retryAt,
    )
}

type Open = { id: string; message: string | null; expiresAt: Date }

async function sendAgain(
  tx: Tx,
  caller: Caller,
  { id: grantId, role, endsAt, principal, resource }: ManagedGrant,
  invitation: Open,
) {
  const inviter = signedIn(caller).principal
  const { id: invitationId, message, expiresAt } = invitation
  await queueMail(tx, {
    template: 'invitation',
    recipient: principal.address,
    replyTo: inviter.address,
    input: { invitationId, inviter, resource: await mailedThing(tx, resource), role, endsAt, expiresAt, message },
    notAfter: expiresAt,
    grantId,
  })
}

/** A guest's way in is the invitation that was accepted; a member's is the resource itself. */
async function tellAgain(
  tx: Tx,
  caller: Caller,
  { id: grantId, role, endsAt, principalId, principal, resource }: ManagedGrant,
) {
  const sharer = signedIn(caller).principal
  const accepted = await tx.invitation.findFirst({
    where: { principalId, resourceId: resource.id, withdrawnAt: null },
    select: { id: true, message: true },
  })
  const way = accepted ? { invitationId: accepted.id } : { url: `${settings().publicUrl}${resourcePath(resource.id)}` }
  await queueMail(tx, {
    template: 'access-added',
    recipient: principal.address,
    replyTo: sharer.address,
    input: {
      sharer,
      resource: await mailedThing(tx, resource),
      role,
      endsAt,
      message: accepted?.message ?? null,
      ...way,
    },
    grantId,
  })
}
