import { randomUUID } from 'node:crypto'
import { now } from '../clock'
import type { Prisma } from '../db/generated/client'
import type { Tx } from '../db/transaction'
import { settings } from '../env'
import { seal } from '../secrets'
import { insertMails, type MailRow, queueingRows } from './queue-mail.sql'
import type { TemplateInput, TemplateName } from './templates'

export type MailToQueue<Name extends TemplateName> = {
  template: Name
  /** The one canonical address that the mail is sent to. */
  recipient: string
  /** The address that a reply reaches. */
  replyTo?: string | null
  input: TemplateInput<Name>
  /** A code: sealed in the row, and wiped when the mail is sent or dropped. */
  secret?: string
  /** The time before which the mail is not sent, so that its cause can be undone. */
  notBefore?: Date
  /** The time from which the mail is worth nothing: it is then dropped, never sent late. */
  notAfter?: Date
  /**
   * Writes the row for an address that gets no mail, so that a request costs the same for every address. The worker writes
   * this mail too, and sends nothing.
   */
  withheld?: boolean
  /** The grant that shows the state of this mail. */
  grantId?: string | null
  /** The review round that the mail is about. */
  roundId?: string
  /** The time that the seats of a round's reviewer are marked with for this mail. */
  toldAt?: Date
}

/**
 * Queues a mail in the outbox, in the transaction of its cause; the worker wakes when that commits. Resolves to the row's
 * id.
 */
export async function queueMail<Name extends TemplateName>(tx: Tx, mail: MailToQueue<Name>): Promise<string> {
  const [id] = await queueMails(tx, [mail])
  return id!
}

/** Most rows written in one statement. */
const AT_ONCE = 1000

/** Queues many mails. Resolves to the rows' ids, in order. */
export async function queueMails<Name extends TemplateName>(
  tx: Tx,
  mails: readonly MailToQueue<Name>[],
): Promise<string[]> {
  if (mails.length === 0) return []
  const sender = await tx.organization.findUnique({ where: { id: 1 }, select: { name: true, timeZone: true } })
  // One moment for all of them: PostgreSQL sends a notification once however often a transaction repeats it.
  const at = now()
  const rows = mails.map((mail) => rowOf(mail, sender, at))
  for (let from = 0; from < rows.length; from += AT_ONCE) await insertMails(tx, rows.slice(from, from + AT_ONCE))
  return rows.map(({ id }) => id)
}

/** The organization as its mails name it. Null: none is set up. */
export type Sender = { name: string; timeZone: string } | null

/**
 * Makes the part of a statement that queues a mail: the common table expression `queued`, for its WITH, after the change
 * that causes the mail. `because`: a query with one row where the change happened, else none; its value (interval) is how
 * much later than `notBefore` the mail leaves.
 */
export const queueing = <Name extends TemplateName>(mail: MailToQueue<Name>, sender: Sender, because: Prisma.Sql) =>
  queueingRows([rowOf(mail, sender, now())], because)

function rowOf<Name extends TemplateName>(mail: MailToQueue<Name>, sender: Sender, at: Date): MailRow {
  const id = randomUUID()
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
    roundId: mail.roundId ?? null,
    toldAt: mail.toldAt ?? null,
  }
}
