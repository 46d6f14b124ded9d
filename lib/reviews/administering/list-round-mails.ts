import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { faultInWords } from '../../mail/fault-in-words'
import { type MailState, mailState } from '../../mail/mail-state'
import { PAGE_SIZE, pageField, pageOf } from '../../forms/pages'
import type { Caller } from '../../principal'
import { findRound } from '../rounds/find-review'

const ListRoundMails = z.object({ page: pageField })

type What = 'start' | 'handed-on' | 'half' | 'last' | 'reminder'

export type RoundMail = {
  id: string
  name: string | null
  address: string
  what: What
  stage: number
  at: Date
  mail: { state: MailState; at: Date; problem: string | null } | null
}

type Found = Omit<RoundMail, 'mail'> & {
  mailId: string | null
  sentAt: Date | null
  droppedAt: Date | null
  lastError: string | null
  doubts: number | null
}

/**
 * What the reviewers of a round were mailed, when, and what became of it, newest first, in pages of 50: one line a mail,
 * not one a seat. `mail` is null once the outbox no longer keeps it.
 */
export async function listRoundMails(caller: Caller, input: { roundId: string; page?: unknown }) {
  authorize(caller, 'review-round.read')
  const { page } = ListRoundMails.parse(input)
  const { id: roundId } = await findRound(db(), input.roundId)
  const [{ total }] = await db().$queryRaw<
    [{ total: number }]
  >`SELECT count(*)::int AS total FROM (${mails(roundId)}) m`
  const found = await pageOf(page, total, (skip) => findPage(roundId, skip))
  return { ...found, rows: found.rows.map(toRow) }
}

function toRow({ mailId, sentAt, droppedAt, lastError, doubts, ...row }: Found): RoundMail {
  return {
    ...row,
    mail: mailId
      ? {
          state: mailState({ sentAt, droppedAt, lastError, doubts: doubts ?? 0 }),
          at: sentAt ?? droppedAt ?? row.at,
          problem: sentAt || !lastError ? null : faultInWords(lastError),
        }
      : null,
  }
}

/** The outbox's row is the one that names the round and the time of the mark. */
const findPage = (roundId: string, skip: number) => db().$queryRaw<Found[]>`
  SELECT p.id, p.name, p.address, m.what, m.stage, m.at, l.id AS "mailId", l."sentAt", l."droppedAt", l."lastError", l.doubts
  FROM (${mails(roundId)} ORDER BY at DESC, "principalId", what LIMIT ${PAGE_SIZE} OFFSET ${skip}) m
    JOIN "Principal" p ON p.id = m."principalId"
    LEFT JOIN LATERAL (
      SELECT l.id, l."sentAt", l."droppedAt", l."lastError", l.doubts FROM "Mail" l
      WHERE l."roundId" = ${roundId}::uuid AND l.recipient = p.address AND l."toldAt" = m.at
        AND l.template = ANY(CASE m.what WHEN 'start' THEN ARRAY['review-started', 'review-handed-on'] WHEN 'handed-on' THEN ARRAY['review-handed-on'] ELSE ARRAY['review-reminder'] END)
      LIMIT 1
    ) l ON true
  ORDER BY m.at DESC, m."principalId", m.what`

/** Who was told of an earlier stage gets no letter about a later one, though the seat there is marked (tell-reviewers.ts). */
const mails = (roundId: string) => Prisma.sql`
  SELECT DISTINCT w."principalId", n.stage, sent.what, sent.at FROM "ReviewPanel" n JOIN "Reviewer" w ON w."panelId" = n.id
    CROSS JOIN LATERAL (VALUES (CASE WHEN n.kind = 'handed' THEN 'handed-on' ELSE 'start' END, w."startToldAt"), ('half', w."halfToldAt"), ('last', w."lastToldAt"),
      ('reminder', w."remindedAt")) sent(what, at)
  WHERE n."roundId" = ${roundId}::uuid AND sent.at IS NOT NULL AND NOT (sent.what = 'start' AND EXISTS (
    SELECT 1 FROM "ReviewPanel" b JOIN "Reviewer" x ON x."panelId" = b.id
    WHERE n.stage > 1 AND b."roundId" = n."roundId" AND b.stage < n.stage AND x."principalId" = w."principalId" AND x."startToldAt" IS NOT NULL))`
