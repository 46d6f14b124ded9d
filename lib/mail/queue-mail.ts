import { randomUUID } from 'node:crypto'
import { now } from '../clock'
import type { Prisma } from '../db/generated/client'
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
  /** Writes the row for an address that gets no mail, so that asking costs the same for every address. */
  withheld?: boolean
  /** The grant whose mail state this is. */
  grantId?: string | null
}

/**
 * Writes a mail into the outbox, in the transaction that causes it; the worker wakes when that commits.
 * Resolves to the row's id.
 */
export async function queueMail<Name extends TemplateName>(tx: Tx, mail: MailToQueue<Name>): Promise<string> {
  const id = randomUUID()
  const at = now()
  await tx.mail.create({
    data: {
      id,
      template: mail.template,
      recipient: mail.recipient,
      replyTo: mail.replyTo ?? null,
      input: await keep(tx, mail.input),
      sealed: mail.secret === undefined ? null : seal(mail.secret),
      messageId: `<${id}@${new URL(settings().publicUrl).hostname}>`,
      createdAt: at,
      notAfter: mail.notAfter ?? null,
      withheldAt: mail.withheld ? at : null,
      nextAttemptAt: mail.withheld ? null : (mail.notBefore ?? at),
      grantId: mail.grantId ?? null,
    },
  })
  await tx.$executeRaw`SELECT pg_notify('mail', '')`
  return id
}

// The organization's name is kept as it is now, so that a retry after a renaming stays the same mail.
async function keep(tx: Tx, input: unknown): Promise<Prisma.InputJsonObject> {
  const organization = await tx.organization.findUnique({ where: { id: 1 }, select: { name: true, timeZone: true } })
  return JSON.parse(JSON.stringify({ organization: organization ?? { name: 'Foyer', timeZone: 'UTC' }, input }))
}
