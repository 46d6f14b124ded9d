import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { after, now } from '../../clock'
import { transaction } from '../../db/transaction'
import { settings } from '../../env'
import type { SystemCaller } from '../../principal'
import { linkToken } from '../../secrets'
import { LET_IN_LIFE, newLetIn } from './new-let-in'

export type MadeLetIn = { url: string; until: Date; known: boolean }

/**
 * Makes a let-in link for an address, by a command on the server. The link can be used once, until `until`. `known`: a
 * principal has the address.
 */
export async function makeLetIn(caller: SystemCaller, address: string): Promise<MadeLetIn> {
  authorize(caller, 'let-in.make')
  const at = now()
  const letIn = newLetIn({ address, withheld: false })
  return transaction(async (tx) => {
    await tx.letIn.create({ data: { ...letIn, createdAt: at } })
    const found = await tx.principal.findUnique({ where: { address }, select: { id: true } })
    await recordAuditEvent(tx, caller, 'let-in.made', { principalId: found?.id, detail: { address } })
    return {
      url: `${settings().publicUrl}/let-in/${linkToken('let-in', letIn.id)}`,
      until: after(at, LET_IN_LIFE),
      known: found !== null,
    }
  })
}
