import { decide } from '../access/decide'
import { authorize } from '../access/authorize'
import { after, isOver, MINUTE } from '../clock'
import { db } from '../db/client'
import type { Caller } from '../principal'
import { faultInWords } from './fault-in-words'
import { findSinceLastSent } from './get-mail-trouble.sql'
import { HELD_BACK } from './hold-back-mail'

/** How long mail may be held up before it is shown: most faults of a network pass by themselves. Milliseconds. */
const PATIENCE = 3 * MINUTE

/** How many addresses refused one after another are no coincidence: the mail server then refuses this installation. */
const MANY_REFUSED = 3

/**
 * `since`: when the first mail was written that did not get through. `said`: the newest fault, as the mail server worded
 * it.
 */
export type MailTrouble = { since: Date; mails: number; words: string; said: string }

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
