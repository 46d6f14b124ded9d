import { rolesAt } from '../../../access/administrators'
import { authorize } from '../../../access/authorize'
import { recordAuditEvent } from '../../../audit/record-audit-event'
import { now } from '../../../clock'
import { db } from '../../../db/client'
import { transaction } from '../../../db/transaction'
import { Conflict, NotFound } from '../../../errors'
import type { SystemCaller } from '../../../principal'
import { findFactors, hasFactor, lockFactors } from '../find-factors'
import { underWay } from './reset-state'
import { takeAway } from './take-away'
import { canBeVouchedFor } from './vouchers'

/**
 * Finds the factors and sessions that a reset from the server would end. Throws `NotFound`, and `Conflict` for a person who
 * is disabled, has no second factor, or can be vouched for.
 */
export async function findWhatGoes(_caller: SystemCaller, address: string) {
  const found = await db().principal.findFirst({
    where: { address, removedAt: null },
    select: {
      id: true,
      name: true,
      address: true,
      roles: rolesAt(),
      blockedAt: true,
      guest: { select: { sponsorId: true } },
    },
  })
  if (!found) throw new NotFound('person')
  const { id, guest } = found
  if (found.roles.length === 0 && (await canBeVouchedFor(db(), { id, address, sponsorId: guest?.sponsorId ?? null })))
    throw new Conflict(
      'person.not-administrator',
      `${address} is no administrator: an administrator asks for their reset under People, and a member vouches.`,
    )
  if (found.blockedAt) throw new Conflict('person.disabled', `${address} is disabled: a reset would let nobody in.`)
  const { apps, passkeys, recoveryCodes } = await findFactors(db(), id)
  if (!hasFactor({ apps, passkeys }))
    throw new Conflict(
      'factor.none',
      `${address} has no second factor: there is nothing to reset, a mailed code is enough to sign in.`,
    )
  const sessions = await db().session.count({ where: { principalId: id, endedAt: null, expiresAt: { gt: now() } } })
  return { id, name: found.name, address, apps: apps.length, passkeys: passkeys.length, recoveryCodes, sessions }
}

/**
 * Removes every factor of an administrator, or of a person for whom nobody could vouch, by a command on the server. The
 * last administrator needs it, since nobody else could ask. Withdraws a reset that is under way. Resolves to the number of
 * sessions it ended, `ended`. Throws `NotFound`, and `Conflict` as `findWhatGoes` does.
 */
export async function resetFromServer(caller: SystemCaller, address: string) {
  const { id } = await findWhatGoes(caller, address)
  authorize(caller, 'factor.reset', { principalId: id })
  return transaction(async (tx) => {
    if (!hasFactor(await lockFactors(tx, id)))
      throw new Conflict('factor.none', `${address} has no second factor any longer.`)
    await tx.factorReset.updateMany({ where: { principalId: id, ...underWay(now()) }, data: { withdrawnAt: now() } })
    await recordAuditEvent(tx, caller, 'factor-reset.forced', { principalId: id })
    return takeAway(tx, caller, { id, address }, 'Your second factors were reset by whoever runs the server.')
  })
}
