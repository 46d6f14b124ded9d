import { traced } from '../traced'
import { db } from './client'
import type { Prisma } from './generated/client'

/** What a verb writes with: a transaction, never the bare client. */
export type Tx = Prisma.TransactionClient

const promised = new WeakMap<Tx, (() => void)[]>()

/** How long a transaction may wait for a connection, and last, in milliseconds: whoever asked is answered then. A test that is about neither gives both more. */
export const patience = { toBegin: 10_000, toEnd: 30_000 }

/** Runs `work` in one READ COMMITTED transaction: all of it happens, or none. `timeout`: milliseconds it may take. */
export async function transaction<T>(work: (tx: Tx) => Promise<T>, timeout = patience.toEnd): Promise<T> {
  const actions: (() => void)[] = []
  const begin = (tx: Tx) => (promised.set(tx, actions), work(tx))
  const result = await traced('transaction', () => db().$transaction(begin, { maxWait: patience.toBegin, timeout }))
  for (const action of actions) action()
  return result
}

/** Has something done once the transaction is through, and never if it fails. Where there is none: at once. */
export function afterwards(tx: Tx, action: () => void) {
  const actions = promised.get(tx)
  if (actions) actions.push(action)
  else action()
}
