import { dismiss, rolesAt, withAdministrator } from '../../access/administrators'
import { admits, isAt } from '../../access/audience'
import { recordAuditEvent } from '../../audit/record-audit-event'
import type { Tx } from '../../db/transaction'
import type { ErrorCode } from '../../error-codes'
import type { Caller, Principal } from '../../principal'
import { completeSetUp } from '../set-up/complete-set-up'
import type { Proven } from '../sessions/proven'
import { noteProof } from './admit.sql'
import { readStanding, type Standing } from './eligibility'
import { endSessionsOf } from '../sessions/end-sessions-of'
import { tellJoined } from './tell-joined'

/** The code of a refusal to sign a person in, and the sentence for it with the way on. */
export type Refused = { code: ErrorCode; refusal: string }

/**
 * Finds or makes the principal of an address that was proven this moment. Makes a new member or guest where the
 * organization's domains, a share link or the set-up allow it. Uses nothing that was claimed before the proof. Resolves to
 * a refusal for an address that nobody expects, or whose person was blocked or removed meanwhile.
 */
export async function admit(tx: Tx, caller: Caller, proven: Proven, at: Date): Promise<Principal | Refused> {
  if (proven.purpose === 'setup') return completeSetUp(tx, caller, proven, at)
  return (await prove(tx, caller, proven.address, at)) ?? receive(tx, caller, proven, at)
}

/** Admits an address at which `prove` found nobody who may enter: a new or removed person, or one who can't be admitted. */
async function receive(tx: Tx, caller: Caller, proven: Proven, at: Date): Promise<Principal | Refused> {
  const standing = await readStanding(tx, proven, at)
  if (standing.blocked || standing.shutOut)
    return { code: 'person.shut-out', refusal: 'This address can’t sign in here any longer.' }
  const { shareLink } = standing
  if (
    proven.purpose === 'share-link' &&
    shareLink &&
    admits(shareLink, { address: proven.address, ...shareLink, blocked: false }, at)
  )
    return bringIn(tx, caller, proven, standing, at)
  if (!standing.removed && isMembers(standing, proven.address)) return join(tx, caller, proven.address, at)
  return {
    code: 'person.not-expected',
    refusal:
      'There is nothing for this address here any longer. Ask the person who shared with you to invite you again.',
  }
}

const isMembers = ({ memberDomains }: Standing, address: string) => isAt(address, memberDomains)

const person = { id: true, kind: true, address: true, name: true } as const

/** Notes the proof by the known person of the address. Null: there is none who may enter. */
async function prove(tx: Tx, caller: Caller, address: string, at: Date): Promise<Principal | null> {
  const proven = await noteProof(tx, address, at)
  if (!proven) return null
  const { joined, ...principal } = proven
  if (joined)
    await recordAuditEvent(tx, caller, 'member.added', {
      principalId: principal.id,
      detail: { address, by: 'mail domain' },
    })
  if (joined) await tellJoined(tx, principal, at)
  return principal
}

/** Makes a new member, by the organization's mail domain. */
async function join(tx: Tx, caller: Caller, address: string, at: Date): Promise<Principal> {
  const member = { kind: 'member', provenAt: at } as const
  const made = await tx.principal.upsert({
    where: { address },
    create: { ...member, address, createdAt: at },
    update: { ...member, memberAt: at, memberById: null },
    select: { ...person, roles: rolesAt(at) },
  })
  const principal = withAdministrator(made)
  await recordAuditEvent(tx, caller, 'member.added', {
    principalId: principal.id,
    detail: { address, by: 'mail domain' },
  })
  return principal
}

/**
 * Makes a new or a removed person a guest by a share link, with the link's maker as sponsor. A new person at a mail domain
 * of the organization becomes a member instead.
 */
async function bringIn(
  tx: Tx,
  caller: Caller,
  { address, shareLinkId }: Proven,
  standing: Standing,
  at: Date,
): Promise<Principal> {
  const { createdById } = await tx.shareLink.findUniqueOrThrow({
    where: { id: shareLinkId! },
    select: { createdById: true },
  })
  const kind = isMembers(standing, address) && !standing.removed ? ('member' as const) : ('guest' as const)
  const afresh = { kind, provenAt: at, removedAt: null, removedById: null }
  const made = await tx.principal.upsert({
    where: { address },
    create: { ...afresh, address, createdAt: at, createdById },
    update: { ...afresh, ...(kind === 'member' ? { memberAt: at, memberById: createdById } : {}) },
    select: person,
  })
  const principal = { ...made, administrator: false }
  await dismiss(tx, principal.id)
  // A removed person starts afresh: no session from before the proof goes on.
  await endSessionsOf(tx, caller, { principalId: principal.id, cause: 'came back by a share link' })
  if (kind === 'guest') {
    const guest = { sponsorId: createdById, invitedAt: at }
    await tx.guest.upsert({
      where: { principalId: principal.id },
      create: { ...guest, principalId: principal.id },
      update: guest,
    })
  }
  await recordAuditEvent(tx, caller, kind === 'guest' ? 'guest.invited' : 'member.added', {
    principalId: principal.id,
    detail: { address, shareLinkId },
  })
  return principal
}
