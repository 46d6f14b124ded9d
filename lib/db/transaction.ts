import { Conflict } from '../errors'
import { traced } from '../traced'
import { db } from './client'
import type { Prisma } from './generated/client'

/** The client that a verb writes with: a transaction, never the bare client. */
export type Tx = Prisma.TransactionClient

const promised = new WeakMap<Tx, (() => void)[]>()

/**
 * How long a transaction may wait for a connection, and last, in milliseconds: after that it fails, and the request is
 * answered. A test that is about neither raises both.
 */
export const patience = { toBegin: 10_000, toEnd: 30_000 }

/**
 * Runs `work` in one READ COMMITTED transaction: all of it happens, or none. `timeout`: milliseconds it may take. Throws
 * `Conflict` where a row would end before it begins: a clock was ahead when it began, or is behind now.
 */
export async function transaction<T>(work: (tx: Tx) => Promise<T>, timeout = patience.toEnd): Promise<T> {
  const actions: (() => void)[] = []
  const begin = (tx: Tx) => (promised.set(tx, actions), work(tx))
  const result = await traced('transaction', () =>
    db().$transaction(begin, { maxWait: patience.toBegin, timeout }).catch(tell),
  )
  for (const action of actions) action()
  return result
}

/** The checks of this name are in lib/installation/row-rules. */
const endsTooSoon = /violates check constraint "\w+_ends_after_start"/

function tell(error: unknown): never {
  if (!(error instanceof Error) || !endsTooSoon.test(error.message)) throw error
  throw new Conflict(
    'time.clock-behind',
    'Nothing was changed: by this server’s clock it would end before it begins, so the clock was ahead then or is behind now. Once the clock is right, choose a later end, or end this and begin anew.',
  )
}

/** Runs an action once the transaction has committed, and never if it fails. Runs it at once where `tx` is none. */
export function afterwards(tx: Tx, action: () => void) {
  const actions = promised.get(tx)
  if (actions) actions.push(action)
  else action()
}
