import { z } from 'zod'
import { authorize } from '../access/authorize'
import { signedIn } from '../access/visibility'
import { recordAuditEvent } from '../audit/record-audit-event'
import { transaction } from '../db/transaction'
import { Conflict } from '../errors'
import type { Caller } from '../principal'
import { undoEnding } from './undo-ending'

export const TakeBackGrant = z.object({ grantId: z.uuid() })
export type TakeBackGrant = z.output<typeof TakeBackGrant>

/**
 * Takes back a grant that the caller gave up, within `UNDO_TAKEN` milliseconds. Throws `Conflict` where it is too late, another
 * person has revoked the grant since, or it was never the caller's.
 */
export async function takeBackGrant(caller: Caller, { grantId }: TakeBackGrant) {
  const { principal } = signedIn(caller)
  authorize(caller, 'grant.take-back', { principalId: principal.id })
  await transaction(async (tx) => {
    const undone = await undoEnding(tx, caller, grantId)
    if (undone?.principalId !== principal.id)
      throw new Conflict('undo.too-late', 'It is too late to take this back. Ask the person who shared it.')
    const { principalId, resourceId } = undone
    await recordAuditEvent(tx, caller, 'grant.restored', { principalId, resourceId, detail: { grantId } })
  })
}
