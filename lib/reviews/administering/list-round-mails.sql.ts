// In SQL: the marks on a reviewer's seat become rows here, one for each mail, which the client would make of all seats.

import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import { PAGE_SIZE } from '../../forms/pages'

/** Who was told of an earlier stage gets no letter about a later one, though the seat there is marked (tell-reviewers.ts). */
const mails = (roundId: string) => Prisma.sql`
  SELECT DISTINCT w."principalId", n.stage, sent.what, sent.at FROM "ReviewPanel" n JOIN "Reviewer" w ON w."panelId" = n.id
    CROSS JOIN LATERAL (VALUES (CASE WHEN n.kind = 'handed' THEN 'handed-on' ELSE 'start' END, w."startToldAt"), ('half', w."halfToldAt"), ('last', w."lastToldAt"),
      ('reminder', w."remindedAt")) sent(what, at)
  WHERE n."roundId" = ${roundId}::uuid AND sent.at IS NOT NULL AND NOT (sent.what = 'start' AND EXISTS (
    SELECT 1 FROM "ReviewPanel" b JOIN "Reviewer" x ON x."panelId" = b.id
    WHERE n.stage > 1 AND b."roundId" = n."roundId" AND b.stage < n.stage AND x."principalId" = w."principalId" AND x."startToldAt" IS NOT NULL))`

const Counted = z.strictObject({ total: z.int() })

/** Counts what the reviewers of a round were mailed. */
export async function countMails(roundId: string) {
  const [row] = await queryRows(db(), Prisma.sql`SELECT count(*)::int AS total FROM (${mails(roundId)}) m`, Counted)
  return row!.total
}

const Found = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  address: z.string(),
  what: z.enum(['start', 'handed-on', 'half', 'last', 'reminder']),
  stage: z.int(),
  at: z.date(),
  mailId: z.string().nullable(),
  sentAt: z.date().nullable(),
  droppedAt: z.date().nullable(),
  lastError: z.string().nullable(),
  doubts: z.int().nullable(),
})
export type Found = z.infer<typeof Found>

/** Finds a page of what the reviewers of a round were mailed, newest first. The outbox's row is the one that names the round and the time of the mark. */
export const findMails = (roundId: string, skip: number) =>
  queryRows(
    db(),
    Prisma.sql`
  SELECT p.id, p.name, p.address, m.what, m.stage, m.at, l.id AS "mailId", l."sentAt", l."droppedAt", l."lastError", l.doubts
  FROM (${mails(roundId)} ORDER BY at DESC, "principalId", what LIMIT ${PAGE_SIZE} OFFSET ${skip}) m
    JOIN "Principal" p ON p.id = m."principalId"
    LEFT JOIN LATERAL (
      SELECT l.id, l."sentAt", l."droppedAt", l."lastError", l.doubts FROM "Mail" l
      WHERE l."roundId" = ${roundId}::uuid AND l.recipient = p.address AND l."toldAt" = m.at
        AND l.template = ANY(CASE m.what WHEN 'start' THEN ARRAY['review-started', 'review-handed-on'] WHEN 'handed-on' THEN ARRAY['review-handed-on'] ELSE ARRAY['review-reminder'] END)
      LIMIT 1
    ) l ON true
  ORDER BY m.at DESC, m."principalId", m.what`,
    Found,
  )
