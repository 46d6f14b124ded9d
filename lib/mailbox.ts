/**
 * The mailbox that a canonical address reaches: what stands before the first `+` of its name, unless that is the first
 * character. Two addresses of one mailbox are two principals; nobody takes them for two people.
 */
export function mailboxOf(address: string): string {
  const at = address.lastIndexOf('@')
  const tag = address.slice(0, at).indexOf('+', 1)
  return tag < 0 ? address : address.slice(0, tag) + address.slice(at)
}
