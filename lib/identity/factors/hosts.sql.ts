// In SQL: Prisma's client counts no distinct people, and would fetch a row for each.

import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'

const Row = z.strictObject({ host: z.string(), passkeys: z.int(), people: z.int() })
export type Stranded = z.infer<typeof Row>

/** Counts the passkeys, and the people who have them, for each host other than this one. */
export const countStranded = (host: string) =>
  queryRows(
    db(),
    Prisma.sql`
    SELECT host, count(*)::int AS passkeys, count(DISTINCT "principalId")::int AS people FROM "Passkey"
    WHERE host <> ${host} GROUP BY host ORDER BY host`,
    Row,
  )
