import { after, DAY } from '../../clock'
import type { Tx } from '../../db/transaction'
import { hashToken } from '../../secrets'

/** How long a browser is known for an address after its last proof. Milliseconds. */
export const KNOWN_BROWSER_LIFE = 365 * DAY

/** A browser with the token of its cookie for the addresses it has proven, at a time. */
export type Browser = { browserToken: string | null; address: string; at: Date }

/** Checks whether this browser has proven the address. Policies may still count the browser as new. */
export async function hasProven(tx: Tx, { browserToken, address, at }: Browser) {
  if (!browserToken) return false
  const key = { tokenHash: hashToken(browserToken), address, succeededAt: { gt: after(at, -KNOWN_BROWSER_LIFE) } }
  return (await tx.knownBrowser.findFirst({ where: key, select: { address: true } })) !== null
}
