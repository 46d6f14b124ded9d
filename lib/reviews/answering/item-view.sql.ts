// In SQL: one statement reads all that speaks for and against each item of a page, where the client would ask table by table.

import { z } from 'zod'
import { inOfficeIn } from '../../access/live'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import { resourceKinds } from '../../resource-kinds'
import { roles } from '../../role'
import { hadEndedIn } from '../rounds/ended-before.sql'
import { ReviewAnswer } from '../rounds/settings'
import type { MyRound } from './find-my-round'
import { mySeatsOf } from './my-seat.sql'
import { lookBackFrom, type ReviewMoment } from './reasons'

const Found = z.strictObject({
  id: z.int(),
  principalId: z.string(),
  grantId: z.string().nullable(),
  role: z.enum(roles).nullable(),
  grantedAt: z.date(),
  endsAt: z.date().nullable(),
  lastOpenedAt: z.date().nullable(),
  recommendation: ReviewAnswer.nullable(),
  inviterGone: z.boolean(),
  two: z.boolean(),
  answer: ReviewAnswer.nullable(),
  answeredAt: z.date().nullable(),
  reason: z.string().nullable(),
  answeredBy: z.string().nullable(),
  otherAnswer: ReviewAnswer.nullable(),
  otherBy: z.string().nullable(),
  otherAt: z.date().nullable(),
  otherReason: z.string().nullable(),
  name: z.string().nullable(),
  address: z.string(),
  kind: z.enum(['member', 'guest']),
  blockedAt: z.date().nullable(),
  removedAt: z.date().nullable(),
  title: z.string().nullable(),
  resourceKind: z.enum(resourceKinds).nullable(),
  deletedAt: z.date().nullable(),
  giverName: z.string().nullable(),
  giverAddress: z.string().nullable(),
  giverActive: z.boolean().nullable(),
  nowRole: z.enum(roles).nullable(),
  nowEndsAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  revokedBy: z.string().nullable(),
  givenUp: z.boolean().nullable(),
  nowOpenedAt: z.date().nullable(),
  resultAt: z.date().nullable(),
  resultBy: z.string().nullable(),
  resultReason: z.string().nullable(),
  ended: z.boolean(),
  note: z.string().nullable(),
  opens: z.int(),
  othersKeep: z.boolean(),
  earlierAnswer: ReviewAnswer.nullable(),
  earlierAt: z.date().nullable(),
  earlierReason: z.string().nullable(),
  earlierBy: z.string().nullable(),
})
export type Found = z.infer<typeof Found>

/** How many openings are counted, and how many of those whose access others keep are looked at, so that a resource of thousands costs no more. */
const most = { opens: 1000, others: 100 }

/**
 * Finds items in the order of their ids here, each as it was frozen and as it is now. Names by a sub-select each, not a
 * join: of fifteen joins the planning took longer than all the rest of the page's queries.
 */
export const findRows = (my: MyRound, moment: ReviewMoment, ids: number[]) =>
  queryRows(
    db(),
    Prisma.sql`
  SELECT i.id, i."principalId", i."grantId", i.role::text, i."grantedAt", i."endsAt", i."lastOpenedAt", i.recommendation::text, i."inviterGone",
    (seat.own).answer::text, (seat.own)."answeredAt", (seat.own).reason, (SELECT coalesce(who.name, who.address) FROM "Principal" who WHERE who.id = (seat.own)."answeredById") AS "answeredBy",
    (seat.other)."panelId" IS NOT NULL AS two, (seat.other).answer::text AS "otherAnswer", (seat.other)."answeredAt" AS "otherAt", (seat.other).reason AS "otherReason",
    (SELECT coalesce(who.name, who.address) FROM "Principal" who WHERE who.id = (seat.other)."answeredById") AS "otherBy",
    p.name, p.address, p.kind::text, p."blockedAt", p."removedAt", r.title, r.kind::text AS "resourceKind", r."deletedAt",
    b.name AS "giverName", b.address AS "giverAddress", ${inOfficeIn('b')} AS "giverActive",
    g.role::text AS "nowRole", g."endsAt" AS "nowEndsAt", g."revokedAt", (SELECT coalesce(who.name, who.address) FROM "Principal" who WHERE who.id = g."revokedById") AS "revokedBy", g."revokedById" = g."principalId" AS "givenUp", coalesce(g."lastOpenedAt", CASE WHEN i."grantId" IS NULL THEN (
      SELECT max(o."lastOpenedAt") FROM "Grant" o WHERE o."principalId" = i."principalId") END) AS "nowOpenedAt",
    ${hadEndedIn('i')} AS ended, i."resultAt", (SELECT coalesce(who.name, who.address) FROM "Principal" who WHERE who.id = i."resultById") AS "resultBy", i."resultReason",
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
    earlier.answer::text AS "earlierAnswer", earlier.at AS "earlierAt", earlier.reason AS "earlierReason", (SELECT coalesce(who.name, who.address) FROM "Principal" who WHERE who.id = earlier."byId") AS "earlierBy"
  FROM unnest(${ids}::int[]) WITH ORDINALITY AS asked(id, place)
    JOIN "ReviewItem" i ON i."roundId" = ${my.round.id}::uuid AND i.id = asked.id ${mySeatsOf('i', my)}
    JOIN "Principal" p ON p.id = i."principalId"
    LEFT JOIN "Resource" r ON r.id = i."resourceId"
    LEFT JOIN "Principal" b ON b.id = i."grantedById"
    LEFT JOIN "Grant" g ON g.id = i."grantId"
    LEFT JOIN "ReviewPanel" n ON n.id = (seat.own)."panelId"
    LEFT JOIN LATERAL (
      SELECT d.answer, d.at, d.reason, d."byId" FROM "ReviewDecision" d
      WHERE d."roundId" = i."roundId" AND d."itemId" = i.id AND d.stage < i.stage ORDER BY d.stage DESC, d.at DESC LIMIT 1
    ) earlier ON ${my.round.stage > 1}
  ORDER BY asked.place`,
    Found,
  )
