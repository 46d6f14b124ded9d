import { z } from 'zod'
import { countingOfNetwork, refusedUntil } from '../../audit/network-budget'
import { Prisma } from '../../db/generated/client'
import { inOneStatement } from '../../db/statement'
import type { Sender } from '../../mail/queue-mail'
import type { Caller } from '../../principal'
import { type OpenAttempt, openAttemptOf } from './attempt'
import { type Question, type Standing, StandingRow, standingOf, toStanding } from '../joining/eligibility'

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

const Row = StandingRow.extend({
  known: z.boolean(),
  openId: z.guid().nullable(),
  openKnown: z.boolean().nullable(),
  openBrowserHash: z.instanceof(Uint8Array).nullable(),
  openSince: z.date().nullable(),
  sender: z.strictObject({ name: z.string(), timeZone: z.string() }).nullable(),
  counted: z.int().nullable(),
})

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
  const { purpose } = question
  const strangers = Prisma.sql`FROM stands WHERE NOT known AND ${counts && purpose !== 'step-up'} AND ("setUpOpen" OR ${purpose !== 'setup'})`
  const [row] = await inOneStatement(
    Prisma.sql`
    WITH stands AS MATERIALIZED (
      SELECT standing.*, "knownBrowser" OR "letIn" OR "invitationId" IS NOT NULL AS known FROM (${standingOf(question, at)}) standing
    ), counted AS (${countingOfNetwork(caller, 'codes', at, strangers)})
    SELECT stands.*, open.id AS "openId", open."knownBrowser" AS "openKnown", open."browserHash" AS "openBrowserHash", open."lastCodeAt" AS "openSince",
      (SELECT jsonb_build_object('name', name, 'timeZone', "timeZone") FROM "Organization") AS sender, (SELECT count FROM counted) AS counted
    FROM stands LEFT JOIN (${openAttemptOf(question, at)}) open ON true`,
    Row,
  )
  const { known, openId, openKnown, openBrowserHash, openSince, sender, counted, ...standing } = row!
  const open = openId && { id: openId, knownBrowser: openKnown!, browserHash: openBrowserHash, lastCodeAt: openSince! }
  return { standing: toStanding(standing), known, open: open || null, sender, refusedUntil: refusedUntil(counted, at) }
}
