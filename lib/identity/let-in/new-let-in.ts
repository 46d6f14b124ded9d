import { randomUUID } from 'node:crypto'
import { DAY } from '../../clock'
import { type Mailbox, mailboxOf } from '../../mailbox'
import { hashToken, linkToken, newToken } from '../../secrets'

/** How long a let-in link can be used, and how long a used one then counts for its browser. Milliseconds. */
export const LET_IN_LIFE = DAY

export type NewLetIn = { id: string; tokenHash: Uint8Array<ArrayBuffer>; address: string; mailbox: Mailbox }

/**
 * Makes a let-in link, "This was me", before it is written. The link of a withheld mail is nobody's: not even the
 * installation's key gives its token away. Takes the same time for both.
 */
export function newLetIn({ address, withheld }: { address: string; withheld: boolean }): NewLetIn {
  const id = randomUUID()
  const [token, nobodys] = [linkToken('let-in', id), newToken()]
  return { id, tokenHash: hashToken(withheld ? nobodys : token), address, mailbox: mailboxOf(address) }
}
