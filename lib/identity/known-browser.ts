import { after, DAY } from '../clock'
import type { Tx } from '../db/transaction'
import { hashToken, newToken } from '../secrets'

/** How long a browser counts as known after its last success. Milliseconds. */
export const KNOWN_BROWSER_LIFE = 365 * DAY

type Browser = { browserToken: string | null; address: string; at: Date }

/** Whether this browser has proven the address before. */
export async function isKnownBrowser(tx: Tx, { browserToken, address, at }: Browser) {
  if (!browserToken) return false
  const key = { tokenHash: hashToken(browserToken), address, succeededAt: { gt: after(at, -KNOWN_BROWSER_LIFE) } }
  return (await tx.knownBrowser.findFirst({ where: key, select: { address: true } })) !== null
}

/**
 * Remembers that this browser has proven the address, under a fresh token that takes over what the old one
 * stood for: a token that somebody planted never comes to stand for this address. Resolves to the token.
 */
export async function rememberBrowser(tx: Tx, { browserToken, address, at }: Browser) {
  const token = newToken()
  await tx.$executeRaw`
    WITH old AS (
      DELETE FROM "KnownBrowser" WHERE "tokenHash" = ${browserToken ? hashToken(browserToken) : new Uint8Array()}
      RETURNING address, "succeededAt"
    )
    INSERT INTO "KnownBrowser" ("tokenHash", address, "succeededAt")
    SELECT ${hashToken(token)}::bytea, address, "succeededAt" FROM old
    WHERE address <> ${address} AND "succeededAt" > ${after(at, -KNOWN_BROWSER_LIFE)}
    UNION ALL SELECT ${hashToken(token)}::bytea, ${address}, ${at}::timestamptz`
  return token
}
