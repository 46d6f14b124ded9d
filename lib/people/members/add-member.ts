import { z } from 'zod'
import { appoint, dismiss } from '../../access/administrators'
import { authorize } from '../../access/authorize'
import { readAddress } from '../../address'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { type Tx, transaction } from '../../db/transaction'
import { requireRoom } from '../../disk'
import { Conflict, Invalid } from '../../errors'
import { findBlockedAs } from '../../identity/joining/shut-out'
import { queueMail } from '../../mail/queue-mail'
import { sentence } from '../../own-direction'
import { callerId, type Caller } from '../../principal'
import { PersonNameField } from '../../forms/person-name'
import { endSessionsOf } from '../../identity/sessions/end-sessions-of'
import { type Known, lockKnown } from './add-member.sql'
import { tellAdministrators } from './tell-of-change'

export const AddMember = z.object({
  address: z.string(),
  name: PersonNameField,
  administrator: z.stringbool().optional().default(false),
  /** That a guest with this address is to become a member. */
  guestToo: z.stringbool().optional().default(false),
})
export type AddMember = z.output<typeof AddMember>

/**
 * Lets an address in as a member and mails it so. A guest becomes a member and keeps every grant.
 * Throws `Invalid` for a guest while nothing says that it may be one, and for an address that is none, is a member, or is shut out,
 * itself or under another address of its mailbox.
 */
export async function addMember(caller: Caller, { address: typed, name, administrator, guestToo }: AddMember) {
  authorize(caller, 'member.add')
  requireRoom()
  const address = readAddress(typed)
  if (!address)
    throw new Invalid('address.malformed', {
      address: 'This is not an address we can mail. Write it like name@example.com.',
    })
  return transaction(async (tx) => {
    const known = await lockKnown(tx, address)
    const guest = known?.kind === 'guest' && !known.removedAt
    if (known && !known.removedAt) refuseStanding(known)
    if (!known?.provenAt || known.removedAt) await refuseMailbox(tx, address)
    if (guest && !guestToo) askFirst(known, address)
    const facts = { kind: 'member' as const, name: name ?? known?.name ?? null }
    const principalId = known ? await turn(tx, caller, known, facts) : await create(tx, caller, { ...facts, address })
    if (administrator) await appoint(tx, principalId, callerId(caller))
    await recordAuditEvent(tx, caller, 'member.added', {
      principalId,
      detail: { administrator, wasGuest: known?.kind === 'guest' },
    })
    await queueMail(tx, {
      template: 'member-added',
      recipient: address,
      input: { addedBy: adder(caller), administrator },
    })
    if (guest || administrator)
      await tellAdministrators(
        tx,
        caller,
        { id: principalId, name: facts.name, address },
        guest ? 'became-member' : 'promoted',
      )
    return { principalId, address, wasGuest: guest }
  })
}

function refuseStanding({ kind, blockedAt }: Known) {
  if (kind === 'member')
    throw new Invalid('member.exists', {
      address: blockedAt ? 'This member is disabled. Enable them in the list.' : 'This address is a member already.',
    })
  if (blockedAt) throw new Invalid('guest.blocked', { address: 'This guest is blocked. Unblock them first.' })
}

/** Whoever is shut out comes back under no other name, unless an administrator says so of the one they have. */
async function refuseMailbox(tx: Tx, address: string) {
  const other = await findBlockedAs(tx, address)
  if (other)
    throw new Invalid('mailbox.blocked', {
      address: `This leads to the mailbox of ${other.address}, which is blocked here. Unblock it first.`,
    })
}

/** Sessions end and what a guest may not see opens: that is asked first, by name. */
function askFirst({ name }: Known, address: string) {
  throw new Invalid('guest.unconfirmed', {
    guestToo: sentence`${name ? `${name} (${address})` : address} is a guest here. As a member they can share with people outside, they are signed out everywhere, and they can’t become a guest again. Tick this to go on.`,
  })
}

type Facts = { kind: 'member'; name: string | null }

async function create(tx: Tx, caller: Caller, facts: Facts & { address: string }) {
  const made = await tx.principal.createManyAndReturn({
    data: { ...facts, createdAt: now(), createdById: callerId(caller) },
    skipDuplicates: true,
    select: { id: true },
  })
  if (!made[0])
    throw new Conflict('member.exists', 'Somebody else let this address in at this moment. Look at the list again.')
  return made[0].id
}

/** Sessions end with the old kind: whoever holds one signs in anew as what they are now (promise B4). */
async function turn(tx: Tx, caller: Caller, { id, removedAt }: Known, facts: Facts) {
  const back = removedAt ? { removedAt: null, removedById: null, blockedAt: null, blockedById: null } : {}
  await tx.principal.update({
    where: { id },
    data: { ...facts, ...back, memberAt: now(), memberById: callerId(caller) },
    select: { id: true },
  })
  await tx.guest.deleteMany({ where: { principalId: id } })
  await dismiss(tx, id)
  await endSessionsOf(tx, caller, { principalId: id, cause: 'became a member' })
  return id
}

const adder = (caller: Caller) =>
  caller.kind === 'person' ? { name: caller.principal.name, address: caller.principal.address } : null
