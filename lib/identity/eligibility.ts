import { admits, type LinkFacts } from '../access/audience'
import { after } from '../clock'
import { Prisma } from '../db/generated/client'
import type { Tx } from '../db/transaction'
import { domainOf } from '../principal'
import { hashToken } from '../secrets'
import { KNOWN_BROWSER_LIFE } from './known-browser'
import type { Purpose } from './passcode'
import { isShutOut } from './shut-out'

export type Question = {
  address: string
  purpose: Purpose
  /** Of an invitation's or the set-up link. */
  linkToken?: string | null
  shareLinkId?: string | null
  /** Of the cookie that says this browser has proven addresses before. */
  browserToken?: string | null
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
  /** The invitation whose link was followed, if it is this address's and has not been withdrawn or run out unused. */
  invitationId: string | null
  /** This browser has proven this address before. */
  knownBrowser: boolean
  setUpOpen: boolean
  shareLink: (LinkFacts & { invited: boolean }) | null
}

const nothing = new Uint8Array()

/** Reads how an address stands at a time. */
export async function readStanding(tx: Tx, question: Question, at: Date): Promise<Standing> {
  const [row] = await tx.$queryRaw<[Omit<Standing, 'shareLink'> & Flat]>(standingOf(question, at))
  const { audience, domains, endsAt, revokedAt, maxPeople, peopleCount, deletedAt, invited, ...standing } = row
  const shareLink = audience && { audience, domains, endsAt, revokedAt, maxPeople, peopleCount, deletedAt, invited }
  return { ...standing, memberDomains: standing.memberDomains ?? [], shareLink }
}

type Flat = Omit<NonNullable<Standing['shareLink']>, 'audience'> & { audience: LinkFacts['audience'] | null }

const standingOf = ({ address, linkToken, shareLinkId, browserToken }: Question, at: Date) => {
  const liveGrant = Prisma.sql`g."revokedAt" IS NULL AND (g."endsAt" IS NULL OR g."endsAt" > ${at})`
  const openInvitation = Prisma.sql`i."withdrawnAt" IS NULL AND i."redeemedAt" IS NULL AND i."expiresAt" > ${at}`
  // An offer that nobody accepted in time is over for good, by whatever door they come; whoever is known here has nothing to accept.
  const standingGrant = Prisma.sql`${liveGrant} AND (
    EXISTS (SELECT FROM "Guest" u WHERE u."principalId" = p.id AND u."privacyAcceptedAt" IS NOT NULL)
    OR NOT EXISTS (SELECT FROM "Invitation" i WHERE i."resourceId" = g."resourceId" AND i."principalId" = p.id
      AND i."redeemedAt" IS NULL AND i."expiresAt" <= ${at}))`
  const link = linkToken ? hashToken(linkToken) : nothing
  return Prisma.sql`
    SELECT p.id AS "principalId", p.kind, p."blockedAt" IS NOT NULL AS blocked, p."removedAt" IS NOT NULL AS removed,
      ${isShutOut(address)} AS "shutOut",
      EXISTS (SELECT FROM "Grant" g JOIN "Resource" r ON r.id = g."resourceId"
        WHERE g."principalId" = p.id AND ${standingGrant} AND r."deletedAt" IS NULL)
      OR EXISTS (SELECT FROM "Invitation" i JOIN "Resource" r ON r.id = i."resourceId"
        WHERE i."principalId" = p.id AND ${openInvitation} AND r."deletedAt" IS NULL) AS expected,
      (SELECT "memberDomains" FROM "Organization") AS "memberDomains",
      (SELECT i.id FROM "Invitation" i WHERE i."tokenHash" = ${link} AND i."principalId" = p.id
        AND i."withdrawnAt" IS NULL AND (i."redeemedAt" IS NOT NULL OR i."expiresAt" > ${at})) AS "invitationId",
      EXISTS (SELECT FROM "KnownBrowser" WHERE "tokenHash" = ${browserToken ? hashToken(browserToken) : nothing}
        AND address = ${address} AND "succeededAt" > ${after(at, -KNOWN_BROWSER_LIFE)}) AS "knownBrowser",
      EXISTS (SELECT FROM "Setup" WHERE "tokenHash" = ${link} AND "completedAt" IS NULL) AS "setUpOpen",
      l.audience, l.domains, l."endsAt", l."revokedAt", l."maxPeople", l."peopleCount", l."deletedAt",
      EXISTS (SELECT FROM "Grant" g WHERE g."principalId" = p.id AND g."resourceId" = l."resourceId" AND ${standingGrant})
      OR EXISTS (SELECT FROM "Invitation" i
        WHERE i."principalId" = p.id AND i."resourceId" = l."resourceId" AND ${openInvitation}) AS invited
    FROM (SELECT) nobody LEFT JOIN "Principal" p ON p.address = ${address}
    LEFT JOIN (SELECT s.*, r."deletedAt" FROM "ShareLink" s JOIN "Resource" r ON r.id = s."resourceId") l
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
      return standing.shareLink !== null && admits(standing.shareLink, { address, invited: standing.shareLink.invited, blocked: standing.blocked }, at)
    case 'setup':
      return standing.setUpOpen
    // Only ever asked for by the person who is signed in, for their own address.
    case 'step-up':
      return standing.principalId !== null && !standing.removed
    default:
      return false
  }
}

function belongs(standing: Standing, address: string) {
  if (standing.removed) return false
  return standing.kind === 'member' || standing.expected || standing.memberDomains.includes(domainOf(address))
}
