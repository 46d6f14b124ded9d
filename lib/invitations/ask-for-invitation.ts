import { z } from 'zod'
import { recordAuditEvent } from '../audit/record-audit-event'
import { DAY, now } from '../clock'
import { db } from '../db/client'
import { transaction, type Tx } from '../db/transaction'
import { spend } from '../identity/budget'
import { queueMail } from '../mail/queue-mail'
import type { Caller } from '../principal'
import { findInvitation, type FoundInvitation } from './find-invitation'
import { type InvitationState, invitationState } from './invitation-state'

export const AskForInvitation = z.object({ token: z.string() })
export type AskForInvitation = z.infer<typeof AskForInvitation>

/** So many mails to the inviter for one invitation. */
const asksFor = (invitationId: string) => ({ key: `asks for ${invitationId}`, limits: [{ most: 1, within: DAY }] })

/** A blocked guest is the administrators' affair, not the inviter's. */
const worthAsking: readonly InvitationState[] = ['expired', 'ended', 'closed', 'withdrawn']

/**
 * Tells the inviter that somebody with the link asks for a new invitation: once a day, and only where this one
 * opens nothing any longer. Nobody need be signed in, and the answer is always the same.
 */
export async function askForInvitation(caller: Caller, { token }: AskForInvitation): Promise<{ asked: true }> {
  const invitation = await findInvitation(db(), token)
  if (invitation && worthAsking.includes(invitationState(invitation))) await ask(caller, invitation)
  return { asked: true }
}

async function ask(caller: Caller, { id, principalId, resourceId, ...invitation }: FoundInvitation) {
  await transaction(async (tx) => {
    if (await spend(tx, asksFor(id), now())) return
    const told = await findWhoAnswers(tx, { principalId, resourceId, inviterAddress: invitation.inviterAddress })
    const { address, name, title, kind, deletedAt } = invitation
    await recordAuditEvent(tx, caller, 'invitation.asked-for', { principalId, resourceId, detail: { invitationId: id, told } })
    if (!told) return
    const input = { person: { name, address }, resource: { title, kind }, resourceId: deletedAt ? null : resourceId }
    await queueMail(tx, { template: 'invitation-asked-for', recipient: told, input })
  })
}

type Concerned = Pick<FoundInvitation, 'principalId' | 'resourceId' | 'inviterAddress'>

/** The inviter; where they have left, who shares it now or answers for the guest. Null: nobody is left to ask. */
async function findWhoAnswers(tx: Tx, { principalId, resourceId, inviterAddress }: Concerned) {
  const [found] = await tx.$queryRaw<{ address: string }[]>`
    SELECT address FROM "Principal"
    WHERE kind = 'member' AND "blockedAt" IS NULL AND "removedAt" IS NULL AND (
      address = ${inviterAddress}
      OR id = (SELECT "sharedById" FROM "Resource" WHERE id = ${resourceId}::uuid)
      OR id = (SELECT "sponsorId" FROM "Guest" WHERE "principalId" = ${principalId}::uuid))
    ORDER BY address = ${inviterAddress} DESC, id = (SELECT "sharedById" FROM "Resource" WHERE id = ${resourceId}::uuid) DESC LIMIT 1`
  return found?.address ?? null
}
