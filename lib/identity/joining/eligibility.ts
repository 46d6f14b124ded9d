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
  /** The token of an invitation's link, or of the set-up link. */
  linkToken?: string | null
  shareLinkId?: string | null
  /** The token of this browser's cookie for the addresses it has proven. */
  browserToken?: string | null
  /** The token of this browser's cookie for the let-in links used in it. */
  letInToken?: string | null
}

/** All facts that decide whether an address gets a code, read in one statement that is the same for every address. */
export type Standing = {
  principalId: string | null
  kind: 'member' | 'guest' | null
  blocked: boolean
  removed: boolean
  /** True where a sign-in would make a new account for a mailbox that was blocked, disabled or removed. */
  shutOut: boolean
  /**
   * True with an open invitation, or with a live grant. A grant does not count where its invitation was not accepted in
   * time and the guest has never accepted the privacy statement.
   */
  expected: boolean
  memberDomains: string[]
  /**
   * The invitation of the link that was followed, where it is to this address. Null where it was withdrawn, and where it
   * was not accepted before it expired or its inviter was blocked or removed.
   */
  invitationId: string | null
  /** True where this browser has proven this address before. */
  knownBrowser: boolean
  /** True where a let-in link for the mailbox of this address was used in this browser. */
  letIn: boolean
  setUpOpen: boolean
  shareLink: (LinkFacts & { invited: boolean }) | null
}

/** Reads the standing of an address at a time. */
export async function readStanding(tx: Tx, question: Question, at: Date): Promise<Standing> {
  const [row] = await tx.$queryRaw<[StandingRow]>(standingOf(question, at))
  return toStanding(row)
}

/** Makes the standing of an address from a row of `standingOf`. */
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

/** The row that `standingOf` selects, one for every address. */
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

/** Matches an invitation `i` that has not lapsed: one admits nobody new once its inviter is blocked or removed. */
const notLapsed = (at: Date) => Prisma.sql`i."expiresAt" > ${at}
  AND (SELECT true FROM "Principal" s WHERE s.id = i."invitedById" AND ${hereIn('s')} LIMIT 1) IS NOT NULL`

/**
 * Matches a live grant `g` of a person `p` that gives something. An invitation that was not accepted in time gives nothing
 * by any page or link, even with a live grant. A guest who has accepted the privacy statement before has nothing left to
 * accept.
 */
const usable = (at: Date) => Prisma.sql`${liveIn('g', at)}
  AND ((SELECT true FROM "Guest" u WHERE u."principalId" = p.id AND u."privacyAcceptedAt" IS NOT NULL LIMIT 1) IS NOT NULL
    OR NOT (SELECT true FROM "Invitation" i WHERE i."resourceId" = g."resourceId" AND i."principalId" = p.id
      AND i."redeemedAt" IS NULL AND NOT (${notLapsed(at)}) LIMIT 1) IS NOT NULL)`

/**
 * Makes the statement that reads a standing. Each look-up runs whatever the others find, so that the time is the same for
 * every address. None uses EXISTS: PostgreSQL may answer one by hashing every row of a table, and the time for a known
 * address would differ from that for an unknown one. A look-up with LIMIT goes by the index, for every address.
 */
export const standingOf = (
  { address, linkToken, shareLinkId, browserToken, letInToken }: Question,
  at: Date,
) => Prisma.sql`
  SELECT p.id AS "principalId", p.kind, p."blockedAt" IS NOT NULL AS blocked, p."removedAt" IS NOT NULL AS removed,
    ${isShutOut(address)} AS "shutOut",
    (SELECT true FROM "Grant" g JOIN "Resource" r ON r.id = g."resourceId"
      WHERE g."principalId" = p.id AND ${usable(at)} AND r."deletedAt" IS NULL LIMIT 1) IS NOT NULL AS granted,
    (SELECT true FROM "Invitation" i JOIN "Resource" r ON r.id = i."resourceId"
      WHERE i."principalId" = p.id AND i."withdrawnAt" IS NULL AND i."redeemedAt" IS NULL AND ${notLapsed(at)}
        AND r."deletedAt" IS NULL LIMIT 1) IS NOT NULL AS offered,
    (SELECT "memberDomains" FROM "Organization") AS "memberDomains",
    (SELECT i.id FROM "Invitation" i WHERE i."tokenHash" = ${hashOrNothing(linkToken)} AND i."principalId" = p.id
      AND i."withdrawnAt" IS NULL AND (i."redeemedAt" IS NOT NULL OR (${notLapsed(at)}))) AS "invitationId",
    (SELECT true FROM "KnownBrowser" WHERE "tokenHash" = ${hashOrNothing(browserToken)}
      AND address = ${address} AND "succeededAt" > ${after(at, -KNOWN_BROWSER_LIFE)} LIMIT 1) IS NOT NULL AS "knownBrowser",
    (SELECT true FROM "LetIn" WHERE "browserHash" = ${hashOrNothing(letInToken)}
      AND mailbox = ${mailboxOf(address)} AND "usedAt" > ${after(at, -LET_IN_LIFE)} LIMIT 1) IS NOT NULL AS "letIn",
    (SELECT true FROM "Setup" WHERE "tokenHash" = ${hashOrNothing(linkToken)} AND "completedAt" IS NULL LIMIT 1) IS NOT NULL AS "setUpOpen",
    l.audience, l.domains, l."endsAt", l."revokedAt", l."maxPeople", l."peopleCount", l."deletedAt", l."makerOut",
    (SELECT true FROM "Grant" g WHERE g."principalId" = p.id AND g."resourceId" = l."resourceId" AND ${usable(at)} LIMIT 1) IS NOT NULL AS "grantedThere",
    (SELECT true FROM "Invitation" i WHERE i."principalId" = p.id AND i."resourceId" = l."resourceId"
      AND i."withdrawnAt" IS NULL AND i."redeemedAt" IS NULL AND ${notLapsed(at)} LIMIT 1) IS NOT NULL AS "offeredThere"
  FROM (SELECT) nobody LEFT JOIN "Principal" p ON p.address = ${address}
  LEFT JOIN (SELECT s.*, r."deletedAt", m."blockedAt" IS NOT NULL OR m."removedAt" IS NOT NULL AS "makerOut"
    FROM "ShareLink" s JOIN "Resource" r ON r.id = s."resourceId" JOIN "Principal" m ON m.id = s."createdById") l
    ON l.id = ${shareLinkId ?? null}::uuid`

/** Checks whether an address gets a mail with a code. For any other address the same page is shown, at the same cost. */
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
    // A code for a step-up is only asked for by the signed-in person, for their own address.
    case 'step-up':
      return standing.principalId !== null && !standing.removed
    default:
      return false
  }
}

/**
 * Checks whether an address may be mailed at all after a request for a code: it may have one for this purpose, or it could
 * have one for signing in.
 */
export const mayBeMailed = (standing: Standing, question: Question, at: Date) =>
  mayReceiveCode(standing, question, at) ||
  (!standing.blocked && !standing.shutOut && belongs(standing, question.address))

function belongs(standing: Standing, address: string) {
  if (standing.removed) return false
  return standing.kind === 'member' || standing.expected || isAt(address, standing.memberDomains)
}
