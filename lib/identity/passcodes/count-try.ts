import { db } from '../../db/client'
import type { Caller } from '../../principal'
import type { Mailbox } from '../../mailbox'
import { spend } from '../../budgets/budget'
import { comparisonsFor, type Lane } from './budgets'
import type { Claim } from '../sessions/proven'
import { countAndPay } from './count-try.sql'

/** An attempt whose try was counted, with what the right code would prove. */
export type Attempt = Claim & {
  id: string
  mailbox: Mailbox
  tries: number
  knownBrowser: boolean
}

export type LivePasscode = { id: string; hmac: Uint8Array; createdAt: Date }

export type Counted = {
  attempt: Attempt
  /** The live codes that the typed one may be compared with now, newest first. Each comparison is paid for. */
  comparable: LivePasscode[]
  /** True where no code of the attempt is live any longer. */
  ranOut: boolean
  /** When the mailbox has comparisons again. Null: it still had some. */
  retryAt: Date | null
}

/**
 * Counts one try of a browser's attempt before any comparison, in one statement that commits by itself. However many tries
 * arrive at once, five of an attempt pass, and ten comparisons of a mailbox and lane in 24 hours. Each comparison is paid
 * for: a try against three live codes costs three. Null: no such attempt is open.
 */
export async function countTry(_caller: Caller, attemptSecret: string, at: Date): Promise<Counted | null> {
  const rows = await countAndPay(attemptSecret, at)
  if (!rows[0]) return null
  const { passcodeId: _id, hmac: _hmac, sentAt: _sentAt, paid, ...attempt } = rows[0]
  const live = rows.flatMap(({ passcodeId, hmac, sentAt }) =>
    passcodeId ? [{ id: passcodeId, hmac: hmac!, createdAt: sentAt! }] : [],
  )
  if (live.length === 0 || paid) return { attempt, comparable: live, ranOut: live.length === 0, retryAt: null }
  const { affordable, retryAt } = await payForFewer(attempt, live.length, at)
  return { attempt, comparable: live.slice(0, affordable), ranOut: false, retryAt: affordable ? null : retryAt }
}

/** Pays for as many of the newest codes as the budget still allows, where it does not allow all live ones. */
async function payForFewer(attempt: Attempt, live: number, at: Date) {
  let retryAt = at
  for (let affordable = Math.max(live - 1, 1); affordable > 0; affordable--) {
    const refused = await spend(db(), comparisonsFor(attempt.mailbox, laneOf(attempt)), at, affordable)
    if (!refused) return { affordable, retryAt }
    retryAt = refused
  }
  return { affordable: 0, retryAt }
}

/** Returns the lane of an attempt. */
export const laneOf = ({ knownBrowser }: Pick<Attempt, 'knownBrowser'>): Lane => (knownBrowser ? 'known' : 'unknown')
