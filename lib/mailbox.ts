declare const key: unique symbol

/** Which mailbox an address leads to: a key to count and refuse by, never an address to mail or to sign in with. */
export type Mailbox = string & { [key]: true }

/**
 * The mailbox behind a canonical address: `nicole+plan@` and `nicole@` are one (RFC 5233, as mail servers commonly
 * deliver). The local part counts up to its first plus sign that is not its first character. The columns `mailbox`
 * are the same rule in SQL.
 */
export function mailboxOf(address: string): Mailbox {
  const [plus, at] = [address.indexOf('+', 1), address.lastIndexOf('@')]
  return (plus > 0 && plus < at ? address.slice(0, plus) + address.slice(at) : address) as Mailbox
}
