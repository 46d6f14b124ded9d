import type { Tx } from '../db/transaction'
import { isLinkToken } from '../ids'
import { hashToken } from '../secrets'
import { findByHash, type FoundInvitation } from './find-invitation.sql'

/** An invitation by its token with all that decides what it still opens; null for a token that nobody was sent. */
export async function findInvitation(tx: Tx, token: string): Promise<FoundInvitation | null> {
  // What `linkToken` makes; anything else in an address is not worth a query.
  if (!isLinkToken(token)) return null
  const [found] = await findByHash(tx, hashToken(token))
  return found ?? null
}
