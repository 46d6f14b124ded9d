import { inOfficeIn } from '../../access/live'
import { db } from '../../db/client'
import { domainOf } from '../../principal'
import { asksOneself, asSecond, type MyRound } from './find-my-round'
import { hadEnded } from '../rounds/ended-before'
import { lookBackFrom, reasonsFor, type ReviewMoment } from './reasons'
import type { ReviewAnswer } from '../rounds/settings'

type Named = { name: string | null; address: string }

/** What is no longer as the round froze it. */
export type ItemChange =
  | {
      what: 'revoked' | 'resource-deleted' | 'blocked' | 'removed' | 'became-member' | 'opened'
      at: Date | null
      by?: string | null
    }
  | { what: 'ended' | 'given-up'; at: Date }
  | { what: 'end'; endsAt: Date | null }
  | { what: 'role'; role: 'view' | 'download' }

/** An answer that somebody gave. */
export type GivenAnswer = { answer: ReviewAnswer; by: string | null; at: Date | null; reason: string | null }

export type ItemRow = {
  id: number
  person: Named & { kind: 'member' | 'guest' }
  domain: string
  /** Null: the question is whether the guest should stay at all. */
  resource: { title: string; kind: 'link' | 'file' | 'page' } | null
  role: 'view' | 'download' | null
  grantedAt: Date
  endsAt: Date | null
  /** Who invited, or for a guest the sponsor. `active`: still a member in office. */
  invitedBy: (Named & { active: boolean }) | null
  /** By now, unlike the reasons. */
  lastOpenedAt: Date | null
  recommendation: ReviewAnswer | null
  reasons: string[]
  changes: ItemChange[]
  earlier: GivenAnswer | null
  /** Of an item with two reviewers, what the other one said. */
  other: GivenAnswer | null
  /** The other of two reviewers is asked as well. */
  two: boolean
  why: string | null
  given: GivenAnswer | null
  /** Is not asked about any longer, since the access had ended before. */
  ended: { at: Date; by: string | null; why: string | null } | null
  /** The caller's own access: somebody else decides. */
  own: boolean
}

type Found = {
  id: number
  principalId: string
  grantId: string | null
  role: 'view' | 'download' | null
  grantedAt: Date
  endsAt: Date | null
  lastOpenedAt: Date | null
  recommendation: ReviewAnswer | null
  inviterGone: boolean
  asSecond: boolean
  two: boolean
  answer: ReviewAnswer | null
  answeredAt: Date | null
  reason: string | null
  answeredBy: string | null
  secondAnswer: ReviewAnswer | null
  secondBy: string | null
  secondAt: Date | null
  secondReason: string | null
  name: string | null
  address: string
  kind: 'member' | 'guest'
  blockedAt: Date | null
  removedAt: Date | null
  title: string | null
  resourceKind: 'link' | 'file' | 'page' | null
  deletedAt: Date | null
  giverName: string | null
  giverAddress: string | null
  giverActive: boolean | null
  nowRole: 'view' | 'download' | null
  nowEndsAt: Date | null
  revokedAt: Date | null
  revokedBy: string | null
  givenUp: boolean | null
  nowOpenedAt: Date | null
  resultAt: Date | null
  resultBy: string | null
  resultReason: string | null
  ended: boolean
  note: string | null
  opens: number
  othersKeep: boolean
  earlierAnswer: ReviewAnswer | null
  earlierAt: Date | null
  earlierReason: string | null
  earlierBy: string | null
}

/** How many openings are counted, and how many of those whose access others keep are looked at, so that a resource of thousands costs no more. */
const most = { opens: 1000, others: 100 }

/** The rows of a page: each item as it was frozen, with what it is now and everything a reviewer needs to decide. */
export const itemRows = async (my: MyRound, moment: ReviewMoment, ids: number[]): Promise<ItemRow[]> =>
  ids.length === 0 ? [] : (await findRows(my, moment, ids)).map((row) => toRow(my, moment, row))

// Names by a sub-select each, not a join: of fifteen joins the planning took longer than all the rest of the page's queries.
const findRows = (my: MyRound, moment: ReviewMoment, ids: number[]) => db().$queryRaw<Found[]>`
  SELECT i.id, i."principalId", i."grantId", i.role::text, i."grantedAt", i."endsAt", i."lastOpenedAt", i.recommendation::text, i."inviterGone",
    ${asSecond(my)} AS "asSecond", i."secondPanelId" IS NOT NULL AS two,
    i.answer::text, i."answeredAt", i.reason, (SELECT coalesce(who.name, who.address) FROM "Principal" who WHERE who.id = i."answeredById") AS "answeredBy", i."secondAnswer"::text, (SELECT coalesce(who.name, who.address) FROM "Principal" who WHERE who.id = i."secondById") AS "secondBy",
    p.name, p.address, p.kind::text, p."blockedAt", p."removedAt", r.title, r.kind::text AS "resourceKind", r."deletedAt",
    b.name AS "giverName", b.address AS "giverAddress", ${inOfficeIn('b')} AS "giverActive",
    g.role::text AS "nowRole", g."endsAt" AS "nowEndsAt", g."revokedAt", (SELECT coalesce(who.name, who.address) FROM "Principal" who WHERE who.id = g."revokedById") AS "revokedBy", g."revokedById" = g."principalId" AS "givenUp", coalesce(g."lastOpenedAt", CASE WHEN i."grantId" IS NULL THEN (
      SELECT max(o."lastOpenedAt") FROM "Grant" o WHERE o."principalId" = i."principalId") END) AS "nowOpenedAt",
    ${hadEnded} AS ended, i."resultAt", (SELECT coalesce(who.name, who.address) FROM "Principal" who WHERE who.id = i."resultById") AS "resultBy", i."resultReason",
    n.note, (
      SELECT count(*)::int FROM (
        SELECT 1 FROM "AuditEvent" e WHERE e."callerId" = i."principalId" AND e.at > ${lookBackFrom(moment)} AND e.at <= ${moment.startsAt} AND e.type = 'resource.opened'
          AND (i."resourceId" IS NULL OR e."resourceId" = i."resourceId") LIMIT ${most.opens}
      ) each
    ) AS opens,
    ${my.settings.recommendations} AND EXISTS (
      SELECT 1 FROM (
        SELECT "principalId" FROM "ReviewItem" o WHERE o."resourceId" = i."resourceId" AND o."roundId" = i."roundId" AND o.outcome = 'approve' LIMIT ${most.others}
      ) o JOIN "Principal" q ON q.id = o."principalId"
      WHERE o."principalId" <> i."principalId" AND split_part(q.address, '@', 2) = split_part(p.address, '@', 2)
    ) AS "othersKeep",
    second.at AS "secondAt", second.reason AS "secondReason",
    earlier.answer::text AS "earlierAnswer", earlier.at AS "earlierAt", earlier.reason AS "earlierReason", (SELECT coalesce(who.name, who.address) FROM "Principal" who WHERE who.id = earlier."byId") AS "earlierBy"
  FROM unnest(${ids}::int[]) WITH ORDINALITY AS asked(id, place)
    JOIN "ReviewItem" i ON i."roundId" = ${my.round.id}::uuid AND i.id = asked.id
    JOIN "Principal" p ON p.id = i."principalId"
    LEFT JOIN "Resource" r ON r.id = i."resourceId"
    LEFT JOIN "Principal" b ON b.id = i."grantedById"
    LEFT JOIN "Grant" g ON g.id = i."grantId"
    LEFT JOIN "ReviewPanel" n ON n.id = CASE WHEN ${asSecond(my)} THEN i."secondPanelId" ELSE i."panelId" END
    LEFT JOIN LATERAL (
      SELECT d.at, d.reason FROM "ReviewDecision" d
      WHERE d."roundId" = i."roundId" AND d."itemId" = i.id AND d.stage = i.stage AND d.second ORDER BY d.at DESC LIMIT 1
    ) second ON ${my.settings.secondReviewer}
    LEFT JOIN LATERAL (
      SELECT d.answer, d.at, d.reason, d."byId" FROM "ReviewDecision" d
      WHERE d."roundId" = i."roundId" AND d."itemId" = i.id AND d.stage < i.stage ORDER BY d.stage DESC, d.at DESC LIMIT 1
    ) earlier ON ${my.round.stage > 1}
  ORDER BY asked.place`

function toRow(my: MyRound, moment: ReviewMoment, row: Found): ItemRow {
  const { id, role, grantedAt, endsAt, lastOpenedAt, recommendation, opens, note, two } = row
  const { name, address, kind } = row
  const domain = domainOf(address)
  const first = given(row.answer, row.answeredBy, row.answeredAt, row.reason)
  const second = given(row.secondAnswer, row.secondBy, row.secondAt, row.secondReason)
  const evidence = { ...row, inviter: row.giverName ?? row.giverAddress }
  return {
    ...{ id, role, grantedAt, endsAt, recommendation, two, domain },
    person: { name, address, kind },
    resource: row.title !== null && row.resourceKind ? { title: row.title, kind: row.resourceKind } : null,
    invitedBy: row.giverAddress
      ? { name: row.giverName, address: row.giverAddress, active: row.giverActive ?? false }
      : null,
    lastOpenedAt: row.nowOpenedAt ?? lastOpenedAt,
    reasons: my.settings.recommendations
      ? reasonsFor(evidence, moment, { opens, othersKeep: row.othersKeep ? domain : null })
      : [],
    changes: changesOf(row, moment),
    earlier: given(row.earlierAnswer, row.earlierBy, row.earlierAt, row.earlierReason),
    other: row.asSecond ? first : second,
    why: note,
    given: row.asSecond ? second : first,
    ended: row.ended && row.resultAt ? { at: row.resultAt, by: row.resultBy, why: row.resultReason } : null,
    own: row.principalId === my.person.principal.id && !my.panels.some(asksOneself),
  }
}

const given = (
  answer: ReviewAnswer | null,
  by: string | null,
  at: Date | null,
  reason: string | null,
): GivenAnswer | null => (answer ? { answer, by, at, reason } : null)

function changesOf(row: Found, { startsAt, at }: ReviewMoment): ItemChange[] {
  const {
    revokedAt,
    revokedBy,
    givenUp,
    deletedAt,
    blockedAt,
    removedAt,
    kind,
    grantId,
    nowRole,
    role,
    nowEndsAt,
    endsAt,
    nowOpenedAt,
  } = row
  const changes: (ItemChange | false | null)[] = [
    removedAt && { what: 'removed', at: removedAt },
    !removedAt && blockedAt && blockedAt > startsAt && { what: 'blocked', at: blockedAt },
    kind === 'member' && { what: 'became-member', at: null },
    deletedAt && { what: 'resource-deleted', at: deletedAt },
    revokedAt && (givenUp ? { what: 'given-up', at: revokedAt } : { what: 'revoked', at: revokedAt, by: revokedBy }),
    grantId !== null && !revokedAt && nowEndsAt?.getTime() !== endsAt?.getTime() && { what: 'end', endsAt: nowEndsAt },
    grantId !== null && !revokedAt && nowEndsAt !== null && nowEndsAt <= at && { what: 'ended', at: nowEndsAt },
    grantId !== null && !revokedAt && nowRole && nowRole !== role && { what: 'role', role: nowRole },
    nowOpenedAt && nowOpenedAt > startsAt && { what: 'opened', at: nowOpenedAt },
  ]
  const standing = changes.filter((one): one is ItemChange => Boolean(one))
  return standing.some(({ what }) => what === 'ended') ? standing.filter(({ what }) => what !== 'end') : standing
}
