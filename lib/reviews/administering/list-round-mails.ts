import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { pageOf, PAGE_SIZE } from '../../people/pages'
import type { Caller } from '../../principal'
import { findRound } from './find-review'

export const ListRoundMails = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) })

export type RoundMail = { id: string; name: string | null; address: string; what: 'start' | 'half' | 'last' | 'reminder'; stage: number; at: Date }

/** What the reviewers of a round were mailed and when, newest first, in pages of 50: one line a mail, not one a seat. */
export async function listRoundMails(caller: Caller, input: { roundId: string; page?: unknown }) {
  await authorize(caller, 'review-round.read')
  const { page } = ListRoundMails.parse(input)
  const { id: roundId } = await findRound(db(), input.roundId)
  const [{ total }] = await db().$queryRaw<[{ total: number }]>`SELECT count(*)::int AS total FROM (${mails(roundId)}) m`
  return pageOf(page, total, (skip) => db().$queryRaw<RoundMail[]>`
    SELECT p.id, p.name, p.address, m.what, m.stage, m.at FROM (${mails(roundId)} ORDER BY at DESC, "principalId", what LIMIT ${PAGE_SIZE} OFFSET ${skip}) m
      JOIN "Principal" p ON p.id = m."principalId" ORDER BY m.at DESC, m."principalId", m.what`)
}

const mails = (roundId: string) => Prisma.sql`
  SELECT DISTINCT w."principalId", n.stage, sent.what, sent.at FROM "ReviewPanel" n JOIN "Reviewer" w ON w."panelId" = n.id
    CROSS JOIN LATERAL (VALUES ('start', w."startToldAt"), ('half', w."halfToldAt"), ('last', w."lastToldAt"), ('reminder', w."remindedAt")) sent(what, at)
  WHERE n."roundId" = ${roundId}::uuid AND sent.at IS NOT NULL`
