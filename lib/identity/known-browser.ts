import { after, DAY } from '../clock'
import type { Tx } from '../db/transaction'
import { hashToken, newToken } from '../secrets'

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
export async function rememberBrowser(tx: Tx, { browserToken, address, at }: Browser): Promise<RememberedBrowser> {
  const token = newToken()
  const rows = await tx.$queryRaw<{ address: string; id: string; known: boolean }[]>`
    WITH old AS (
      DELETE FROM "KnownBrowser" WHERE "tokenHash" = ${browserToken ? hashToken(browserToken) : new Uint8Array()}
      RETURNING address, "succeededAt", id, "knownAt"
    ), kept AS (SELECT * FROM old WHERE "succeededAt" > ${after(at, -KNOWN_BROWSER_LIFE)})
    INSERT INTO "KnownBrowser" ("tokenHash", address, "succeededAt", id, "knownAt")
    SELECT ${hashToken(token)}::bytea, address, "succeededAt", id, "knownAt" FROM kept WHERE address <> ${address}
    UNION ALL SELECT ${hashToken(token)}::bytea, ${address}, ${at}::timestamptz, coalesce(kept.id, gen_random_uuid()), kept."knownAt"
      FROM (SELECT) one LEFT JOIN kept ON kept.address = ${address}
    RETURNING address, id, "knownAt" IS NOT NULL AS known`
  const { id, known } = rows.find((row) => row.address === address)!
  return { token, id, known }
}
