import { randomUUID } from 'node:crypto'
import { signedIn } from '../access/visibility'
import { firstEnd, here, isLive } from '../access/live'
import { recordAuditEvent } from '../audit/record-audit-event'
import { isOver, now } from '../clock'
import type { Tx } from '../db/transaction'
import { settings } from '../env'
import { spend } from '../budgets/budget'
import { dropMail } from '../mail/drop-mail'
import { holdBackMail } from '../mail/hold-back-mail'
import { queueMail } from '../mail/queue-mail'
import { resourcePath } from '../page-paths'
import { mailboxOf } from '../mailbox'
import type { Caller } from '../principal'
import { hashToken, linkToken } from '../secrets'
import { invitationEnd } from '../sharing/access-end'
import { giveGrant } from '../sharing/give-grant'
import type { ResourceKind } from '../resource-kinds'
import { mailedThing } from '../sharing/mailed-thing'
import type { Role } from '../role'
import { findGuestsEnd } from '../sharing/spaces/refuse-over'
import { endOf, refuseManaging, roleOn } from '../sharing/roles'
import type { Addressee } from './read-addressees'
import { sharedMailsTo } from '../sharing/mail-budget'

export type Offer = {
  resource: { id: string; title: string; kind: ResourceKind }
  role: Role
  endsAt: Date | null
  message: string | null
}

/**
 * `granted`: somebody known, who can open it now. `invited`: has an invitation to accept. `already`: nothing changed.
 * `unmailed`: their mailbox had too many such mails within the hour, so that none was sent.
 */
export type Outcome = {
  address: string
  name: string | null
  outcome: 'granted' | 'invited' | 'already'
  unmailed?: true
}

/** Gives each of them access to a resource and writes to them, in the caller's transaction. Throws `Invalid` for a guest who would manage a space. */
export async function inviteAddressees(
  tx: Tx,
  caller: Caller,
  asked: Offer,
  addressees: Addressee[],
): Promise<Outcome[]> {
  const role = roleOn(asked.resource.kind, asked.role)
  refuseManaging(role, addressees)
  const guestsUntil = addressees.some(({ kind }) => kind === 'guest') ? await findGuestsEnd(tx, asked.resource) : null
  const offer = { ...asked, role, endsAt: endOf(role, asked.endsAt) }
  const before = await findBefore(tx, offer.resource.id, addressees)
  const named = await mailedThing(tx, offer.resource)
  const waits = ({ id, known }: Addressee) => {
    const held = before.get(id)
    return held !== undefined && isLive({ ...held, spaceEndsAt: null }) && (known || isOpen(held.expiresAt))
  }
  const mailed = await takeMails(
    tx,
    addressees.filter((addressee) => !waits(addressee)),
  )
  const outcomes: Outcome[] = []
  for (const addressee of addressees) {
    const { id, address, name, known } = addressee
    if (waits(addressee)) outcomes.push({ address, name, outcome: 'already' })
    else {
      const mailId = await inviteOne(
        tx,
        caller,
        { ...offer, named, guestsUntil },
        { ...addressee, before: before.has(id) },
      )
      if (!mailed.has(id)) await holdBackMail(tx, caller, mailId)
      outcomes.push({
        address,
        name,
        outcome: known ? 'granted' : 'invited',
        ...(mailed.has(id) ? {} : { unmailed: true as const }),
      })
    }
  }
  return outcomes
}

/** Who is mailed, by ids: as many as each mailbox takes within the hour. One mailbox after the other in one order, so that nobody waits in a circle. */
async function takeMails(tx: Tx, addressees: Addressee[]): Promise<Set<string>> {
  const mailed = new Set<string>()
  const ordered = addressees
    .map(({ id, address }) => ({ id, mailbox: mailboxOf(address) }))
    .sort((a, b) => (a.mailbox < b.mailbox ? -1 : 1))
  for (const { id, mailbox } of ordered) if (!(await spend(tx, sharedMailsTo(mailbox), now()))) mailed.add(id)
  return mailed
}

/** What is shared, as the mail names it. */
type Named = Awaited<ReturnType<typeof mailedThing>>

const isOpen = (expiresAt: Date | null) => expiresAt !== null && !isOver(expiresAt)

async function findBefore(tx: Tx, resourceId: string, addressees: Addressee[]) {
  const of = { resourceId, principalId: { in: addressees.map(({ id }) => id) } }
  const grants = await tx.grant.findMany({ where: of, select: { principalId: true, endsAt: true, revokedAt: true } })
  // One that somebody disabled sent waits for nobody: whoever invites now takes it over.
  const invitations = await tx.invitation.findMany({
    where: { ...of, withdrawnAt: null, invitedBy: here },
    select: { principalId: true, expiresAt: true },
  })
  const expiries = new Map(invitations.map(({ principalId, expiresAt }) => [principalId, expiresAt]))
  return new Map(
    grants.map((grant) => [grant.principalId, { ...grant, expiresAt: expiries.get(grant.principalId) ?? null }]),
  )
}

/** Resolves to the id of the mail that tells them. */
async function inviteOne(
  tx: Tx,
  caller: Caller,
  offer: Offer & { named: Named; guestsUntil: Date | null },
  { id: principalId, kind, address, known, before }: Addressee & { before: boolean },
) {
  const { resource, named, role, endsAt, message } = offer
  const { grantId } = await giveGrant(tx, caller, { resourceId: resource.id, principalId, role, endsAt })
  if (before) await dropMail(tx, caller, { grantId, templates: ['invitation', 'access-added', 'access-removed'] })
  const sharer = signedIn(caller).principal
  const mail = { recipient: address, replyTo: sharer.address, grantId }
  const told = kind === 'guest' ? firstEnd(endsAt, offer.guestsUntil) : endsAt
  const input = { resource: named, role, endsAt: told, message }
  if (kind === 'member') {
    const url = `${settings().publicUrl}${resourcePath(resource.id)}`
    return queueMail(tx, { ...mail, template: 'access-added', input: { ...input, sharer, url } })
  }
  const { invitationId, expiresAt } = await writeInvitation(
    tx,
    caller,
    { ...offer, endsAt: told },
    { principalId, known },
  )
  if (known) return queueMail(tx, { ...mail, template: 'access-added', input: { ...input, sharer, invitationId } })
  return queueMail(tx, {
    ...mail,
    template: 'invitation',
    input: { ...input, inviter: sharer, invitationId, expiresAt },
    notAfter: expiresAt,
  })
}

/** The one invitation of a person to a resource: a new one, or the old one again under the same link. Somebody known has nothing to accept. */
async function writeInvitation(
  tx: Tx,
  caller: Caller,
  { resource, endsAt, message }: Offer,
  to: { principalId: string; known: boolean },
) {
  const { principalId, known } = to
  const resourceId = resource.id
  const [id, at] = [randomUUID(), now()]
  const expiresAt = invitationEnd(endsAt, at)
  const terms = {
    message,
    createdAt: at,
    expiresAt,
    withdrawnAt: null,
    withdrawnById: null,
    invitedById: signedIn(caller).principal.id,
  }
  const open = { ...terms, redeemedAt: known ? at : null }
  const { id: invitationId } = await tx.invitation.upsert({
    where: { resourceId_principalId: { resourceId, principalId } },
    create: { ...open, id, tokenHash: hashToken(linkToken('invitation', id)), resourceId, principalId },
    update: open,
    select: { id: true },
  })
  await recordAuditEvent(tx, caller, 'invitation.created', {
    principalId,
    resourceId,
    detail: { invitationId, expiresAt },
  })
  return { invitationId, expiresAt }
}
