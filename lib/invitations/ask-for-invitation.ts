import { z } from 'zod'
import { recordAuditEvent } from '../audit/record-audit-event'
import { DAY, now } from '../clock'
import { db } from '../db/client'
import { transaction, type Tx } from '../db/transaction'
import { spend } from '../budgets/budget'
import { findAdministrators } from '../identity/accounts/find-administrators'
import { queueMail } from '../mail/queue-mail'
import { type Caller, callerId } from '../principal'
import { type Concerned, findFirstInOffice } from './ask-for-invitation.sql'
import { findInvitation } from './find-invitation'
import type { FoundInvitation } from './find-invitation.sql'
import { type InvitationState, invitationState } from './invitation-state'
import { Token } from '../secrets'

export const AskForInvitation = z.object({ token: Token })
export type AskForInvitation = z.infer<typeof AskForInvitation>

/** So many mails to the inviter for one invitation: from whoever holds its link, and from the invited, whose question nobody else spends. */
const asksFor = (invitationId: string, proven: boolean) => ({
  key: `asks for ${invitationId}${proven ? ' by the invited' : ''}`,
  limits: [{ most: 1, within: DAY }],
})

/** A blocked guest is the administrators' affair, not the inviter's. */
const worthAsking: readonly InvitationState[] = ['expired', 'ended', 'closed', 'withdrawn']

/**
 * Who is told that somebody asks: the inviter; others, where they have left; nobody, since nobody is left. `unasked`: there
 * was nothing to ask for.
 */
export type Told = 'inviter' | 'others' | 'nobody' | 'unasked'

/**
 * Tells the inviter that somebody with the link asks for a new invitation: once a day, and only where this one
 * opens nothing any longer. Nobody need be signed in; only in a session of the invited does the mail say that it is they. Resolves to who is told, which is the same for everybody with the
 * link and however often they ask.
 */
export async function askForInvitation(caller: Caller, { token }: AskForInvitation): Promise<{ told: Told }> {
  const invitation = await findInvitation(db(), token)
  return {
    told: invitation && worthAsking.includes(invitationState(invitation)) ? await ask(caller, invitation) : 'unasked',
  }
}

async function ask(caller: Caller, invitation: FoundInvitation): Promise<Told> {
  const { id, principalId, resourceId, inviterAddress } = invitation
  return transaction(async (tx) => {
    const recipients = await findWhoAnswers(tx, invitation)
    const told: Told = recipients.length === 0 ? 'nobody' : recipients.includes(inviterAddress) ? 'inviter' : 'others'
    const proven = callerId(caller) === principalId
    if (await spend(tx, asksFor(id, proven), now())) return told
    await recordAuditEvent(tx, caller, 'invitation.asked-for', {
      principalId,
      resourceId,
      detail: { invitationId: id, told: recipients[0] ?? null },
    })
    for (const recipient of recipients)
      await queueMail(tx, {
        template: 'invitation-asked-for',
        recipient,
        input: { ...letterAbout(invitation, told), proven },
      })
    return told
  })
}

const letterAbout = (
  { name, address, title, kind, deletedAt, resourceId, inviterName, inviterAddress }: FoundInvitation,
  told: Told,
) => ({
  person: { name, address },
  resource: { title, kind },
  resourceId: deletedAt ? null : resourceId,
  inviter: told === 'inviter' ? null : { name: inviterName, address: inviterAddress },
})

/** The inviter; where they have left, who shares it now or answers for the guest; at last administrators. */
async function findWhoAnswers(tx: Tx, concerned: Concerned): Promise<string[]> {
  const found = await findFirstInOffice(tx, concerned)
  return found !== null ? [found] : (await findAdministrators(tx)).map(({ address }) => address)
}
