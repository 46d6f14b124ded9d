// In SQL: a part of larger statements, which decide and write at once.

import { Prisma } from '../../db/generated/client'
import { mailboxOf } from '../../mailbox'

/**
 * Matches an address that would be a new account for a mailbox that was blocked, disabled or removed, so that nobody comes
 * back under another name: the query for its other addresses has one row for every address, and leaves out people who
 * removed themselves, since they may return. `p`: the principal of the address, or null columns. A removed
 * principal counts as none, and is kept out where another person removed them. A guest who was invited and has yet to
 * prove the address is only kept out by a block. A principal who has proven it is known, and not kept out.
 */
export const isShutOut = (address: string) => Prisma.sql`(
  SELECT CASE
    WHEN p.id IS NULL THEN others.blocked OR others.removed
    WHEN p."removedAt" IS NOT NULL THEN others.blocked OR others.removed OR p."removedById" IS DISTINCT FROM p.id
    ELSE p."provenAt" IS NULL AND others.blocked
  END FROM (
    SELECT coalesce(bool_or("blockedAt" IS NOT NULL AND "removedAt" IS NULL), false) AS blocked,
      coalesce(bool_or("removedAt" IS NOT NULL AND "removedById" IS DISTINCT FROM id), false) AS removed
    FROM "Principal" WHERE mailbox = ${mailboxOf(address)} AND address <> ${address}
  ) others)`
