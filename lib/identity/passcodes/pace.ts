import { hourOf } from '../../audit/tally'
import { after, HOUR, now, SECOND } from '../../clock'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { settings } from '../../env'
import { type Caller, domainOf } from '../../principal'
import type { Standing } from '../joining/eligibility'
import { PASSCODE_LIFE } from './passcode'

/**
 * Keys of the tallies of codes for unknown browsers: one for all of them, and the beginning of one for each mail domain.
 */
export const EVERYBODY = 'codes for everybody'
export const DOMAIN = 'codes for domain '

/**
 * Returns how many codes a tally may count in an hour before further ones leave one by one: `CODES_AN_HOUR` in all, half of
 * it for a mail domain of members (docs/security/passcodes.md).
 */
export const mostOf = (key: string) =>
  key === EVERYBODY ? settings().codesAnHour : Math.ceil(settings().codesAnHour / 2)

/**
 * Keys of the lines in which codes wait once a tally is full. Made-up addresses can fill the line `new`, and delay nobody
 * who is known here.
 */
export const LINES = { known: 'line of people known here', new: 'line of addresses new here' }

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

/** Checks whether codes were slowed within the last hour. Always false for a caller who is no administrator. */
export async function areCodesSlowed(caller: Caller): Promise<boolean> {
  if (caller.kind !== 'person' || !caller.principal.administrator) return false
  return (await db().budget.count({ where: { key: { in: Object.values(LINES) }, keptUntil: { gt: now() } } })) > 0
}
