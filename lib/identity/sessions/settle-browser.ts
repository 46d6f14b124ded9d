import { factsFor } from '../../access/facts'
import { isBrowserProven } from '../../access/new-browser'
import { now } from '../../clock'
import { db } from '../../db/client'
import { settings } from '../../env'
import type { PersonCaller } from '../../principal'

/** The aim that the policies are checked for: a download of any resource, since nothing says that less will be opened. */
const anything = { area: 'resource', resourceId: null, labelId: null, download: true } as const

/**
 * Notes, once, that a session in a new browser has met all that policies ask of one. Only from then on do policies count
 * the browser as known. A code for any one resource counts as one for each. Notes nothing while `POLICIES` is report-only,
 * since no control is met then.
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

/** Lists the ids of the policies that asked for a control in a session. */
async function whichAsked({ principal, session }: PersonCaller) {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT DISTINCT said->>'policyId' AS id FROM "SignIn" s CROSS JOIN LATERAL jsonb_array_elements(s.policies) said
    WHERE s."principalId" = ${principal.id}::uuid AND s.at >= ${session.startedAt} AND s."sessionId" = ${session.id}::uuid
      AND s.outcome = 'asked' AND said->>'result' = 'asked' AND said->>'state' = 'on'`
  return new Set(rows.map(({ id }) => id))
}
