// In SQL: seats are added up by person and cut to a page in one statement, where the client would fetch them all.

import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import { PAGE_SIZE } from '../../forms/pages'
import { metTwiceBy } from '../rounds/met-twice.sql'

const Counted = z.strictObject({ total: z.int() })

/** Counts the people who answer in a round, or did. */
export async function countReviewers(roundId: string) {
  const [row] = await queryRows(
    db(),
    Prisma.sql`SELECT count(DISTINCT w."principalId")::int AS total FROM "ReviewPanel" n JOIN "Reviewer" w ON w."panelId" = n.id WHERE n."roundId" = ${roundId}::uuid`,
    Counted,
  )
  return row!.total
}

const Row = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  address: z.string(),
  kind: z.enum(['member', 'guest']),
  /** Of every stage they sit in, each once in the one that is being answered; what others on the same seat answered counts too. */
  items: z.int(),
  answered: z.int(),
  lastAnswerAt: z.date().nullable(),
  mails: z.int(),
  lastMailAt: z.date().nullable(),
  /** Gave up the seat: was disabled, left, or handed everything on. */
  left: z.boolean(),
  /** Why they were asked where they were not the first choice. */
  note: z.string().nullable(),
  insteadOf: z.string().nullable(),
})
export type RoundReviewer = z.infer<typeof Row>

/** Finds a page of the people who answer in a round, or did: whoever has most left first, and last who left. */
export const findReviewers = (roundId: string, asksSecond: boolean, skip: number) =>
  queryRows(
    db(),
    Prisma.sql`
    SELECT p.id, p.name, p.address, p.kind::text, seats.items - twice.items AS items, seats.answered - (twice.items - twice.open) AS answered, seats.mails, seats."lastMailAt", seats."left", seats.note,
      (SELECT coalesce(o.name, o.address) FROM "Principal" o WHERE o.id = seats."insteadOfId") AS "insteadOf",
      (SELECT max(d.at) FROM "ReviewDecision" d WHERE d."roundId" = ${roundId}::uuid AND d."byId" = p.id AND d.answer IS NOT NULL) AS "lastAnswerAt"
    FROM (
      SELECT w."principalId", array_agg(n.id) AS panels, ${asksSecond}::boolean AS two, sum(n."itemCount")::int AS items, sum(n."answeredCount")::int AS answered,
        max(num_nonnulls(w."startToldAt", w."halfToldAt", w."lastToldAt", w."remindedAt"))::int AS mails,
        max(greatest(w."startToldAt", w."halfToldAt", w."lastToldAt", w."remindedAt")) AS "lastMailAt",
        bool_and(w."leftAt" IS NOT NULL) AS "left", max(n.note) AS note, (array_agg(w."insteadOfId") FILTER (WHERE w."insteadOfId" IS NOT NULL))[1] AS "insteadOfId"
      FROM "ReviewPanel" n JOIN "Reviewer" w ON w."panelId" = n.id WHERE n."roundId" = ${roundId}::uuid GROUP BY w."principalId"
      ORDER BY bool_and(w."leftAt" IS NOT NULL), sum(n."itemCount") - sum(n."answeredCount") DESC, w."principalId" LIMIT ${PAGE_SIZE} OFFSET ${skip}
    ) seats JOIN "Principal" p ON p.id = seats."principalId"
      ${metTwiceBy('seats')}
    ORDER BY seats."left", seats.items - seats.answered DESC, seats."principalId"`,
    Row,
  )
