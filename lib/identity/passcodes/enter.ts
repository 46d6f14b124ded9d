import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { recording } from '../../audit/record-audit-event.sql'
import { count } from '../../counters'
import { Prisma } from '../../db/generated/client'
import { allOrNothing, inOneStatement, Undone } from '../../db/statement'
import type { AnonymousCaller, PersonCaller } from '../../principal'
import { newToken } from '../../secrets'
import { joinsAt, mayEnter, proving } from '../joining/admit'
import { givingBack, type Spent } from '../../budgets/budget.sql'
import { codesFor, comparisonsFor } from './budgets'
import { type Attempt, laneOf, type LivePasscode } from './count-try'
import { homeOf } from '../joining/home'
import { besideBrowser, remembering } from '../sessions/known-browser'
import { besidePerson, personColumns, PersonRow, toPerson } from '../sessions/person'
import type { Proven } from '../sessions/proven'
import { countStarted, ended, Ended, starting } from '../sessions/start-session'

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
  const { started, parts } = starting(person, caller.environment, beginning, Prisma.sql`FROM proven`)
  const happened = Prisma.sql`EXISTS (SELECT FROM used) AND EXISTS (SELECT FROM proven WHERE id = ${principal.id}::uuid AND NOT joined)
    AND EXISTS (SELECT FROM remembered WHERE address = ${address} AND id = ${browser.id}::uuid AND known = ${browser.known})`
  const row = await unlessUndone(
    Prisma.sql`
    WITH ${usingUp(match)}, given_back AS (${givingBack(costsOf(match), Prisma.sql`, used`)} RETURNING "Budget".key),
      proven AS (${proving(address, at, Prisma.sql`FROM used, (SELECT count(*) FROM given_back) back`)}),
      ${verified},
      ${remembering({ browserToken: proof.browserToken, address, at }, { token: browserToken, id: browser.id })}, ${parts}
    SELECT ${allOrNothing(happened)} AS entered, ${ended}`,
  )
  if (!row) return null
  count('passcode.verified')
  countStarted(row)
  return { caller: started.caller, sessionToken: started.token, browserToken, path: homeOf(principal, attempt) }
}

const Entered = Ended.extend({ entered: z.literal(true) })

const unlessUndone = (sql: Prisma.Sql) =>
  inOneStatement(sql, Entered).then(
    ([row]) => row!,
    (error: unknown) => {
      if (error instanceof Undone) return null
      throw error
    },
  )

const Entrant = PersonRow.extend({ browserId: z.guid().nullable(), browserKnown: z.boolean() })

/**
 * Finds the known person of the proven address, and their browser. Null for everybody else: for a person whom the proof
 * changes, such as a guest who becomes a member, and for the purposes `setup` and `step-up`.
 */
async function findEntrant(_caller: AnonymousCaller | PersonCaller, { browserToken }: Proof, { attempt, at }: Match) {
  const { address, purpose } = attempt
  if (purpose === 'setup' || purpose === 'step-up') return null
  const [row] = await inOneStatement(
    Prisma.sql`
    SELECT ${personColumns(at)}, k.id AS "browserId", k."knownAt" IS NOT NULL AS "browserKnown"
    FROM "Principal" p ${besidePerson} ${besideBrowser(browserToken, at)}
    WHERE ${mayEnter(address)} AND NOT (${joinsAt(address)})`,
    Entrant,
  )
  if (!row) return null
  const { browserId, browserKnown: known, ...person } = row
  return { person: await toPerson(person), browser: { id: browserId ?? randomUUID(), known } }
}

/**
 * Makes the expressions that use a code up. However many right codes of an attempt arrive at once, one passes: the
 * expression `used` has a row then.
 */
export const usingUp = ({ attempt, passcode, at }: Match) => Prisma.sql`
  passing AS (
    UPDATE "SignInAttempt" SET "completedAt" = ${at} WHERE id = ${attempt.id}::uuid AND "completedAt" IS NULL RETURNING id
  ), used AS (
    UPDATE "Passcode" SET "usedAt" = ${at} FROM passing WHERE "Passcode".id = ${passcode.id}::uuid RETURNING "Passcode".id
  )`

/** Lists what a right code gives back: the comparisons and the mailed code, since its sender was neither guessing nor flooding. */
export function costsOf({ attempt, passcode, cost, at }: Match): Spent[] {
  const lane = laneOf(attempt)
  return [
    { key: comparisonsFor(attempt.mailbox, lane).key, at, cost },
    { key: codesFor(attempt.mailbox, lane).key, at: passcode.createdAt, cost: 1 },
  ]
}
