import { randomUUID } from 'node:crypto'
import { after, DAY } from '../../clock'
import { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import { hashOrNothing, hashToken, newToken } from '../../secrets'

/** How long a browser is known for an address after its last proof. Milliseconds. */
export const KNOWN_BROWSER_LIFE = 365 * DAY

type Browser = { browserToken: string | null; address: string; at: Date }

/** Checks whether this browser has proven the address. Policies may still count the browser as new. */
export async function hasProven(tx: Tx, { browserToken, address, at }: Browser) {
  if (!browserToken) return false
  const key = { tokenHash: hashToken(browserToken), address, succeededAt: { gt: after(at, -KNOWN_BROWSER_LIFE) } }
  return (await tx.knownBrowser.findFirst({ where: key, select: { address: true } })) !== null
}

/**
 * A browser remembered under a token for one address. `known`: it has met what policies ask of a new browser, which is more
 * than the address.
 */
export type RememberedBrowser = { token: string; id: string; known: boolean }

/**
 * Remembers that this browser has proven the address. Moves all addresses of the old token to a fresh one: a token that an
 * attacker planted never comes to stand for this address. Policies count the browser as known only once `settleBrowser` has
 * noted it, and from then on.
 */
export async function rememberBrowser(tx: Tx, browser: Browser): Promise<RememberedBrowser> {
  const token = newToken()
  const [row] = await tx.$queryRaw<{ id: string; known: boolean }[]>`
    WITH ${remembering(browser, { token, id: randomUUID() })}
    SELECT id, known FROM remembered WHERE address = ${browser.address}`
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
