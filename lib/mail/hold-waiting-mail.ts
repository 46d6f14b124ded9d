import type { Tx } from '../db/transaction'
import type { TemplateName } from './templates'

/**
 * Keeps the worker from a grant's mail until the transaction ends. Resolves to false where one of them is on its way
 * or has left that was written since the grant was last given: what it says can't be undone any more.
 */
export async function holdWaitingMail(
  tx: Tx,
  { grantId, template }: { grantId: string; template: TemplateName },
): Promise<boolean> {
  const mails = await tx.$queryRaw<{ left: boolean }[]>`
    SELECT attempts > 0 AS left FROM "Mail" m
    WHERE m."grantId" = ${grantId}::uuid AND template = ${template} AND "droppedAt" IS NULL
      AND "createdAt" >= (SELECT "grantedAt" FROM "Grant" g WHERE g.id = m."grantId")
    FOR UPDATE OF m`
  return mails.every(({ left }) => !left)
}
