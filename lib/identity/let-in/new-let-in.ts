import { randomUUID } from 'node:crypto'
import { DAY } from '../../clock'
import { type Mailbox, mailboxOf } from '../../mailbox'
import { hashToken, linkToken, newToken } from '../../secrets'

/** How long the link of a code mail can be used, and how long it then lets a browser in. Milliseconds. */
export const LET_IN_LIFE = DAY

export type NewLetIn = { id: string; tokenHash: Uint8Array<ArrayBuffer>; address: string; mailbox: Mailbox }

/**
 * A link "This was me", before it is written. That of a withheld mail is nobody's: not even our key gives its token
 * away. Takes the same time for both.
 */
export function newLetIn({ address, withheld }: { address: string; withheld: boolean }): NewLetIn {
  const id = randomUUID()
  const [token, nobodys] = [linkToken('let-in', id), newToken()]
  return { id, tokenHash: hashToken(withheld ? nobodys : token), address, mailbox: mailboxOf(address) }
}
