import { z } from 'zod'
import { countingOfNetwork, refusedUntil } from '../../audit/network-budget'
import { Prisma } from '../../db/generated/client'
import { inOneStatement } from '../../db/statement'
import type { Sender } from '../../mail/queue-mail'
import type { Caller } from '../../principal'
import { type OpenAttempt, openAttemptOf } from './attempt'
import { type Question, type Standing, StandingRow, standingOf, toStanding } from '../joining/eligibility'

/** All that is known when somebody asks for a code. */
export type Known = {
  standing: Standing
  /** The browser is no stranger's: it has proven this address, was let in, or followed its invitation. */
  known: boolean
  /** What this browser has under way. */
  open: OpenAttempt | null
  sender: Sender
  /** The network of a stranger has asked too often. */
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
 * Reads how an address stands and what its browser has under way, and counts a stranger's request for its network, in one
 * statement that is the same for every address. `counts`: not where it was counted before. A code inside a session is counted for nobody, nor
 * is a set-up without its link.
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
