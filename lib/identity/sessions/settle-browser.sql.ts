// In SQL: Prisma's client updates nothing by what another update returns, and looks into no JSON array.

import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { PersonCaller } from '../../principal'

/** Notes with a session, once, and with its browser that the browser is known for an address from a time on. */
export const noteKnown = (address: string, sessionId: string, at: Date) => db().$executeRaw`
    WITH settled AS (
      UPDATE "Session" SET "browserKnownAt" = ${at} WHERE id = ${sessionId}::uuid AND "browserKnownAt" IS NULL RETURNING "browserId"
    )
    UPDATE "KnownBrowser" k SET "knownAt" = ${at} FROM settled WHERE k.id = settled."browserId" AND k.address = ${address} AND k."knownAt" IS NULL`

const Policy = z.strictObject({ id: z.string() })

/** Lists the ids of the policies that asked for a control in a session. */
export async function whichAsked({ principal, session }: PersonCaller) {
  const rows = await queryRows(
    db(),
    Prisma.sql`
    SELECT DISTINCT said->>'policyId' AS id FROM "SignIn" s CROSS JOIN LATERAL jsonb_array_elements(s.policies) said
    WHERE s."principalId" = ${principal.id}::uuid AND s.at >= ${session.startedAt} AND s."sessionId" = ${session.id}::uuid
      AND s.outcome = 'asked' AND said->>'result' = 'asked' AND said->>'state' = 'on'`,
    Policy,
  )
  return new Set(rows.map(({ id }) => id))
}
