import { isOver, now } from '../clock'
import { Prisma } from '../db/generated/client'

// The one definition of what is live, three times each: as a where-clause for Prisma, as SQL for a row under an alias,
// and as a predicate on facts. `live.test.ts` holds the three to each other.

/** Makes the prefix of an alias in SQL. */
export const of = (alias: string) => Prisma.raw(`${alias}.`)

/** `spaceEndsAt`: when the space that the grant is on ends for its holder, a guest. Null: never, or a member holds it, or it is on no space. */
type InForce = { revokedAt: Date | null; endsAt: Date | null; spaceEndsAt: Date | null }

/** Matches grants in force at a time: neither revoked nor ended, nor a guest's on a space that has ended for guests. */
export const liveGrants = (at = now()) =>
  ({
    ...liveLinks(at),
    AND: [
      {
        OR: [
          { resource: { guestsUntil: null } },
          { resource: { guestsUntil: { gt: at } } },
          { principal: { kind: 'member' } },
        ],
      },
    ],
  }) satisfies Prisma.GrantWhereInput

/** Matches a grant in force at a time, in SQL. */
export const liveIn = (alias: string, at: Date) => Prisma.sql`${linkLiveIn(alias, at)}
  AND (SELECT true FROM "Resource" ended JOIN "Principal" outside ON outside.id = ${of(alias)}"principalId" AND outside.kind = 'guest'
    WHERE ended.id = ${of(alias)}"resourceId" AND ended."guestsUntil" <= ${at} LIMIT 1) IS NULL`

/** Checks whether a grant is in force at a time. */
export const isLive = ({ revokedAt, endsAt, spaceEndsAt }: InForce, at = now()) =>
  !revokedAt && !isOver(endsAt, at) && !isOver(spaceEndsAt, at)

/** Picks when a space ends for a holder, of its end for guests. */
export const spaceEndFor = (kind: 'member' | 'guest', guestsUntil: Date | null) =>
  kind === 'guest' ? guestsUntil : null

/** Picks the first of two ends. Null: neither is one. */
export const firstEnd = (a: Date | null, b: Date | null) => (a && b ? (a < b ? a : b) : (a ?? b))

/** Matches share links in force at a time: neither revoked nor ended. */
export const liveLinks = (at = now()) =>
  ({ revokedAt: null, OR: [{ endsAt: null }, { endsAt: { gt: at } }] }) satisfies Prisma.ShareLinkWhereInput

/** Matches a share link in force at a time, in SQL. */
export const linkLiveIn = (alias: string, at: Date) =>
  Prisma.sql`${of(alias)}"revokedAt" IS NULL AND (${of(alias)}"endsAt" IS NULL OR ${of(alias)}"endsAt" > ${at})`

type PersonState = { blockedAt: Date | null; removedAt: Date | null }

/** Matches people who are neither blocked (or disabled) nor removed. */
export const here = { blockedAt: null, removedAt: null } satisfies Prisma.PrincipalWhereInput

/** Matches a person who is neither blocked nor removed, in SQL. */
export const hereIn = (alias: string) => Prisma.sql`${of(alias)}"blockedAt" IS NULL AND ${of(alias)}"removedAt" IS NULL`

/** Checks that a person is neither blocked nor removed. */
export const isHere = ({ blockedAt, removedAt }: PersonState) => !blockedAt && !removedAt

/** Matches members who are neither disabled nor removed. */
export const inOffice = { kind: 'member', ...here } satisfies Prisma.PrincipalWhereInput

/** Matches a member who is neither disabled nor removed, in SQL. */
export const inOfficeIn = (alias: string) => Prisma.sql`${of(alias)}kind = 'member' AND ${hereIn(alias)}`

/** Checks that a person is a member, and neither disabled nor removed. */
export const isInOffice = (person: PersonState & { kind: 'member' | 'guest' }) =>
  person.kind === 'member' && isHere(person)

type Offer = { redeemedAt: Date | null; withdrawnAt: Date | null; expiresAt: Date; invitedBy: PersonState }

/** Matches invitations that can be accepted at a time. The invitation of an inviter who is disabled or removed can't. */
export const openInvitations = (at = now()) =>
  ({
    redeemedAt: null,
    withdrawnAt: null,
    expiresAt: { gt: at },
    invitedBy: here,
  }) satisfies Prisma.InvitationWhereInput

/** Matches an invitation that can be accepted at a time, in SQL. Does not look at its inviter: add `hereIn` for that. */
export const openIn = (alias: string, at: Date) =>
  Prisma.sql`${of(alias)}"redeemedAt" IS NULL AND ${of(alias)}"withdrawnAt" IS NULL AND ${of(alias)}"expiresAt" > ${at}`

/** Checks whether an invitation can be accepted at a time. */
export const isOpen = ({ redeemedAt, withdrawnAt, expiresAt, invitedBy }: Offer, at = now()) =>
  !redeemedAt && !withdrawnAt && !isOver(expiresAt, at) && isHere(invitedBy)
