// In SQL: one statement reads and counts the same for every address, so that its time shows nobody who is known.

import { z } from 'zod'
import { countingOfNetwork } from '../../audit/network-budget'
import { Prisma } from '../../db/generated/client'
import { inOneStatement } from '../../db/statement'
import type { Caller } from '../../principal'
import { StandingRow, standingOf } from '../joining/eligibility.sql'
import type { Question } from '../joining/question'
import { openAttemptOf } from './attempt.sql'

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
 * Reads the standing of an address, the open attempt of its browser and the sender of mails, and counts the request for the
 * network of a stranger where `counts` says so.
 */
export async function readAndCount(
  caller: Caller,
  question: Question & { attemptSecret?: string | null },
  at: Date,
  counts: boolean,
) {
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
  return row!
}
