import { hourOf } from '../../audit/tally'
import { after, HOUR, now, SECOND } from '../../clock'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { settings } from '../../env'
import { type Caller, domainOf } from '../../principal'
import type { Standing } from '../joining/eligibility'
import { PASSCODE_LIFE } from './passcode'

/** Tallies of codes for browsers that nobody knows: of all of them, and of each mail domain. */
export const EVERYBODY = 'codes for everybody'
export const DOMAIN = 'codes for domain '

/** What a sum may come to in an hour before codes leave one by one. A mail domain of members has half of all. */
export const mostOf = (key: string) =>
  key === EVERYBODY ? settings().codesAnHour : Math.ceil(settings().codesAnHour / 2)

/** Where codes wait beyond the sums. Made-up addresses can fill the second line, and delay nobody who is known here. */
export const LINES = { known: 'line of people known here', new: 'line of addresses new here' }

/** How long after the last slowed code administrators are told of it. Milliseconds. */
const TOLD_FOR = HOUR

/** Between two codes of a line. Milliseconds. */
const PACE = SECOND

type Code = { address: string; standing: Pick<Standing, 'principalId' | 'memberDomains'>; withheld: boolean; at: Date }

/**
 * The part of a statement that counts a code for a browser that nobody knows, once for the row of the expression `code`.
 * The expression `waiting` has a row (leavesAt) where its mail has to wait: beyond the sums it leaves a second after the one
 * before it. Never refuses: else strangers could shut everybody out. The same for every address; a mail that is withheld
 * takes no place in the line.
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

/** In its place where nothing is counted and nothing waits. */
export const unpaced = Prisma.sql`waiting AS (SELECT NULL::timestamptz AS "leavesAt" WHERE false)`

/** Whether codes were slowed within the last hour, as administrators are told; of nobody else's concern. */
export async function areCodesSlowed(caller: Caller): Promise<boolean> {
  if (caller.kind !== 'person' || !caller.principal.administrator) return false
  return (await db().budget.count({ where: { key: { in: Object.values(LINES) }, keptUntil: { gt: now() } } })) > 0
}
