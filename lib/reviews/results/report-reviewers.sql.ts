// In SQL: one statement adds up seats and answers by person, where the client would fetch every answer of the round.

import { z } from 'zod'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { metTwiceBy } from '../rounds/met-twice.sql'

/** Reviewers named in a report; who answered most comes first. */
const MOST = 1000

const Row = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  address: z.string(),
  /** Before them, in every stage they were asked in, each once in the last one; what others on the same seat answered counts as answered. */
  items: z.int(),
  answered: z.int(),
  /** Their own answers, every one that was ever given. */
  given: z.int(),
  firstAt: z.date().nullable(),
  lastAt: z.date().nullable(),
  left: z.boolean(),
  notes: z.array(z.string()),
})
export type ReportReviewer = z.infer<typeof Row>

/** Lists everybody who was asked in a round or answered in it, with what they did. */
export const reportReviewers = (tx: Pick<Tx, '$queryRaw'>, roundId: string, asksSecond: boolean) =>
  queryRows(
    tx,
    Prisma.sql`
  SELECT p.id, p.name, p.address, coalesce(seats.items - twice.items, 0) AS items, coalesce(seats.answered - (twice.items - twice.open), 0) AS answered, coalesce(d.given, 0) AS given,
    d."firstAt", d."lastAt", coalesce(seats."left", false) AS "left", coalesce(seats.notes, '{}') AS notes
  FROM (
    SELECT w."principalId", array_agg(DISTINCT n.id) AS panels, ${asksSecond}::boolean AS two, sum(n."itemCount")::int AS items, sum(n."answeredCount")::int AS answered, bool_and(w."leftAt" IS NOT NULL) AS "left",
      array_remove(array_agg(DISTINCT coalesce('Instead of ' || coalesce(o.name, o.address), n.note)), NULL) AS notes
    FROM "ReviewPanel" n JOIN "Reviewer" w ON w."panelId" = n.id LEFT JOIN "Principal" o ON o.id = w."insteadOfId"
    WHERE n."roundId" = ${roundId}::uuid GROUP BY w."principalId"
  ) seats FULL JOIN (
    SELECT "byId" AS id, count(*)::int AS given, min(at) AS "firstAt", max(at) AS "lastAt" FROM "ReviewDecision"
    WHERE "roundId" = ${roundId}::uuid AND answer IS NOT NULL GROUP BY "byId"
  ) d ON d.id = seats."principalId" JOIN "Principal" p ON p.id = coalesce(seats."principalId", d.id)
    ${metTwiceBy('seats')}
  ORDER BY given DESC, p.address LIMIT ${MOST}`,
    Row,
  )
