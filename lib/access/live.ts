import { isOver, now } from '../clock'
import { Prisma } from '../db/generated/client'

// What is live, said once: each as a where-clause for Prisma, as SQL for a row under an alias, and as a predicate on
// facts. `live.test.ts` holds the three to each other.

/** Names a row in SQL. */
const of = (alias: string) => Prisma.raw(`${alias}.`)

type InForce = { revokedAt: Date | null; endsAt: Date | null }

/** Finds grants that give something at a moment. */
export const liveGrants = (at = now()) =>
  ({ revokedAt: null, OR: [{ endsAt: null }, { endsAt: { gt: at } }] }) satisfies Prisma.GrantWhereInput

/** Says in SQL whether a grant, or a share link, is in force at a moment. */
export const liveIn = (alias: string, at: Date) =>
  Prisma.sql`${of(alias)}"revokedAt" IS NULL AND (${of(alias)}"endsAt" IS NULL OR ${of(alias)}"endsAt" > ${at})`

/** Tells whether a grant, or a share link, is in force at a moment. */
export const isLive = ({ revokedAt, endsAt }: InForce, at = now()) => !revokedAt && !isOver(endsAt, at)

type Stands = { blockedAt: Date | null; removedAt: Date | null }

/** Finds people who are here: neither blocked or disabled, nor removed. */
export const here = { blockedAt: null, removedAt: null } satisfies Prisma.PrincipalWhereInput

/** Says in SQL whether a person is here. */
export const hereIn = (alias: string) => Prisma.sql`${of(alias)}"blockedAt" IS NULL AND ${of(alias)}"removedAt" IS NULL`

/** Tells whether a person is here. */
export const isHere = ({ blockedAt, removedAt }: Stands) => !blockedAt && !removedAt

/** Finds members in office. */
export const inOffice = { kind: 'member', ...here } satisfies Prisma.PrincipalWhereInput

/** Says in SQL whether a person is a member in office. */
export const inOfficeIn = (alias: string) => Prisma.sql`${of(alias)}kind = 'member' AND ${hereIn(alias)}`

/** Tells whether a person is a member in office. */
export const isInOffice = (person: Stands & { kind: 'member' | 'guest' }) => person.kind === 'member' && isHere(person)

type Offer = { redeemedAt: Date | null; withdrawnAt: Date | null; expiresAt: Date; invitedBy: Stands }

/** Finds invitations that can be accepted at a moment: what somebody offered who was disabled since lets nobody in. */
export const openInvitations = (at = now()) =>
  ({
    redeemedAt: null,
    withdrawnAt: null,
    expiresAt: { gt: at },
    invitedBy: here,
  }) satisfies Prisma.InvitationWhereInput

/** Says in SQL whether an invitation can be accepted at a moment, apart from whether its inviter is here. */
export const openIn = (alias: string, at: Date) =>
  Prisma.sql`${of(alias)}"redeemedAt" IS NULL AND ${of(alias)}"withdrawnAt" IS NULL AND ${of(alias)}"expiresAt" > ${at}`

/** Tells whether an invitation can be accepted at a moment. */
export const isOpen = ({ redeemedAt, withdrawnAt, expiresAt, invitedBy }: Offer, at = now()) =>
  !redeemedAt && !withdrawnAt && !isOver(expiresAt, at) && isHere(invitedBy)
