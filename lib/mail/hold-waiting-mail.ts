import type { Tx } from '../db/transaction'
import { lockMails } from './hold-waiting-mail.sql'
import type { TemplateName } from './templates'

/**
 * Locks a grant's mails, so that no worker takes them until the transaction ends. Resolves to false where a worker has
 * already taken one that was written since the grant was last given: its news can't be undone any more.
 */
export async function holdWaitingMail(
  tx: Tx,
  { grantId, template }: { grantId: string; template: TemplateName },
): Promise<boolean> {
  const mails = await lockMails(tx, grantId, template)
  return mails.every(({ left }) => !left)
}
