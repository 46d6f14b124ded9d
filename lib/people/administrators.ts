import type { Action } from '../access/permissions'
import { raisePolicyVersion } from '../access/raise-policy-version'
import { inOfficeIn } from '../access/live'
import type { Tx } from '../db/transaction'
import { AccessDenied, Conflict } from '../errors'
import { keepAWayIn } from '../policies/keep-a-way-in'
import type { Caller } from '../principal'

/**
 * Locks the administrators in office until the transaction ends, so that changes to them happen one after
 * another, and answers their ids. Throws `AccessDenied` when the caller has meanwhile ceased to be one.
 */
export async function holdAdministrators(tx: Tx, caller: Caller, action: Action): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Principal"
    WHERE administrator AND ${inOfficeIn('"Principal"')}
    ORDER BY id FOR UPDATE`
  const ids = rows.map(({ id }) => id)
  if (caller.kind === 'person' && !ids.includes(caller.principal.id))
    throw new AccessDenied(action, 'no longer an administrator')
  return ids
}

/** Makes sure that somebody administers who has signed in before, and that policies let them, when `principalId` no longer does. Throws `Conflict` for the last one. */
export async function keepOneAdministrator(tx: Tx, caller: Caller, action: Action, principalId: string) {
  await raisePolicyVersion(tx)
  const ids = await holdAdministrators(tx, caller, action)
  const others = await tx.principal.count({ where: { id: { in: ids, not: principalId }, provenAt: { not: null } } })
  if (others === 0)
    throw new Conflict(
      'administrator.last',
      'Somebody has to administer Foyer. Make another member an administrator first, and have them sign in.',
    )
  await keepAWayIn(tx, caller, { without: principalId })
}
