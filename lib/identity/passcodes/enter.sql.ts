// In SQL: one statement does all that a sign-in writes, or nothing, where the client would take a transaction of many.

import { z } from 'zod'
import { givingBack, type Spent } from '../../budgets/budget.sql'
import { Prisma } from '../../db/generated/client'
import { allOrNothing, inOneStatement } from '../../db/statement'
import { joinsAt, mayEnter, proving } from '../joining/admit.sql'
import { besideBrowser, remembering } from '../sessions/known-browser.sql'
import { besidePerson, personColumns, PersonRow } from '../sessions/person.sql'
import { ended, Ended, inserting, type NewSession } from '../sessions/start-session.sql'
import { type RightCode, usingUp } from './use-code.sql'

const Entrant = PersonRow.extend({ browserId: z.guid().nullable(), browserKnown: z.boolean() })

/**
 * Reads the person at an address who may enter, with the row by which a browser is known for it. Undefined: nobody may, or
 * the proof makes them a member.
 */
export async function readEntrant(address: string, browserToken: string | null, at: Date) {
  const [row] = await inOneStatement(
    Prisma.sql`
    SELECT ${personColumns(at)}, k.id AS "browserId", k."knownAt" IS NOT NULL AS "browserKnown"
    FROM "Principal" p ${besidePerson} ${besideBrowser(browserToken, at)}
    WHERE ${mayEnter(address)} AND NOT (${joinsAt(address)})`,
    Entrant,
  )
  return row
}

const Entered = Ended.extend({ entered: z.literal(true) })

/** All that a sign-in writes. */
type Entry = {
  right: RightCode
  /** The address that the code proves. */
  address: string
  /** What the right code gives back. */
  back: Spent[]
  /** The expressions that record the proof. */
  verified: Prisma.Sql
  /** The browser, under its fresh token. `before`: the token that it showed. */
  browser: { id: string; known: boolean; token: string; before: string | null }
  session: NewSession
}

/** Writes all of an entry. Throws `Undone`, and writes nothing, where a part of it would be other than it was read. */
export async function writeEntry({ right, address, back, verified, browser, session }: Entry): Promise<Ended> {
  const { at } = right
  const { principal } = session.caller
  const happened = Prisma.sql`EXISTS (SELECT FROM used) AND EXISTS (SELECT FROM proven WHERE id = ${principal.id}::uuid AND NOT joined)
    AND EXISTS (SELECT FROM remembered WHERE address = ${address} AND id = ${browser.id}::uuid AND known = ${browser.known})`
  const [row] = await inOneStatement(
    Prisma.sql`
    WITH ${usingUp(right)}, given_back AS (${givingBack(back, Prisma.sql`, used`)} RETURNING "Budget".key),
      proven AS (${proving(address, at, Prisma.sql`FROM used, (SELECT count(*) FROM given_back) back`)}),
      ${verified},
      ${remembering({ browserToken: browser.before, address, at }, browser)}, ${inserting(session, Prisma.sql`FROM proven`)}
    SELECT ${allOrNothing(happened)} AS entered, ${ended}`,
    Entered,
  )
  return row!
}
