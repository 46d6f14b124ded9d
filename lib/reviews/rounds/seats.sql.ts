// In SQL: a part of larger statements, which read the seats of an item beside it.

import { Prisma } from '../../db/generated/client'

/** Joins to `"ReviewItem" i` its seats: `first`, and `second`, which is null where one reviewer answers alone. */
export const bothSeats = Prisma.sql`JOIN "ReviewSeat" first ON first."itemId" = i.id AND NOT first.second
    LEFT JOIN "ReviewSeat" second ON second."itemId" = i.id AND second.second`
