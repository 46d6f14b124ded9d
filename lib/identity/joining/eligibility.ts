import { z } from 'zod'
import { admits, isAt, type LinkFacts } from '../../access/audience'
import { hereIn, liveIn } from '../../access/live'
import { after } from '../../clock'
import { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import { mailboxOf } from '../../mailbox'
import { hashOrNothing } from '../../secrets'
import { KNOWN_BROWSER_LIFE } from '../sessions/known-browser'
import { LET_IN_LIFE } from '../let-in/new-let-in'
import type { Purpose } from '../sessions/proven'
import { isShutOut } from './shut-out'

export type Question = {
  address: string
  purpose: Purpose
  /** Of an invitation's or the set-up link. */
  linkToken?: string | null
  shareLinkId?: string | null
  /** Of the cookie that says this browser has proven addresses before. */
  browserToken?: string | null
  /** Of the cookie that says a mailed link has let this browser in. */
  letInToken?: string | null
}

/** Everything that decides whether an address gets a code, read in one statement that is the same for every address. */
export type Standing = {
  principalId: string | null
  kind: 'member' | 'guest' | null
  blocked: boolean
  removed: boolean
  /** Would be a new account of a mailbox that was blocked, disabled or removed. */
  shutOut: boolean
  /** Holds a live grant that was not offered in vain, or an open invitation. */
  expected: boolean
  memberDomains: string[]
  /** The invitation whose link was followed, if it is this address's and neither withdrawn nor, unused, run out or closed. */
  invitationId: string | null
  /** This browser has proven this address before. */
  knownBrowser: boolean
  /** A mailed link has let this browser in for this address's mailbox. */
  letIn: boolean
  setUpOpen: boolean
  shareLink: (LinkFacts & { invited: boolean }) | null
}

/** Reads how an address stands at a time. */
export async function readStanding(tx: Tx, question: Question, at: Date): Promise<Standing> {
  const [row] = await tx.$queryRaw<[StandingRow]>(standingOf(question, at))
  return toStanding(row)
}

/** How an address stands, of a row of `standingOf`. */
export function toStanding(row: StandingRow): Standing {
  const {
    audience,
    domains,
    endsAt,
    revokedAt,
    maxPeople,
    peopleCount,
    deletedAt,
    makerOut,
    granted,
    offered,
    grantedThere,
    offeredThere,
    ...standing
  } = row
  const invited = grantedThere || offeredThere
  const shareLink = audience && {
    audience,
    domains: domains!,
    endsAt,
    revokedAt,
    maxPeople,
    peopleCount: peopleCount!,
    deletedAt,
    makerOut: makerOut!,
    invited,
  }
  return { ...standing, expected: granted || offered, memberDomains: standing.memberDomains ?? [], shareLink }
}

/** What `standingOf` answers, one row for every address. */
export const StandingRow = z.strictObject({
  principalId: z.guid().nullable(),
  kind: z.enum(['member', 'guest']).nullable(),
  blocked: z.boolean(),
  removed: z.boolean(),
  shutOut: z.boolean(),
  granted: z.boolean(),
  offered: z.boolean(),
  memberDomains: z.array(z.string()).nullable(),
  invitationId: z.guid().nullable(),
  knownBrowser: z.boolean(),
  letIn: z.boolean(),
  setUpOpen: z.boolean(),
  audience: z.enum(['invited', 'domains', 'anyone']).nullable(),
  domains: z.array(z.string()).nullable(),
  endsAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  maxPeople: z.int().nullable(),
  peopleCount: z.int().nullable(),
  deletedAt: z.date().nullable(),
  makerOut: z.boolean().nullable(),
  grantedThere: z.boolean(),
  offeredThere: z.boolean(),
})
export type StandingRow = z.infer<typeof StandingRow>

/**
 * Whether there is a row. Never an EXISTS: PostgreSQL may answer one by hashing every row of a table, which costs an
 * address that is there less or more than one that is not. A look-up with LIMIT goes by the index, for everybody.
 */
const some = (query: Prisma.Sql) => Prisma.sql`(SELECT true ${query} LIMIT 1) IS NOT NULL`

/** Each look-up is asked for on its own, so that what one finds spares none of the others. */
export const standingOf = ({ address, linkToken, shareLinkId, browserToken, letInToken }: Question, at: Date) => {
  const liveGrant = Prisma.sql`${liveIn('g', at)}`
  // What somebody offered who was disabled since lets nobody new in.
  const inviterStands = some(Prisma.sql`FROM "Principal" s WHERE s.id = i."invitedById" AND ${hereIn('s')}`)
  const stillGood = Prisma.sql`i."expiresAt" > ${at} AND ${inviterStands}`
  const openInvitation = Prisma.sql`i."withdrawnAt" IS NULL AND i."redeemedAt" IS NULL AND ${stillGood}`
  const here = some(Prisma.sql`FROM "Guest" u WHERE u."principalId" = p.id AND u."privacyAcceptedAt" IS NOT NULL`)
  const inVain = some(Prisma.sql`FROM "Invitation" i WHERE i."resourceId" = g."resourceId" AND i."principalId" = p.id
    AND i."redeemedAt" IS NULL AND NOT (${stillGood})`)
  // An offer that nobody accepted in time is over for good, by whatever door they come; whoever is known here has nothing to accept.
  const standingGrant = Prisma.sql`${liveGrant} AND (${here} OR NOT ${inVain})`
  const link = hashOrNothing(linkToken)
  return Prisma.sql`
    SELECT p.id AS "principalId", p.kind, p."blockedAt" IS NOT NULL AS blocked, p."removedAt" IS NOT NULL AS removed,
      ${isShutOut(address)} AS "shutOut",
      ${some(Prisma.sql`FROM "Grant" g JOIN "Resource" r ON r.id = g."resourceId"
        WHERE g."principalId" = p.id AND ${standingGrant} AND r."deletedAt" IS NULL`)} AS granted,
      ${some(Prisma.sql`FROM "Invitation" i JOIN "Resource" r ON r.id = i."resourceId"
        WHERE i."principalId" = p.id AND ${openInvitation} AND r."deletedAt" IS NULL`)} AS offered,
      (SELECT "memberDomains" FROM "Organization") AS "memberDomains",
      (SELECT i.id FROM "Invitation" i WHERE i."tokenHash" = ${link} AND i."principalId" = p.id
        AND i."withdrawnAt" IS NULL AND (i."redeemedAt" IS NOT NULL OR (${stillGood}))) AS "invitationId",
      ${some(Prisma.sql`FROM "KnownBrowser" WHERE "tokenHash" = ${hashOrNothing(browserToken)}
        AND address = ${address} AND "succeededAt" > ${after(at, -KNOWN_BROWSER_LIFE)}`)} AS "knownBrowser",
      ${some(Prisma.sql`FROM "LetIn" WHERE "browserHash" = ${hashOrNothing(letInToken)}
        AND mailbox = ${mailboxOf(address)} AND "usedAt" > ${after(at, -LET_IN_LIFE)}`)} AS "letIn",
      ${some(Prisma.sql`FROM "Setup" WHERE "tokenHash" = ${link} AND "completedAt" IS NULL`)} AS "setUpOpen",
      l.audience, l.domains, l."endsAt", l."revokedAt", l."maxPeople", l."peopleCount", l."deletedAt", l."makerOut",
      ${some(Prisma.sql`FROM "Grant" g WHERE g."principalId" = p.id AND g."resourceId" = l."resourceId" AND ${standingGrant}`)} AS "grantedThere",
      ${some(Prisma.sql`FROM "Invitation" i
        WHERE i."principalId" = p.id AND i."resourceId" = l."resourceId" AND ${openInvitation}`)} AS "offeredThere"
    FROM (SELECT) nobody LEFT JOIN "Principal" p ON p.address = ${address}
    LEFT JOIN (SELECT s.*, r."deletedAt", m."blockedAt" IS NOT NULL OR m."removedAt" IS NOT NULL AS "makerOut"
      FROM "ShareLink" s JOIN "Resource" r ON r.id = s."resourceId" JOIN "Principal" m ON m.id = s."createdById") l
      ON l.id = ${shareLinkId ?? null}::uuid`
}

/** Who gets a mail with a code. Everyone else sees the same, and it costs the same. */
export function mayReceiveCode(standing: Standing, { address, purpose }: Question, at: Date): boolean {
  if (standing.blocked || standing.shutOut) return false
  switch (purpose) {
    case 'sign-in':
    case 'invitation':
      return belongs(standing, address)
    case 'share-link':
      return (
        standing.shareLink !== null &&
        admits(standing.shareLink, { address, invited: standing.shareLink.invited, blocked: standing.blocked }, at)
      )
    case 'setup':
      return standing.setUpOpen
    // Only ever asked for by the person who is signed in, for their own address.
    case 'step-up':
      return standing.principalId !== null && !standing.removed
    default:
      return false
  }
}

/** Who gets mail of any kind when somebody asks for a code: at this door or, being somebody here, at the front door. */
export const mayBeMailed = (standing: Standing, question: Question, at: Date) =>
  mayReceiveCode(standing, question, at) ||
  (!standing.blocked && !standing.shutOut && belongs(standing, question.address))

function belongs(standing: Standing, address: string) {
  if (standing.removed) return false
  return standing.kind === 'member' || standing.expected || isAt(address, standing.memberDomains)
}
