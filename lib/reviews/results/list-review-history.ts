import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { may } from '../../access/decide'
import { db } from '../../db/client'
import { NotFound } from '../../errors'
import { PAGE_SIZE, pageField, pageOf } from '../../forms/pages'
import { isId } from '../../ids'
import type { Caller } from '../../principal'
import { findManagedResource } from '../../sharing/find-managed-resource'
import { type Done, doneOf, reasonInWords } from './result-words'
import type { ReviewAnswer } from '../rounds/settings'

const ListReviewHistory = z.object({ page: pageField })

type About = { principalId: string; resourceId?: never } | { resourceId: string; principalId?: never }

export type ReviewedItem = {
  roundId: string
  id: number
  review: string
  number: number
  startsAt: Date
  appliedAt: Date | null
  principalId: string
  name: string | null
  address: string
  resourceId: string | null
  title: string | null
  answer: ReviewAnswer | null
  reviewer: string | null
  answeredAt: Date | null
  outcome: ReviewAnswer | null
  result: Exclude<Done, 'kept'>
  resultAt: Date | null
  resultReason: string | null
  resultBy: string | null
}

/**
 * What reviews asked about a guest, for administrators, or about a resource, for whoever manages it: newest round first,
 * in pages of 50. Throws `NotFound`, `AccessDenied`.
 */
export async function listReviewHistory(
  caller: Caller,
  { principalId, resourceId, ...input }: About & { page?: unknown },
) {
  if (resourceId !== undefined) authorize(caller, 'resource.manage', await findManagedResource(caller, resourceId))
  else authorize(caller, 'people.read', { principalId })
  if (!isId(principalId ?? resourceId)) throw new NotFound('page')
  const { page } = ListReviewHistory.parse(input)
  const where = { principalId, resourceId }
  const found = await pageOf(page, await db().reviewItem.count({ where }), (skip) => findPage(where, skip))
  return {
    ...found,
    mayOpenRounds: may(caller, 'review-round.read'),
    rows: found.rows.map(({ appliedAt, result, resultBy, ...row }) => ({
      ...row,
      done: doneOf({ result }, { appliedAt }),
      resultReason: reasonInWords({ ...row, resultBy }),
    })),
  }
}

export type ReviewHistory = Awaited<ReturnType<typeof listReviewHistory>>

/** Ids of rounds count up with time. The answers are those that stand, of whichever stage. */
const findPage = ({ principalId, resourceId }: { principalId?: string; resourceId?: string }, skip: number) => db()
  .$queryRaw<ReviewedItem[]>`
  SELECT i."roundId", i.id, v.name AS review, n.number, n."startsAt", n."appliedAt", i."principalId", p.name, p.address, i."resourceId", r.title,
    coalesce(i.answer, e.answer)::text AS answer, coalesce(a.name, a.address) AS reviewer, coalesce(i."answeredAt", e.at) AS "answeredAt",
    i.outcome::text, i.result::text, i."resultAt", i."resultReason", coalesce(b.name, b.address) AS "resultBy"
  FROM (
    SELECT * FROM "ReviewItem"
    WHERE (${principalId ?? null}::uuid IS NULL OR "principalId" = ${principalId ?? null}::uuid) AND (${resourceId ?? null}::uuid IS NULL OR "resourceId" = ${resourceId ?? null}::uuid)
    ORDER BY "roundId" DESC, id LIMIT ${PAGE_SIZE} OFFSET ${skip}
  ) i JOIN "ReviewRound" n ON n.id = i."roundId" JOIN "AccessReview" v ON v.id = n."reviewId" JOIN "Principal" p ON p.id = i."principalId"
    LEFT JOIN "Resource" r ON r.id = i."resourceId"
    LEFT JOIN LATERAL (
      SELECT last.answer, last.at, last."byId" FROM (
        SELECT DISTINCT ON (d.stage) d.stage, d.answer, d.at, d."byId" FROM "ReviewDecision" d
        WHERE d."roundId" = i."roundId" AND d."itemId" = i.id AND NOT d.second ORDER BY d.stage, d.at DESC, d.id DESC
      ) last WHERE last.answer IS NOT NULL ORDER BY last.stage DESC LIMIT 1
    ) e ON i.answer IS NULL
    LEFT JOIN "Principal" a ON a.id = coalesce(i."answeredById", e."byId")
    LEFT JOIN "Principal" b ON b.id = i."resultById"
  ORDER BY i."roundId" DESC, i.id`
