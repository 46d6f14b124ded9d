import type { Tx } from '../db/transaction'
import { isLinkToken } from '../ids'
import { hashToken } from '../secrets'
import type { ResourceKind } from '../sharing/kinds'

/** What `linkToken` makes; anything else in an address is not worth a query. */
export type FoundInvitation = {
  id: string
  resourceId: string
  principalId: string
  message: string | null
  expiresAt: Date
  redeemedAt: Date | null
  withdrawnAt: Date | null
  title: string
  kind: ResourceKind
  labelId: string | null
  deletedAt: Date | null
  address: string
  name: string | null
  /** Also of another address of the mailbox, until this one is proven. */
  blockedAt: Date | null
  removedAt: Date | null
  /** Has accepted a privacy statement here before, so that this invitation waits for nothing. */
  known: boolean
  /** Of the grant; null where there is none. */
  role: 'view' | 'download' | null
  endsAt: Date | null
  revokedAt: Date | null
  inviterName: string | null
  inviterAddress: string
  /** Whoever sent it was disabled or removed: it lets nobody new in meanwhile. */
  inviterOut: boolean
}

/** An invitation by its token with all that decides what it still opens; null for a token that nobody was sent. */
export async function findInvitation(tx: Tx, token: string): Promise<FoundInvitation | null> {
  if (!isLinkToken(token)) return null
  const [found] = await tx.$queryRaw<FoundInvitation[]>`
    SELECT i.id, i."resourceId", i."principalId", i.message, i."expiresAt", i."redeemedAt", i."withdrawnAt",
      r.title, r.kind::text, r."labelId", r."deletedAt", p.address, p.name, p."removedAt",
      coalesce(p."blockedAt", (SELECT min(m."blockedAt") FROM "Principal" m
        WHERE p."provenAt" IS NULL AND m.mailbox = p.mailbox AND m."removedAt" IS NULL)) AS "blockedAt",
      p.kind = 'member' OR (SELECT "privacyAcceptedAt" IS NOT NULL FROM "Guest" WHERE "principalId" = p.id) IS TRUE AS known,
      g.role::text, g."endsAt", g."revokedAt", s.name AS "inviterName", s.address AS "inviterAddress",
      s."blockedAt" IS NOT NULL OR s."removedAt" IS NOT NULL AS "inviterOut"
    FROM "Invitation" i
      JOIN "Resource" r ON r.id = i."resourceId"
      JOIN "Principal" p ON p.id = i."principalId"
      JOIN "Principal" s ON s.id = i."invitedById"
      LEFT JOIN "Grant" g ON g."resourceId" = i."resourceId" AND g."principalId" = i."principalId"
    WHERE i."tokenHash" = ${hashToken(token)}`
  return found ?? null
}
