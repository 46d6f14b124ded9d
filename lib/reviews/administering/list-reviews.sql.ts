// In SQL: an order may go by names in lower case, which Prisma's client can't say.

import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { like } from '../../db/like'
import { queryRows } from '../../db/statement'
import { PAGE_SIZE } from '../../forms/pages'

const Found = z.strictObject({
  id: z.string(),
  name: z.string(),
  settings: z.unknown(),
  nextRoundAt: z.date().nullable(),
  endedAt: z.date().nullable(),
})
export type Found = z.infer<typeof Found>

/** Finds a page of the access reviews whose name holds the words. */
export const findReviews = (q: string, sort: 'newest' | 'name' | 'next', skip: number) =>
  queryRows(
    db(),
    Prisma.sql`
  SELECT v.id, v.name, v.settings, v."nextRoundAt", v."endedAt" FROM "AccessReview" v
  WHERE ${q} = '' OR v.name ILIKE ${like(q)}
  ORDER BY CASE ${sort} WHEN 'newest' THEN v."createdAt" END DESC, CASE ${sort} WHEN 'name' THEN lower(v.name) END,
    CASE ${sort} WHEN 'next' THEN v."nextRoundAt" END NULLS LAST, CASE WHEN ${sort} <> 'name' THEN v.id END DESC, v.id
  LIMIT ${PAGE_SIZE} OFFSET ${skip}`,
    Found,
  )
