import { randomUUID } from 'node:crypto'
import { after, DAY } from '../../clock'
import { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import { hashOrNothing, hashToken, newToken } from '../../secrets'

/** How long a browser counts as known after its last success. Milliseconds. */
export const KNOWN_BROWSER_LIFE = 365 * DAY

type Browser = { browserToken: string | null; address: string; at: Date }

/** Whether this browser has proven the address: it says nothing of what policies ask. */
export async function hasProven(tx: Tx, { browserToken, address, at }: Browser) {
  if (!browserToken) return false
  const key = { tokenHash: hashToken(browserToken), address, succeededAt: { gt: after(at, -KNOWN_BROWSER_LIFE) } }
  return (await tx.knownBrowser.findFirst({ where: key, select: { address: true } })) !== null
}

/** What is remembered under a token for one address: `known` to policies, who ask for more than the address. */
export type RememberedBrowser = { token: string; id: string; known: boolean }

/**
 * Remembers that this browser has proven the address, under a fresh token that takes over what the old one
 * stood for: a token that somebody planted never comes to stand for this address. To policies it is known only
 * once `settleBrowser` says so, and stays so.
 */
export async function rememberBrowser(tx: Tx, browser: Browser): Promise<RememberedBrowser> {
  const token = newToken()
  const [row] = await tx.$queryRaw<{ id: string; known: boolean }[]>`
    WITH ${remembering(browser, { token, id: randomUUID() })}
    SELECT id, known FROM remembered WHERE address = ${browser.address}`
  return { token, ...row! }
}

/**
 * The part of a statement behind it. The expression `remembered` has a row (address, id, known) for each address that the
 * fresh token stands for. `fresh.id`: what a browser is called that was not known for the address.
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

/** Finds what this browser is known by for the address of a person `p`, as `k`. */
export const besideBrowser = (browserToken: string | null, at: Date) => Prisma.sql`
  LEFT JOIN "KnownBrowser" k ON k."tokenHash" = ${hashOrNothing(browserToken)} AND k.address = p.address AND k."succeededAt" > ${after(at, -KNOWN_BROWSER_LIFE)}`
