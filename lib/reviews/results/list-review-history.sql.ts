// In SQL: a page is cut before anything is joined to it, and of an item's history the last answer that stands is read.

import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import { PAGE_SIZE } from '../../forms/pages'
import { ReviewAnswer } from '../rounds/settings'

const ReviewedItem = z.strictObject({
  roundId: z.string(),
  id: z.int(),
  review: z.string(),
  number: z.int(),
  startsAt: z.date(),
  appliedAt: z.date().nullable(),
  principalId: z.string(),
  name: z.string().nullable(),
  address: z.string(),
  resourceId: z.string().nullable(),
  title: z.string().nullable(),
  answer: ReviewAnswer.nullable(),
  reviewer: z.string().nullable(),
  answeredAt: z.date().nullable(),
  outcome: ReviewAnswer.nullable(),
  result: z.enum(['applied', 'nothing_left', 'failed', 'ended_before']).nullable(),
  resultAt: z.date().nullable(),
  resultReason: z.string().nullable(),
  resultBy: z.string().nullable(),
})

/** Finds a page of what was asked about a guest or a resource, newest round first: ids of rounds count up with time. The answers are those that stand, of whichever stage. */
export const findReviewed = (
  { principalId, resourceId }: { principalId?: string; resourceId?: string },
  skip: number,
) =>
  queryRows(
    db(),
    Prisma.sql`
  SELECT i."roundId", i.id, v.name AS review, n.number, n."startsAt", n."appliedAt", i."principalId", p.name, p.address, i."resourceId", r.title,
    coalesce(s.answer, e.answer)::text AS answer, coalesce(a.name, a.address) AS reviewer, coalesce(s."answeredAt", e.at) AS "answeredAt",
    i.outcome::text, i.result::text, i."resultAt", i."resultReason", coalesce(b.name, b.address) AS "resultBy"
  FROM (
    SELECT * FROM "ReviewItem"
    WHERE (${principalId ?? null}::uuid IS NULL OR "principalId" = ${principalId ?? null}::uuid) AND (${resourceId ?? null}::uuid IS NULL OR "resourceId" = ${resourceId ?? null}::uuid)
    ORDER BY "roundId" DESC, id LIMIT ${PAGE_SIZE} OFFSET ${skip}
  ) i JOIN "ReviewRound" n ON n.id = i."roundId" JOIN "AccessReview" v ON v.id = n."reviewId" JOIN "Principal" p ON p.id = i."principalId"
    JOIN "ReviewSeat" s ON s."itemId" = i.id AND NOT s.second
    LEFT JOIN "Resource" r ON r.id = i."resourceId"
    LEFT JOIN LATERAL (
      SELECT last.answer, last.at, last."byId" FROM (
        SELECT DISTINCT ON (d.stage) d.stage, d.answer, d.at, d."byId" FROM "ReviewDecision" d
        WHERE d."roundId" = i."roundId" AND d."itemId" = i.id AND NOT d.second ORDER BY d.stage, d.at DESC, d.id DESC
      ) last WHERE last.answer IS NOT NULL ORDER BY last.stage DESC LIMIT 1
    ) e ON s.answer IS NULL
    LEFT JOIN "Principal" a ON a.id = coalesce(s."answeredById", e."byId")
    LEFT JOIN "Principal" b ON b.id = i."resultById"
  ORDER BY i."roundId" DESC, i.id`,
    ReviewedItem,
  )
