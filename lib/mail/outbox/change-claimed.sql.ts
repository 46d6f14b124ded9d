// In SQL: the same text is a statement by itself, and a part of one that also records the change.

import { z } from 'zod'
import { Prisma } from '../../db/generated/client'
import { inOneStatement } from '../../db/statement'

/** A mail as a worker claimed it. `lease`: the fencing number that its row had then. */
type Held = { id: string; lease: number }

/**
 * Makes the statement that changes a mail which is still held by the worker that claimed it, and returns its row; no row
 * where it is no longer this worker's: no other report counts.
 */
export const changing = ({ id, lease }: Held, what: Prisma.Sql) => Prisma.sql`
  UPDATE "Mail" SET ${what} WHERE "id" = ${id}::uuid AND "lease" = ${lease} AND "sentAt" IS NULL AND "droppedAt" IS NULL RETURNING "id"`

/** The row that `changing` returns. */
export const Changed = z.object({ id: z.uuid() })

/** Changes a mail that is still held. False: the mail is no longer this worker's. */
export const changeClaimed = async (mail: Held, what: Prisma.Sql): Promise<boolean> =>
  (await inOneStatement(changing(mail, what), Changed)).length === 1

/** Writes down that the last byte of this attempt leaves. False: the mail is no longer this worker's. */
export const enterDoubt = (mail: Held & { doubts: number }) =>
  changeClaimed(mail, Prisma.sql`"doubts" = ${mail.doubts + 1}`)
