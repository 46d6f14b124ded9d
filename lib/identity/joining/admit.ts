import { admits, isAt } from '../../access/audience'
import { hereIn } from '../../access/live'
import { mailDomainOf } from '../../address'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import type { ErrorCode } from '../../error-codes'
import type { Caller, Principal } from '../../principal'
import { completeSetUp } from '../set-up/complete-set-up'
import type { Proven } from '../sessions/proven'
import { readStanding, type Standing } from './eligibility'
import { endSessionsOf } from '../sessions/end-sessions-of'
import { isShutOut } from './shut-out'
import { tellJoined } from './tell-joined'

/** Nobody to let in: the code and the sentence that say so, and the way on. */
export type Refused = { code: ErrorCode; refusal: string }

/**
 * The principal behind an address that was proven this moment: the one there is, or a new member or guest
 * where the organization's domains, a share link or the set-up say so. Nothing that anybody claimed before
 * the proof counts, and nobody blocked or removed meanwhile gets in.
 */
export async function admit(tx: Tx, caller: Caller, proven: Proven, at: Date): Promise<Principal | Refused> {
  if (proven.purpose === 'setup') return completeSetUp(tx, caller, proven, at)
  return (await prove(tx, caller, proven.address, at)) ?? receive(tx, caller, proven, at)
}

/** Nobody we know, or nobody we know any longer. */
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

const person = { id: true, kind: true, address: true, name: true, administrator: true } as const

/** Whether a person `p` is somebody we know at an address, and may enter. */
export const mayEnter = (address: string) =>
  Prisma.sql`p.address = ${address} AND ${hereIn('p')} AND NOT ${isShutOut(address)}`

/** Whether they are a member from the first code on: of the organization's mail domain, and invited before as a guest. */
export const joinsAt = (address: string) =>
  Prisma.sql`p.kind = 'guest' AND p."provenAt" IS NULL AND ${mailDomainOf(address)} IN (SELECT unnest("memberDomains") FROM "Organization")`

/** The statement that keeps that somebody we know has proven an address. `after`: a FROM clause of what is written before. */
export const proving = (address: string, at: Date, after = Prisma.empty) => Prisma.sql`
  UPDATE "Principal" p SET "provenAt" = COALESCE(p."provenAt", ${at}),
    kind = CASE WHEN ${joinsAt(address)} THEN 'member'::"PrincipalKind" ELSE p.kind END,
    "memberAt" = CASE WHEN ${joinsAt(address)} THEN ${at}::timestamptz ELSE p."memberAt" END
  ${after} WHERE ${mayEnter(address)}
  RETURNING p.id, p.kind, p.address, p.name, p.administrator,
    p.kind <> (SELECT kind FROM "Principal" before WHERE before.id = p.id) AS joined`

/** Somebody we know. */
async function prove(tx: Tx, caller: Caller, address: string, at: Date): Promise<Principal | null> {
  const [proven] = await tx.$queryRaw<(Principal & { joined: boolean })[]>(proving(address, at))
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

/** A new member, by the organization's mail domain. */
async function join(tx: Tx, caller: Caller, address: string, at: Date): Promise<Principal> {
  const member = { kind: 'member', provenAt: at } as const
  const principal = await tx.principal.upsert({
    where: { address },
    create: { ...member, address, createdAt: at },
    update: { ...member, memberAt: at, memberById: null },
    select: person,
  })
  await recordAuditEvent(tx, caller, 'member.added', {
    principalId: principal.id,
    detail: { address, by: 'mail domain' },
  })
  return principal
}

/** A new guest, or one who was removed, by a share link; who made the link answers for them. */
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
  const afresh = { kind, administrator: false, provenAt: at, removedAt: null, removedById: null }
  const principal = await tx.principal.upsert({
    where: { address },
    create: { ...afresh, address, createdAt: at, createdById },
    update: { ...afresh, ...(kind === 'member' ? { memberAt: at, memberById: createdById } : {}) },
    select: person,
  })
  // Whoever was removed starts afresh: nothing from before the proof comes back to life.
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
