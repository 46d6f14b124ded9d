// In SQL: a part of larger statements, which read the seats of an item beside it.

import { of } from '../../access/live'
import { Prisma } from '../../db/generated/client'

/** Joins to review items under an alias their seats: `first`, and `second`, which is null where one reviewer answers alone. */
export const bothSeatsOf = (
  alias: string,
) => Prisma.sql`JOIN "ReviewSeat" first ON first."itemId" = ${of(alias)}id AND NOT first.second
    LEFT JOIN "ReviewSeat" second ON second."itemId" = ${of(alias)}id AND second.second`
