import type { Action } from '../access/permissions'
import { raisePolicyVersion } from '../access/raise-policy-version'
import { now } from '../clock'
import type { Tx } from '../db/transaction'
import { AccessDenied, Conflict } from '../errors'
import { keepAWayIn } from '../policies/keep-a-way-in'
import type { Caller } from '../principal'
import { type Held, lockAdministrators } from './administrators.sql'

/**
 * Locks the administrators in office, with their roles, until the transaction ends, so that changes to them happen one
 * after another. Throws `AccessDenied` when the caller has meanwhile ceased to be one.
 */
export async function holdAdministrators(tx: Tx, caller: Caller, action: Action): Promise<Held[]> {
  const rows = await lockAdministrators(tx, now())
  if (caller.kind === 'person' && !rows.some(({ id }) => id === caller.principal.id))
    throw new AccessDenied(action, 'no longer an administrator')
  return rows
}

/** Makes sure that somebody administers for good who has signed in before, and that policies let them, when `principalId` no longer does. Throws `Conflict` for the last one. */
export async function keepOneAdministrator(tx: Tx, caller: Caller, action: Action, principalId: string) {
  await raisePolicyVersion(tx)
  const held = await holdAdministrators(tx, caller, action)
  const ids = held.filter(({ forGood }) => forGood).map(({ id }) => id)
  const others = await tx.principal.count({ where: { id: { in: ids, not: principalId }, provenAt: { not: null } } })
  if (others === 0)
    throw new Conflict(
      'administrator.last',
      'Somebody has to administer Foyer. Make another member an administrator first, and have them sign in.',
    )
  await keepAWayIn(tx, caller, { without: principalId })
}
