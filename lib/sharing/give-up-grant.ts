import { z } from 'zod'
import { authorize } from '../access/authorize'
import { signedIn } from '../access/visibility'
import { liveGrants } from '../access/live'
import { recordAuditEvent } from '../audit/record-audit-event'
import { after, now } from '../clock'
import { transaction } from '../db/transaction'
import { NotFound } from '../errors'
import type { Caller } from '../principal'
import { UNDO_TAKEN } from '../undo'
import { keepManager } from './spaces/keep-manager'

export const GiveUpGrant = z.object({ grantId: z.uuid() })
export type GiveUpGrant = z.output<typeof GiveUpGrant>

/** Gives up a grant of the caller's own. Can be taken back for `UNDO_TAKEN` milliseconds. Throws `NotFound` for another person's grant, and for one that is not in force, and `Conflict` for that of the last who manages a space. */
export async function giveUpGrant(caller: Caller, { grantId }: GiveUpGrant) {
  const { principal } = signedIn(caller)
  authorize(caller, 'grant.give-up', { principalId: principal.id })
  await transaction(async (tx) => {
    const at = now()
    const [grant] = await tx.grant.updateManyAndReturn({
      where: { id: grantId, principalId: principal.id, resource: { deletedAt: null }, ...liveGrants() },
      data: { revokedAt: at, revokedById: principal.id, undoUntil: after(at, UNDO_TAKEN) },
      select: { resourceId: true, role: true },
    })
    if (!grant) throw new NotFound('access')
    const { resourceId, role } = grant
    if (role === 'manage') await keepManager(tx, resourceId)
    await recordAuditEvent(tx, caller, 'grant.given-up', { principalId: principal.id, resourceId, detail: { grantId } })
  })
}
