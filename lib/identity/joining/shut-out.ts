import type { Tx } from '../../db/transaction'
import { mailboxOf } from '../../mailbox'

/** Finds another address of the same mailbox that is blocked or disabled. Null: there is none. */
export const findBlockedAs = (tx: Tx, address: string) =>
  tx.principal.findFirst({
    where: { mailbox: mailboxOf(address), address: { not: address }, blockedAt: { not: null }, removedAt: null },
    select: { address: true },
  })
