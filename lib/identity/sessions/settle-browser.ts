import { factsFor } from '../../access/facts'
import { isBrowserProven } from '../../access/new-browser'
import { now } from '../../clock'
import { db } from '../../db/client'
import { settings } from '../../env'
import type { PersonCaller } from '../../principal'

/** Wherever a code for one resource may be asked for, one that was entered will do; and nothing is known to be less than a download. */
const anything = { area: 'resource', resourceId: null, labelId: null, download: true } as const

/**
 * Notes once that everything was met that policies ask of the new browser of a session: only from then on is it known
 * to them. While policies are held off by the server's setting nothing is met by itself.
 */
export async function settleBrowser(caller: PersonCaller) {
  const { principal, session, policies } = caller
  const { id, browserId, codesFor = [] } = session
  if (!session.newBrowser || session.browserKnownAt || !browserId || settings().policies !== 'on') return
  const facts = factsFor(caller, anything)
  const met = { ...facts, session: { ...facts.session, codeForResource: codesFor.length > 0 } }
  if (!isBrowserProven(policies, met, new Set()) || !isBrowserProven(policies, met, await whichAsked(caller))) return
  const at = now()
  await db().$executeRaw`
    WITH settled AS (
      UPDATE "Session" SET "browserKnownAt" = ${at} WHERE id = ${id}::uuid AND "browserKnownAt" IS NULL RETURNING "browserId"
    )
    UPDATE "KnownBrowser" k SET "knownAt" = ${at} FROM settled WHERE k.id = settled."browserId" AND k.address = ${principal.address} AND k."knownAt" IS NULL`
}

/** The policies that asked for something in a session. */
async function whichAsked({ principal, session }: PersonCaller) {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT DISTINCT said->>'policyId' AS id FROM "SignIn" s CROSS JOIN LATERAL jsonb_array_elements(s.policies) said
    WHERE s."principalId" = ${principal.id}::uuid AND s.at >= ${session.startedAt} AND s."sessionId" = ${session.id}::uuid
      AND s.outcome = 'asked' AND said->>'result' = 'asked' AND said->>'state' = 'on'`
  return new Set(rows.map(({ id }) => id))
}
