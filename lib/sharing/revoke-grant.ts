import { z } from 'zod'
import { authorize } from '../access/authorize'
import { transaction } from '../db/transaction'
import { Conflict } from '../errors'
import type { Caller } from '../principal'
import { endGrant, tellEnd } from './end-grants'
import { findManagedGrant } from './find-managed-resource'
import { holderOf } from './holder-of'

export const RevokeGrant = z.object({ grantId: z.uuid() })
export type RevokeGrant = z.output<typeof RevokeGrant>

/** Takes access away, in force at once, and withdraws the invitation. The holder is told a little later. Throws `Conflict` if it is gone. */
export async function revokeGrant(caller: Caller, { grantId }: RevokeGrant) {
  const grant = await findManagedGrant(caller, grantId)
  await authorize(caller, 'grant.revoke', grant.resource)
  await transaction(async (tx) => {
    if (!(await endGrant(tx, caller, grantId))) throw new Conflict(`${grant.principal.address} has no access any longer.`)
    await tellEnd(tx, caller, grant.resource, holderOf(grant))
  })
}
