import type { Tx } from '../db/transaction'
import { Invalid } from '../errors'

/** Reads one part after the other and throws a single `Invalid` with what is wrong in all of them. */
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
