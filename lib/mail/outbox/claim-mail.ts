import { after, now, SECOND } from '../../clock'
import { claimDue, type ClaimedMail, prolong } from './claim-mail.sql'

/**
 * How long one attempt belongs to one worker unless it is prolonged, in milliseconds. A crashed worker's mails are free
 * again after it (promise E3 allows 60 s).
 */
export const LEASE = 30 * SECOND

/**
 * The result of a look at the outbox. `wait`: milliseconds until the next mail comes due for which there is room; 0 where
 * another worker is taking it.
 */
export type Claim = { mails: ClaimedMail[]; wait: number }

/**
 * Claims up to `most` due mails for this worker alone, in one statement. Takes codes before everything else: a person waits
 * for each code, and must not wait for ten thousand letters of a review. Takes each kind oldest first. `letters`: how many
 * of them may be letters, that is, not codes.
 */
export async function claimMail(most: number, letters = most, at = now()): Promise<Claim> {
  const rows = await claimDue(most, letters, at, after(at, LEASE))
  const nextAt = rows[0]?.nextAt
  return {
    mails: rows.flatMap(({ nextAt: _, ...mail }) => (mail.id === null ? [] : [mail])),
    wait: nextAt ? Math.max(0, nextAt.getTime() - at.getTime()) : Infinity,
  }
}

/** Prolongs the lease. False: the mail is no longer this worker's. */
export const renewLease = (mail: ClaimedMail): Promise<boolean> => prolong(mail, after(now(), LEASE))
