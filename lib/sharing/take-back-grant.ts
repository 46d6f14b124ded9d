import { z } from 'zod'
import { authorize } from '../access/authorize'
import { signedIn } from '../access/visibility'
import { recordAuditEvent } from '../audit/record-audit-event'
import { after, MINUTE, now } from '../clock'
import { transaction } from '../db/transaction'
import { Conflict } from '../errors'
import type { Caller } from '../principal'

export const TakeBackGrant = z.object({ grantId: z.uuid() })
export type TakeBackGrant = z.output<typeof TakeBackGrant>

/** The button is there for 10 s; without JavaScript it stays for as long as the page does. */
const UNDO = 10 * MINUTE

/** Takes back access that one gave up a moment ago. Throws `Conflict` when it is too late, or was never one's own. */
export async function takeBackGrant(caller: Caller, { grantId }: TakeBackGrant) {
  const { principal } = signedIn(caller)
  await authorize(caller, 'grant.take-back', { principalId: principal.id })
  await transaction(async (tx) => {
    const [grant] = await tx.grant.updateManyAndReturn({
      where: {
        id: grantId,
        principalId: principal.id,
        revokedById: principal.id,
        revokedAt: { gt: after(now(), -UNDO) },
        OR: [{ endsAt: null }, { endsAt: { gt: now() } }],
        resource: { deletedAt: null },
      },
      data: { revokedAt: null, revokedById: null },
      select: { resourceId: true },
    })
    if (!grant) throw new Conflict('It is too late to take this back. Ask the person who shared it.')
    await recordAuditEvent(tx, caller, 'grant.restored', { principalId: principal.id, ...grant, detail: { grantId } })
  })
}
