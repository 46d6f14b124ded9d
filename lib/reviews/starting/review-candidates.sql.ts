// In SQL: a query of up to a million rows, which other statements count or insert without fetching them.

import { inOfficeIn } from '../../access/live'
import { after, DAY } from '../../clock'
import { Prisma } from '../../db/generated/client'
import type { ReviewSettings } from '../rounds/settings'
import { panelsAskedOf } from './panels-asked.sql'
import { grantsIn, guestsIn } from './scope.sql'
import type { Standing } from './standing'

/** Guests between two addresses: above `from`, up to and with `to`. Null: all of them. */
type Stretch = { from: string | null; to: string | null }

const everybody: Stretch = { from: null, to: null }

/**
 * Finds what a round would ask about, as a query: one row an item, with what it is at that moment, the recommendation,
 * the kind and the subject of the panel that answers for it, and the kind of the second one. The preview counts it and
 * the start of a round inserts it, so the two can't disagree.
 */
export function reviewCandidates(settings: ReviewSettings, standing: Standing, at: Date, stretch = everybody) {
  const candidates = settings.subject === 'grant' ? grantCandidates : guestCandidates
  return candidates(settings, standing, at, stretch)
}

const grantCandidates = (settings: ReviewSettings, standing: Standing, at: Date, { from, to }: Stretch) => Prisma.sql`
  SELECT p.id AS "principalId", p.address, g.id AS "grantId", r.id AS "resourceId", r.title, g.role, g."grantedAt", g."grantedById",
    g."endsAt", use."openedAt" AS "lastOpenedAt", NOT use."inviterActive" AS "inviterGone", ${recommendation(settings, at)} AS recommendation,
    panel.kind, panel."subjectId", second.kind AS "secondKind"
  FROM "Principal" p
    JOIN "Guest" u ON u."principalId" = p.id
    JOIN "Grant" g ON g."principalId" = p.id
    JOIN "Resource" r ON r.id = g."resourceId"
    JOIN "Principal" owner ON owner.id = r."sharedById"
    JOIN "Principal" giver ON giver.id = g."grantedById"
    LEFT JOIN "Principal" sponsor ON sponsor.id = u."sponsorId"
    CROSS JOIN LATERAL (SELECT g."lastOpenedAt" AS "openedAt", g."grantedAt" AS since, ${inOfficeIn('giver')} AS "inviterActive") use
    CROSS JOIN LATERAL (SELECT r."sharedById" AS "ownerId", ${inOfficeIn('owner')} AS "ownerActive", g."grantedById" AS "giverId") whose
    ${panelsAskedOf({ person: 'p', guest: 'u', sponsor: 'sponsor', whose: 'whose' }, settings, settings.stages[0]!, standing)}
  WHERE ${guestsIn({ person: 'p', guest: 'u' }, settings.scope, at)} AND ${grantsIn({ grant: 'g', resource: 'r' }, settings.scope, at)}
    AND (${from}::text IS NULL OR p.address > ${from}::text AND p.address <= ${to}::text)`

const guestCandidates = (settings: ReviewSettings, standing: Standing, at: Date, { from, to }: Stretch) => Prisma.sql`
  SELECT p.id AS "principalId", p.address, NULL::uuid AS "grantId", NULL::uuid AS "resourceId", '' AS title, NULL::"Role" AS role,
    u."invitedAt" AS "grantedAt", u."sponsorId" AS "grantedById", NULL::timestamptz AS "endsAt",
    use."openedAt" AS "lastOpenedAt", NOT use."inviterActive" AS "inviterGone", ${recommendation(settings, at)} AS recommendation,
    panel.kind, panel."subjectId", second.kind AS "secondKind"
  FROM "Principal" p
    JOIN "Guest" u ON u."principalId" = p.id
    LEFT JOIN "Principal" sponsor ON sponsor.id = u."sponsorId"
    CROSS JOIN LATERAL (SELECT coalesce(${inOfficeIn('sponsor')}, false) AS "ownerActive", u."sponsorId" AS "ownerId", NULL::uuid AS "giverId") whose
    CROSS JOIN LATERAL (
      SELECT max(o."lastOpenedAt") AS "openedAt", u."invitedAt" AS since, whose."ownerActive" AS "inviterActive" FROM "Grant" o WHERE o."principalId" = p.id
    ) use
    ${panelsAskedOf({ person: 'p', guest: 'u', sponsor: 'sponsor', whose: 'whose' }, settings, settings.stages[0]!, standing)}
  WHERE ${guestsIn({ person: 'p', guest: 'u' }, settings.scope, at)}
    AND (${settings.scope.resourceIds}::uuid[] IS NULL OR EXISTS (
      SELECT 1 FROM "Grant" g JOIN "Resource" r ON r.id = g."resourceId" WHERE g."principalId" = p.id AND ${grantsIn({ grant: 'g', resource: 'r' }, settings.scope, at)}))
    AND (${from}::text IS NULL OR p.address > ${from}::text AND p.address <= ${to}::text)`

/**
 * Recommends from `use`: when it was opened last, since when it could be, and whether the inviter is still in office.
 * Opened within the look-back: approve. Otherwise deny where it has lain unused for that long or who gave it is gone;
 * given lately and not opened yet, nothing speaks for either. The reasons on the page say the same (reasons.ts).
 */
function recommendation({ recommendations, lookBackDays }: ReviewSettings, at: Date) {
  const from = after(at, -lookBackDays * DAY)
  return Prisma.sql`(CASE WHEN NOT ${recommendations}::boolean THEN NULL WHEN use."openedAt" > ${from} THEN 'approve'
    WHEN coalesce(use."openedAt", use.since) <= ${from} OR NOT use."inviterActive" THEN 'deny' END)::"ReviewAnswer"`
}
