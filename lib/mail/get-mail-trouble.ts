import { decide } from '../access/decide'
import { authorize } from '../access/authorize'
import { after, isOver, MINUTE } from '../clock'
import { db } from '../db/client'
import type { Caller } from '../principal'
import { faultInWords } from './fault-in-words'
import { HELD_BACK } from './hold-back-mail'
import { TOO_LATE } from './outbox/hand-over'

/** How long mail may be held up before it is shown: most faults of a network pass by themselves. Milliseconds. */
const PATIENCE = 3 * MINUTE

/** How many addresses refused one after another are no coincidence: the mail server then refuses this installation. */
const MANY_REFUSED = 3

/**
 * `since`: when the first mail was written that did not get through. `said`: the newest fault, as the mail server worded
 * it.
 */
export type MailTrouble = { since: Date; mails: number; words: string; said: string }

type Found = { since: Date | null; mails: number; held: number; refused: number; said: string | null }

/**
 * Finds out whether mail has failed for minutes, for a band on administrators’ pages. Null: it has not, or the caller may
 * not know.
 */
export async function getMailTrouble(caller: Caller): Promise<MailTrouble | null> {
  return decide(caller, 'organization.read', {}).effect === 'permit' ? look() : null
}

/**
 * Returns the trouble for the settings page, with the last fault, also once mail gets through again. Throws `AccessDenied`
 * or `ControlRequired`, as `authorize` does.
 */
export async function getMailState(caller: Caller) {
  authorize(caller, 'organization.read')
  const [trouble, last] = await Promise.all([
    look(),
    db().mail.findFirst({
      where: { AND: [{ lastError: { not: null } }, { NOT: { lastError: { startsWith: HELD_BACK } } }] },
      orderBy: { createdAt: 'desc' },
      select: { createdAt: true, lastError: true },
    }),
  ])
  return {
    trouble,
    lastFault: last?.lastError
      ? { at: last.createdAt, words: faultInWords(last.lastError), said: last.lastError }
      : null,
  }
}

async function look(): Promise<MailTrouble | null> {
  const { since, mails, held, refused, said } = await findSinceLastSent()
  if (!since || !said || !isOver(after(since, PATIENCE)) || (held === 0 && refused < MANY_REFUSED)) return null
  return { since, mails, words: faultInWords(said), said }
}

/**
 * Counts the faults among the mails that were written after the newest one that was sent. Uses the index on their creation.
 */
async function findSinceLastSent(): Promise<Found> {
  const [row] = await db().$queryRaw<[Found]>`
    SELECT min("createdAt") AS since, count(*)::int AS mails,
      (count(*) FILTER (WHERE "nextAttemptAt" IS NOT NULL OR starts_with("lastError", ${TOO_LATE})))::int AS held,
      (count(DISTINCT recipient) FILTER (WHERE "droppedAt" IS NOT NULL))::int AS refused,
      (array_agg("lastError" ORDER BY "createdAt" DESC))[1] AS said
    FROM "Mail" WHERE "lastError" IS NOT NULL AND NOT starts_with("lastError", ${HELD_BACK})
      AND "createdAt" > coalesce((SELECT "createdAt" FROM "Mail" WHERE "sentAt" IS NOT NULL ORDER BY "createdAt" DESC LIMIT 1), '-infinity')`
  return row
}
