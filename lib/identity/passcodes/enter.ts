import { randomUUID } from 'node:crypto'
import { recording } from '../../audit/record-audit-event.sql'
import { count } from '../../counters'
import { Undone } from '../../db/statement'
import type { AnonymousCaller, PersonCaller } from '../../principal'
import { newToken } from '../../secrets'
import type { Spent } from '../../budgets/budget.sql'
import { codesFor, comparisonsFor } from './budgets'
import { type Attempt, laneOf, type LivePasscode } from './count-try'
import { readEntrant, writeEntry } from './enter.sql'
import { homeOf } from '../joining/home'
import { toPerson } from '../sessions/person'
import type { Proven } from '../sessions/proven'
import { countStarted, starting } from '../sessions/start-session'
import type { Ended } from '../sessions/start-session.sql'

/** A proof as a browser sends it: the typed code, and its cookies. */
export type Proof = {
  code: string
  attemptSecret: string | null
  browserToken: string | null
  sessionToken: string | null
}

export type SignedIn = {
  caller: PersonCaller
  sessionToken: string
  browserToken: string
  /** The path to open now. */
  path: string
}

/** The right code of an attempt. `cost`: how many comparisons were paid for to find it. */
export type Match = { attempt: Attempt; passcode: LivePasscode; cost: number; at: Date }

/** Returns what a right code proves. */
export const provenBy = ({ attempt, at }: Match): Proven => ({ ...attempt, proofs: { mailbox: at } })

/**
 * Signs a known person in: uses the code up, notes the proof of the address, remembers the browser and starts the session.
 * One statement does all of it, or nothing. Null: nothing was written, since the person is not known, has changed since
 * they were read, or the code was used meanwhile. The caller of this function then finds out why.
 */
export async function enter(
  caller: AnonymousCaller | PersonCaller,
  proof: Proof,
  match: Match,
): Promise<SignedIn | null> {
  const { attempt, at } = match
  const { address, purpose } = attempt
  const entrant = await findEntrant(caller, proof, match)
  if (!entrant) return null
  const { person, browser } = entrant
  const { principal } = person
  const browserToken = newToken()
  const { proofs } = provenBy(match)
  const replaces = proof.sessionToken
  const beginning = { principal, proofs, replaces, newBrowser: !browser.known, browserId: browser.id, at }
  // Made before the session's events: ids of the trail count up, and the proof comes first.
  const subject = { principalId: principal.id, detail: { address, purpose } }
  const verified = recording(caller, 'passcode.verified', [subject], 'verified')
  const session = starting(person, caller.environment, beginning)
  const remembered = { ...browser, token: browserToken, before: proof.browserToken }
  const back = costsOf(match)
  const row = await unlessUndone(writeEntry({ right: match, address, back, verified, browser: remembered, session }))
  if (!row) return null
  count('passcode.verified')
  countStarted(row)
  return { caller: session.caller, sessionToken: session.token, browserToken, path: homeOf(principal, attempt) }
}

const unlessUndone = (entered: Promise<Ended>) =>
  entered.catch((error: unknown) => {
    if (error instanceof Undone) return null
    throw error
  })

/**
 * Finds the known person of the proven address, and their browser. Null for everybody else: for a person whom the proof
 * changes, such as a guest who becomes a member, and for the purposes `setup` and `step-up`.
 */
async function findEntrant(_caller: AnonymousCaller | PersonCaller, { browserToken }: Proof, { attempt, at }: Match) {
  const { address, purpose } = attempt
  if (purpose === 'setup' || purpose === 'step-up') return null
  const row = await readEntrant(address, browserToken, at)
  if (!row) return null
  const { browserId, browserKnown: known, ...person } = row
  return { person: await toPerson(person), browser: { id: browserId ?? randomUUID(), known } }
}

/** Lists what a right code gives back: the comparisons and the mailed code, since its sender was neither guessing nor flooding. */
export function costsOf({ attempt, passcode, cost, at }: Match): Spent[] {
  const lane = laneOf(attempt)
  return [
    { key: comparisonsFor(attempt.mailbox, lane).key, at, cost },
    { key: codesFor(attempt.mailbox, lane).key, at: passcode.createdAt, cost: 1 },
  ]
}
