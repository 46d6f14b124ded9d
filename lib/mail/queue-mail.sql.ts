// In SQL: one statement inserts rows and notifies the worker, where a createMany alone costs several times as much.

import { Prisma } from '../db/generated/client'
import type { Tx } from '../db/transaction'

/** A row of the outbox to be written. `sealed`: hexadecimal. */
export type MailRow = {
  id: string
  template: string
  recipient: string
  replyTo: string | null
  input: object
  sealed: string | null
  messageId: string
  createdAt: Date
  notAfter: Date | null
  withheldAt: Date | null
  nextAttemptAt: Date
  grantId: string | null
  roundId: string | null
  toldAt: Date | null
}

/** Inserts rows into the outbox and notifies the worker. */
export const insertMails = (tx: Tx, rows: MailRow[]) =>
  tx.$executeRaw`WITH ${queueingRows(rows, NO_LATER)} SELECT count(*) FROM queued`

const NO_LATER = Prisma.sql`SELECT interval '0'`

/**
 * Makes the expression that inserts the rows, as JSON, and notifies the worker, in one statement: a createMany costs
 * several times as much (docs/decisions/0010). `because`: as for `queueing`.
 */
export const queueingRows = (rows: MailRow[], because: Prisma.Sql) => Prisma.sql`
  queued AS (
    INSERT INTO "Mail" (id, template, recipient, "replyTo", input, sealed, "messageId", "createdAt", "notAfter", "withheldAt", "nextAttemptAt", "grantId", "roundId", "toldAt")
    SELECT id, template, recipient, "replyTo", input, decode(sealed, 'hex'), "messageId", "createdAt", "notAfter", "withheldAt", "nextAttemptAt" + later, "grantId", "roundId", "toldAt"
    FROM (${because}) because (later), jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (id uuid, template text, recipient text, "replyTo" text, input jsonb, sealed text,
      "messageId" text, "createdAt" timestamptz, "notAfter" timestamptz, "withheldAt" timestamptz, "nextAttemptAt" timestamptz, "grantId" uuid, "roundId" uuid, "toldAt" timestamptz)
    RETURNING pg_notify('mail', (extract(epoch FROM "nextAttemptAt") * 1000)::bigint::text)
  )`
