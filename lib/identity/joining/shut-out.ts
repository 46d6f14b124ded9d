import { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import { mailboxOf } from '../../mailbox'

/** How the other addresses of a mailbox stand here: one row, for every address. Whoever left by themselves may return. */
const othersOf = (address: string) => Prisma.sql`
  SELECT coalesce(bool_or("blockedAt" IS NOT NULL AND "removedAt" IS NULL), false) AS blocked,
    coalesce(bool_or("removedAt" IS NOT NULL AND "removedById" IS DISTINCT FROM id), false) AS removed
  FROM "Principal" WHERE mailbox = ${mailboxOf(address)} AND address <> ${address}`

/** Another address of the same mailbox that is blocked or disabled, if there is one. */
export const findBlockedAs = (tx: Tx, address: string) =>
  tx.principal.findFirst({
    where: { mailbox: mailboxOf(address), address: { not: address }, blockedAt: { not: null }, removedAt: null },
    select: { address: true },
  })

/**
 * Whether a principal `p`, or nobody yet, at an address would be a new account of a mailbox that was blocked, disabled
 * or removed, so that nobody comes back under another name. Of those who are invited and have yet to prove the address
 * only a block holds; whoever proved it is somebody we know.
 */
export const isShutOut = (address: string) => Prisma.sql`(
  SELECT CASE
    WHEN p.id IS NULL THEN others.blocked OR others.removed
    WHEN p."removedAt" IS NOT NULL THEN others.blocked OR others.removed OR p."removedById" IS DISTINCT FROM p.id
    ELSE p."provenAt" IS NULL AND others.blocked
  END FROM (${othersOf(address)}) others)`
