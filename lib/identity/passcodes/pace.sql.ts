// In SQL: a part of the statement that writes a code, where what was counted decides when its mail leaves.

import { hourOf } from '../../audit/tally'
import { after, HOUR, SECOND } from '../../clock'
import { Prisma } from '../../db/generated/client'
import { domainOf } from '../../principal'
import type { Standing } from '../joining/eligibility'
import { DOMAIN, EVERYBODY, LINES, mostOf } from './pace'
import { PASSCODE_LIFE } from './passcode'

/** How long after the last slowed code administrators are shown it. Milliseconds. */
const TOLD_FOR = HOUR

/** Time between two codes of a line. Milliseconds. */
const PACE = SECOND

type Code = { address: string; standing: Pick<Standing, 'principalId' | 'memberDomains'>; withheld: boolean; at: Date }

/**
 * Makes the part of a statement that counts a code for an unknown browser, once for the row of the expression `code`. Where
 * a tally is full, the expression `waiting` has a row (leavesAt): the mail leaves a second after the one before it, and at
 * the latest when its code expires. Never refuses a code, since strangers could then shut everybody out. Takes the same
 * steps for every address; a withheld mail takes no place in the line.
 */
export function pacing({ address, standing, withheld, at }: Code): Prisma.Sql {
  const [domain, hour] = [domainOf(address), hourOf(at)]
  const summed = standing.memberDomains.includes(domain)
  const line = standing.principalId ? LINES.known : LINES.new
  return Prisma.sql`
    counted AS (
      INSERT INTO "Tally" AS tally (key, "startedAt", count)
      SELECT sums.key, ${hour}::timestamptz, 1 FROM code, (VALUES (${DOMAIN + domain}::text), (${EVERYBODY}::text)) sums (key)
      ON CONFLICT (key, "startedAt") DO UPDATE SET count = tally.count + 1 RETURNING key, count
    ), waiting AS (
      INSERT INTO "Budget" AS line (key, "spentAt", "keptUntil")
      SELECT ${line}::text, ARRAY[${after(at, withheld ? -PACE : 0)}::timestamptz], ${after(at, TOLD_FOR)}::timestamptz WHERE (
        SELECT bool_or(count > CASE WHEN key = ${EVERYBODY} THEN ${mostOf(EVERYBODY)}::int WHEN ${summed} THEN ${mostOf(DOMAIN)}::int END) FROM counted)
      ON CONFLICT (key) DO UPDATE SET "keptUntil" = EXCLUDED."keptUntil", "spentAt" = ARRAY[least(${after(at, PASSCODE_LIFE)}::timestamptz,
        greatest(EXCLUDED."spentAt"[1], line."spentAt"[1] + ${withheld ? 0 : PACE}::int * interval '1 millisecond'))]
      RETURNING "spentAt"[1] AS "leavesAt"
    )`
}

/** The expression `waiting` where no code is counted and none waits. */
export const unpaced = Prisma.sql`waiting AS (SELECT NULL::timestamptz AS "leavesAt" WHERE false)`
