// In SQL: one statement moves all addresses of a browser to a fresh token, and is a part of a larger one.

import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { after } from '../../clock'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'
import { hashOrNothing, hashToken, newToken } from '../../secrets'
import { type Browser, KNOWN_BROWSER_LIFE } from './known-browser'

/**
 * A browser remembered under a token for one address. `known`: it has met what policies ask of a new browser, which is more
 * than the address.
 */
export type RememberedBrowser = { token: string; id: string; known: boolean }

const Remembered = z.strictObject({ id: z.string(), known: z.boolean() })

/**
 * Remembers that this browser has proven the address. Moves all addresses of the old token to a fresh one: a token that an
 * attacker planted never comes to stand for this address. Policies count the browser as known only once `settleBrowser` has
 * noted it, and from then on.
 */
export async function rememberBrowser(tx: Tx, browser: Browser): Promise<RememberedBrowser> {
  const token = newToken()
  const [row] = await queryRows(
    tx,
    Prisma.sql`
    WITH ${remembering(browser, { token, id: randomUUID() })}
    SELECT id, known FROM remembered WHERE address = ${browser.address}`,
    Remembered,
  )
  return { token, ...row! }
}

/**
 * Makes the part of a statement behind `rememberBrowser`. The expression `remembered` has a row (address, id, known) for
 * each address of the fresh token. `fresh.id`: the id for a browser that was not known for the address.
 */
export const remembering = ({ browserToken, address, at }: Browser, fresh: { token: string; id: string }) => Prisma.sql`
  old AS (
    DELETE FROM "KnownBrowser" WHERE "tokenHash" = ${hashOrNothing(browserToken)} RETURNING address, "succeededAt", id, "knownAt"
  ), still AS (SELECT * FROM old WHERE "succeededAt" > ${after(at, -KNOWN_BROWSER_LIFE)}),
  remembered AS (
    INSERT INTO "KnownBrowser" ("tokenHash", address, "succeededAt", id, "knownAt")
    SELECT ${hashToken(fresh.token)}::bytea, address, "succeededAt", id, "knownAt" FROM still WHERE address <> ${address}
    UNION ALL SELECT ${hashToken(fresh.token)}::bytea, ${address}::text, ${at}::timestamptz, coalesce(still.id, ${fresh.id}::uuid), still."knownAt"
      FROM (SELECT) one LEFT JOIN still ON still.address = ${address}
    RETURNING address, id, "knownAt" IS NOT NULL AS known
  )`

/**
 * Joins, as `k`, the row by which this browser is known for the address of a person `p`. Its columns are null for an
 * unknown browser.
 */
export const besideBrowser = (browserToken: string | null, at: Date) => Prisma.sql`
  LEFT JOIN "KnownBrowser" k ON k."tokenHash" = ${hashOrNothing(browserToken)} AND k.address = p.address AND k."succeededAt" > ${after(at, -KNOWN_BROWSER_LIFE)}`
