import { z } from 'zod'
import { authorize } from '../access/authorize'
import { isLive } from '../access/permissions'
import { signedIn } from '../access/visibility'
import { recordAuditEvent } from '../audit/record-audit-event'
import { after, DAY, MINUTE, now } from '../clock'
import { transaction, type Tx } from '../db/transaction'
import { Conflict, TooManyAttempts } from '../errors'
import { dropMail } from '../mail/drop-mail'
import { queueMail } from '../mail/queue-mail'
import type { Caller } from '../principal'
import { invitationEnd } from '../sharing/access-end'
import { findManagedGrant, type ManagedGrant } from '../sharing/find-managed-resource'

export const ResendInvitation = z.object({ grantId: z.uuid() })
export type ResendInvitation = z.output<typeof ResendInvitation>

/** Mails of one invitation: a mailbox is not to be flooded. */
const SOONEST = MINUTE
const MOST_A_DAY = 5

/** Sends an invitation that was not accepted yet once more, good for another while. Throws `TooManyAttempts` when it was sent a moment ago. */
export async function resendInvitation(caller: Caller, { grantId }: ResendInvitation) {
  const grant = await findManagedGrant(caller, grantId)
  await authorize(caller, 'invitation.resend', grant.resource)
  if (!isLive(grant) || grant.principal.blockedAt || grant.principal.removedAt)
    throw new Conflict(`${grant.principal.address} has no access any longer. Invite them again.`)
  const { principalId, resource } = grant
  await transaction(async (tx) => {
    const [invitation] = await tx.invitation.updateManyAndReturn({
      where: { principalId, resourceId: resource.id, redeemedAt: null, withdrawnAt: null },
      data: { expiresAt: invitationEnd(grant.endsAt) },
      select: { id: true, message: true, expiresAt: true },
    })
    if (!invitation) throw new Conflict(`${grant.principal.address} has accepted already: there is no invitation to send.`)
    await refuseFlood(tx, grantId)
    await sendAgain(tx, caller, grant, invitation)
    await recordAuditEvent(tx, caller, 'invitation.resent', { principalId, resourceId: resource.id, detail: { invitationId: invitation.id } })
  })
}

async function refuseFlood(tx: Tx, grantId: string) {
  const sent = await tx.mail.findMany({
    where: { grantId, template: { in: ['invitation', 'access-added'] }, createdAt: { gt: after(now(), -DAY) } },
    orderBy: { createdAt: 'desc' },
    select: { createdAt: true },
  })
  const [newest, oldest] = [sent[0], sent[MOST_A_DAY - 1]]
  if (newest && after(newest.createdAt, SOONEST) > now())
    throw new TooManyAttempts('This invitation was sent a moment ago. It can be sent again in a minute.', after(newest.createdAt, SOONEST))
  if (oldest) throw new TooManyAttempts('This invitation was sent five times in a day. Copy its link and send it another way.', after(oldest.createdAt, DAY))
}

type Open = { id: string; message: string | null; expiresAt: Date }

async function sendAgain(tx: Tx, caller: Caller, { id: grantId, role, endsAt, principal, resource }: ManagedGrant, invitation: Open) {
  await dropMail(tx, caller, { grantId, templates: ['invitation', 'access-added'] })
  const inviter = signedIn(caller).principal
  const { id: invitationId, message, expiresAt } = invitation
  await queueMail(tx, {
    template: 'invitation',
    recipient: principal.address,
    replyTo: inviter.address,
    input: { invitationId, inviter, resource, role, endsAt, expiresAt, message },
    notAfter: expiresAt,
    grantId,
  })
}
