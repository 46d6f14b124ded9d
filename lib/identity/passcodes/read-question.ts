import { refusedUntil } from '../../audit/network-budget'
import type { Sender } from '../../mail/queue-mail'
import type { Caller } from '../../principal'
import { type Standing, toStanding } from '../joining/eligibility'
import type { Question } from '../joining/question'
import type { OpenAttempt } from './attempt'
import { readAndCount } from './read-question.sql'

/** The facts read for a request for a code. */
export type Known = {
  standing: Standing
  /**
   * True for a browser that is no stranger's: it has proven this address, has used a let-in link, or followed the address's
   * invitation.
   */
  known: boolean
  /** The open attempt of this browser. */
  open: OpenAttempt | null
  sender: Sender
  /** When a stranger's network may ask again. Null: it may now, or is not counted. */
  refusedUntil: Date | null
}

/**
 * Reads the standing of an address and the open attempt of its browser, and counts a stranger's request for its network, in
 * one statement that is the same for every address. `counts`: false where the request was counted before. Counts no request
 * for a code inside a session, and none for a set-up without its link.
 */
export async function readQuestion(
  caller: Caller,
  question: Question & { attemptSecret?: string | null },
  at: Date,
  counts: boolean,
): Promise<Known> {
  const row = await readAndCount(caller, question, at, counts)
  const { known, openId, openKnown, openBrowserHash, openSince, sender, counted, ...standing } = row
  const open = openId && { id: openId, knownBrowser: openKnown!, browserHash: openBrowserHash, lastCodeAt: openSince! }
  return { standing: toStanding(standing), known, open: open || null, sender, refusedUntil: refusedUntil(counted, at) }
}
