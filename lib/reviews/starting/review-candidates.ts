import { hereIn } from '../../access/live'
import { after, DAY } from '../../clock'
import { Prisma } from '../../db/generated/client'
import { grantsIn, guestsIn, inOffice } from './scope'
import type { ReviewSettings, ReviewStage } from '../rounds/settings'

/** Guests between two addresses: above `from`, up to and with `to`. */
export type Stretch = { from: string; to: string }

/** Who of the chosen and the fallback reviewers is a member in office. */
export type Standing = { memberIds: string[]; fallbackIds: string[] }

/**
 * What a round would ask about, as a query: one row an item, with what it is at that moment, the recommendation, and
 * the kind and the subject of the panel that answers for it, and the kind of the second one. The preview counts it and the start of a round inserts it, so the two can't disagree.
 */
export function reviewCandidates(settings: ReviewSettings, standing: Standing, at: Date, stretch?: Stretch) {
  return settings.subject === 'grant'
    ? grantCandidates(settings, standing, at, stretch)
    : guestCandidates(settings, standing, at, stretch)
}

function grantCandidates(settings: ReviewSettings, standing: Standing, at: Date, stretch?: Stretch) {
  const [stage] = settings.stages
  const panel = panelOf(stage!, standing, Prisma.sql`r."sharedById"`, 'sharer')
  return Prisma.sql`
    SELECT p.id AS "principalId", p.address, g.id AS "grantId", r.id AS "resourceId", r.title, g.role, g."grantedAt", g."grantedById",
      g."endsAt", g."lastOpenedAt", NOT ${inOffice('giver')} AS "inviterGone",
      ${recommendation(settings, at, Prisma.sql`g."lastOpenedAt"`, Prisma.sql`g."grantedAt"`, 'giver')} AS recommendation,
      ${panel.kind} AS kind, ${panel.subjectId} AS "subjectId", ${secondKind(settings, standing, stage!, panel, [Prisma.sql`r."sharedById"`, Prisma.sql`g."grantedById"`])} AS "secondKind"
    FROM "Principal" p
      JOIN "Guest" u ON u."principalId" = p.id
      JOIN "Grant" g ON g."principalId" = p.id
      JOIN "Resource" r ON r.id = g."resourceId"
      JOIN "Principal" sharer ON sharer.id = r."sharedById"
      JOIN "Principal" giver ON giver.id = g."grantedById"
      LEFT JOIN "Principal" sponsor ON sponsor.id = u."sponsorId"
    WHERE ${guestsIn(settings.scope, at)} AND ${grantsIn(settings.scope, at)} ${within(stretch)}`
}

function guestCandidates(settings: ReviewSettings, standing: Standing, at: Date, stretch?: Stretch) {
  const [stage] = settings.stages
  const panel = panelOf(stage!, standing, Prisma.sql`u."sponsorId"`, 'sponsor')
  const chosen = settings.scope.resourceIds
    ? Prisma.sql`AND EXISTS (SELECT 1 FROM "Grant" g JOIN "Resource" r ON r.id = g."resourceId" WHERE g."principalId" = p.id AND ${grantsIn(settings.scope, at)})`
    : Prisma.empty
  return Prisma.sql`
    SELECT p.id AS "principalId", p.address, NULL::uuid AS "grantId", NULL::uuid AS "resourceId", '' AS title, NULL::"Role" AS role,
      u."invitedAt" AS "grantedAt", u."sponsorId" AS "grantedById", NULL::timestamptz AS "endsAt", last.opened AS "lastOpenedAt",
      NOT coalesce(${inOffice('sponsor')}, false) AS "inviterGone",
      ${recommendation(settings, at, Prisma.sql`last.opened`, Prisma.sql`u."invitedAt"`, 'sponsor')} AS recommendation,
      ${panel.kind} AS kind, ${panel.subjectId} AS "subjectId", ${secondKind(settings, standing, stage!, panel, [Prisma.sql`u."sponsorId"`])} AS "secondKind"
    FROM "Principal" p
      JOIN "Guest" u ON u."principalId" = p.id
      LEFT JOIN "Principal" sponsor ON sponsor.id = u."sponsorId"
      CROSS JOIN LATERAL (SELECT max(o."lastOpenedAt") AS opened FROM "Grant" o WHERE o."principalId" = p.id) last
    WHERE ${guestsIn(settings.scope, at)} ${chosen} ${within(stretch)}`
}

const within = (stretch?: Stretch) =>
  stretch ? Prisma.sql`AND p.address > ${stretch.from} AND p.address <= ${stretch.to}` : Prisma.empty

/**
 * Opened within the look-back: approve. Otherwise deny where it has lain unused for that long or who gave it is gone;
 * given lately and not opened yet, nothing speaks for either. The reasons on the page say the same (reasons.ts).
 */
function recommendation(
  { recommendations, lookBackDays }: ReviewSettings,
  at: Date,
  opened: Prisma.Sql,
  since: Prisma.Sql,
  inviter: string,
) {
  if (!recommendations) return Prisma.sql`NULL::"ReviewAnswer"`
  const from = after(at, -lookBackDays * DAY)
  return Prisma.sql`(CASE WHEN ${opened} > ${from} THEN 'approve'
    WHEN coalesce(${opened}, ${since}) <= ${from} OR NOT coalesce(${inOffice(inviter)}, false) THEN 'deny' END)::"ReviewAnswer"`
}

/** The panel that answers for an item, as SQL. `subjectId`: null where it is nobody's own. */
export type Answering = { kind: Prisma.Sql; subjectId: Prisma.Sql }

/** Finds the panel that answers for an item in a stage: a person's own, or one of those that are nobody's own. */
export function panelOf(
  { reviewers }: ReviewStage,
  { memberIds, fallbackIds }: Standing,
  person: Prisma.Sql,
  kind: 'sharer' | 'sponsor',
): Answering {
  const nobody = fallbackIds.length > 0 ? 'fallback' : 'nobody'
  const own = (answers: Prisma.Sql, whose: string, id: Prisma.Sql) => ({
    kind: Prisma.sql`CASE WHEN ${answers} THEN ${whose} ELSE ${nobody} END`,
    subjectId: Prisma.sql`CASE WHEN ${answers} THEN ${id} END`,
  })
  if (reviewers === 'guests') return own(hereIn('p'), 'guest', Prisma.sql`p.id`)
  if (reviewers === 'members')
    return { kind: Prisma.sql`${memberIds.length > 0 ? 'members' : nobody}::text`, subjectId: Prisma.sql`NULL::uuid` }
  if (reviewers === 'sponsors') return own(inOffice('sponsor'), 'sponsor', Prisma.sql`u."sponsorId"`)
  return own(inOffice(kind), kind, person)
}

/** The kind of the second panel: the fallback reviewers once more, where the first panel holds somebody who shared it; nobody where there are none, since one alone never decides. */
export function secondKind(
  { secondReviewer }: ReviewSettings,
  { memberIds, fallbackIds }: Standing,
  { reviewers }: ReviewStage,
  { kind, subjectId }: Answering,
  sharedBy: Prisma.Sql[],
) {
  if (!secondReviewer || reviewers === 'guests') return Prisma.sql`NULL::text`
  const holds = Prisma.join(
    sharedBy.map(
      (id) =>
        Prisma.sql`${subjectId} = ${id} OR (${kind} = 'members' AND ${id} = ANY(${memberIds}::uuid[])) OR (${kind} = 'fallback' AND ${id} = ANY(${fallbackIds}::uuid[]))`,
    ),
    ' OR ',
  )
  return Prisma.sql`CASE WHEN ${holds} THEN ${fallbackIds.length > 0 ? 'second' : 'nobody'} END`
}
