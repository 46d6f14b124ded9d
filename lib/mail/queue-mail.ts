import { randomUUID } from 'node:crypto'
import { now } from '../clock'
import { Prisma } from '../db/generated/client'
import type { Tx } from '../db/transaction'
import { settings } from '../env'
import { seal } from '../secrets'
import type { TemplateInput, TemplateName } from './templates'

export type MailToQueue<Name extends TemplateName> = {
  template: Name
  /** The one canonical address it goes to. */
  recipient: string
  /** Whom a reply should reach. */
  replyTo?: string | null
  input: TemplateInput<Name>
  /** A code: sealed in the row, and wiped when the mail is sent or dropped. */
  secret?: string
  /** Not to be sent sooner: time to undo what causes it. */
  notBefore?: Date
  /** From this moment on the mail is worth nothing: it is dropped, never sent late. */
  notAfter?: Date
  /** Writes the row for an address that gets no mail, so that asking costs the same for every address: the worker writes the mail too, and sends nothing. */
  withheld?: boolean
  /** The grant whose mail state this is. */
  grantId?: string | null
}

/**
 * Writes a mail into the outbox, in the transaction that causes it; the worker wakes when that commits.
 * Resolves to the row's id.
 */
export async function queueMail<Name extends TemplateName>(tx: Tx, mail: MailToQueue<Name>): Promise<string> {
  const [id] = await queueMails(tx, [mail])
  return id!
}

/** Rows written in one statement. */
const AT_ONCE = 1000

/** The same for many at once. Resolves to the rows' ids, in order. */
export async function queueMails<Name extends TemplateName>(
  tx: Tx,
  mails: readonly MailToQueue<Name>[],
): Promise<string[]> {
  if (mails.length === 0) return []
  const sender = await tx.organization.findUnique({ where: { id: 1 }, select: { name: true, timeZone: true } })
  const rows = mails.map((mail) => rowOf(mail, sender))
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await tx.$executeRaw`WITH ${queueingRows(rows.slice(from, from + AT_ONCE), AT_ONCE_THEY_LEAVE)} SELECT count(*) FROM queued`
  return rows.map(({ id }) => id)
}

/** The organization as its mails name it; null while none is set up. */
export type Sender = { name: string; timeZone: string } | null

/**
 * The part of a statement that queues a mail: the common table expression `queued`, which stands in its WITH after the change
 * that causes the mail. `because`: a query of one row where the change happened, of none where it did not; in it how much
 * later than `notBefore` the mail leaves (interval).
 */
export const queueing = <Name extends TemplateName>(mail: MailToQueue<Name>, sender: Sender, because: Prisma.Sql) =>
  queueingRows([rowOf(mail, sender)], because)

const AT_ONCE_THEY_LEAVE = Prisma.sql`SELECT interval '0'`

/** Rows as JSON, and the ring for the worker, in one statement: a createMany costs several times as much (docs/decisions/0010). */
const queueingRows = (rows: ReturnType<typeof rowOf>[], because: Prisma.Sql) => Prisma.sql`
  queued AS (
    INSERT INTO "Mail" (id, template, recipient, "replyTo", input, sealed, "messageId", "createdAt", "notAfter", "withheldAt", "nextAttemptAt", "grantId")
    SELECT id, template, recipient, "replyTo", input, decode(sealed, 'hex'), "messageId", "createdAt", "notAfter", "withheldAt", "nextAttemptAt" + later, "grantId"
    FROM (${because}) because (later), jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (id uuid, template text, recipient text, "replyTo" text, input jsonb, sealed text,
      "messageId" text, "createdAt" timestamptz, "notAfter" timestamptz, "withheldAt" timestamptz, "nextAttemptAt" timestamptz, "grantId" uuid)
    RETURNING pg_notify('mail', (extract(epoch FROM "nextAttemptAt") * 1000)::bigint::text)
  )`

function rowOf<Name extends TemplateName>(mail: MailToQueue<Name>, sender: Sender) {
  const id = randomUUID()
  const at = now()
  return {
    id,
    template: mail.template,
    recipient: mail.recipient,
    replyTo: mail.replyTo ?? null,
    // The organization's name is kept as it is now, so that a retry after a renaming stays the same mail.
    input: { organization: sender ?? { name: 'Foyer', timeZone: 'UTC' }, input: mail.input },
    sealed: mail.secret === undefined ? null : Buffer.from(seal(mail.secret)).toString('hex'),
    messageId: `<${id}@${new URL(settings().publicUrl).hostname}>`,
    createdAt: at,
    notAfter: mail.notAfter ?? null,
    withheldAt: mail.withheld ? at : null,
    nextAttemptAt: mail.notBefore ?? at,
    grantId: mail.grantId ?? null,
  }
}
