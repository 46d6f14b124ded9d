import type { Tx } from '../db/transaction'
import type { TemplateName } from './templates'

/**
 * Locks a grant's mails, so that no worker takes them until the transaction ends. Resolves to false where a worker has
 * already taken one that was written since the grant was last given: its news can't be undone any more.
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
