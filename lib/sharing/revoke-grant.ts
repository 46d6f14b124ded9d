import { z } from 'zod'
import { authorize } from '../access/authorize'
import { transaction } from '../db/transaction'
import { Conflict } from '../errors'
import type { Caller } from '../principal'
import { endGrant, isNews, tellEnd } from './end-grants'
import { findManagedGrant } from './find-managed-resource'
import { holderOf } from './holder-of'
import { keepManager } from './spaces/keep-manager'

export const RevokeGrant = z.object({ grantId: z.uuid() })
export type RevokeGrant = z.output<typeof RevokeGrant>

/**
 * Revokes a grant, in force at once, and withdraws its invitation. Also revokes a grant that its holder gave up, so that it
 * can't be taken back. The holder is mailed once the revocation can't be undone. Throws `NotFound`, and `Conflict` where the
 * grant is revoked already, or that of the last who manages a space.
 */
export async function revokeGrant(caller: Caller, { grantId }: RevokeGrant) {
  const grant = await findManagedGrant(caller, grantId)
  authorize(caller, 'grant.revoke', grant.resource)
  await transaction(async (tx) => {
    const ended = await endGrant(tx, caller, grantId, { undoable: true })
    if (!ended) throw new Conflict('grant.ended', `${grant.principal.address} has no access any longer.`)
    if (ended.role === 'manage') await keepManager(tx, grant.resource.id)
    if (isNews(ended)) await tellEnd(tx, caller, grant.resource, holderOf(grant))
  })
}
