import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import { faultInWords } from '../../mail/fault-in-words'
import { type MailState, mailState } from '../../mail/mail-state'
import { pageField, pageOf } from '../../forms/pages'
import type { Caller } from '../../principal'
import { findRound } from '../rounds/find-review'
import { countMails, type Found, findMails } from './list-round-mails.sql'

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

/**
 * What the reviewers of a round were mailed, when, and what became of it, newest first, in pages of 50: one line a mail,
 * not one a seat. `mail` is null once the outbox no longer keeps it.
 */
export async function listRoundMails(caller: Caller, input: { roundId: string; page?: unknown }) {
  authorize(caller, 'review-round.read')
  const { page } = ListRoundMails.parse(input)
  const { id: roundId } = await findRound(db(), input.roundId)
  const found = await pageOf(page, await countMails(roundId), (skip) => findMails(roundId, skip))
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
