import { factsFor } from '../../access/facts'
import { isBrowserProven } from '../../access/new-browser'
import { now } from '../../clock'
import { settings } from '../../env'
import type { PersonCaller } from '../../principal'
import { noteKnown, whichAsked } from './settle-browser.sql'

/** The aim that the policies are checked for: a download of any resource, since nothing says that less will be opened. */
const anything = { area: 'resource', resourceId: null, spaceId: null, labelId: null, download: true } as const

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
  await noteKnown(principal.address, id, now())
}
