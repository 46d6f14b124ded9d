import type { Tx } from '../db/transaction'
import { Invalid } from '../errors'

/** Calls each reader in turn. Throws one `Invalid` with the fields of all readers that threw one, and any other error at once. */
export async function readAll<Parts extends unknown[]>(
  tx: Tx,
  ...readers: { [Part in keyof Parts]: (tx: Tx) => Promise<Parts[Part]> }
): Promise<Parts> {
  const read: unknown[] = []
  const problems: Record<string, string> = {}
  for (const reader of readers) {
    try {
      read.push(await reader(tx))
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      Object.assign(problems, error.fields)
    }
  }
  if (Object.keys(problems).length > 0) throw new Invalid('form.invalid', problems)
  return read as Parts
}
