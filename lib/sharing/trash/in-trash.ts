import { after, DAY, now } from '../../clock'
import type { Prisma } from '../../db/generated/client'
import { settings } from '../../env'

/** Matches what was deleted and can still be restored at a time. */
export const inTrash = (at = now()) =>
  ({ deletedAt: { gt: after(at, -settings().trashDays * DAY) }, purgedAt: null }) satisfies Prisma.ResourceWhereInput

/** Matches what was deleted, can't be restored any longer at a time, and still holds its files. */
export const outOfTrash = (at = now()) =>
  ({ deletedAt: { lte: after(at, -settings().trashDays * DAY) }, purgedAt: null }) satisfies Prisma.ResourceWhereInput

/** Returns until when what was deleted at a time can be restored. */
export const trashedUntil = (deletedAt: Date) => after(deletedAt, settings().trashDays * DAY)
