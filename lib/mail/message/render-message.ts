import { z } from 'zod'
import { settings } from '../../env'
import { unseal } from '../../secrets'
import { type TemplateName, templates } from '../templates'
import { type Frame, type Template } from '../templates/template'
import { oneLine, subjectLine, theirs } from '../../words/letters'
import { checkMessage, Undeliverable } from './check-message'
import type { Message } from './message'
import { writeLetter } from './write-letter'

/** The columns of an outbox row that rendering needs. */
export type RenderableMail = {
  id: string
  template: string
  recipient: string
  replyTo: string | null
  input: unknown
  sealed: Uint8Array | null
  messageId: string
  createdAt: Date
}

const organization = z.object({
  name: z.string().transform((name) => theirs(name, 100) || 'Foyer'),
  timeZone: z.string(),
})

/** The input that `queueMail` stores in a row: the template's own, and the organization as it was called then. */
const stored = z.object({ organization, input: z.unknown() })

/** Renders the mail of a row. Throws `Undeliverable` for one that no attempt could send. */
export async function renderMessage(mail: RenderableMail): Promise<Message> {
  const { template, input, frame } = open(mail)
  const { html, text } = await writeLetter(template.letter(input, frame))
  return checkMessage({
    id: mail.id,
    messageId: mail.messageId,
    date: mail.createdAt,
    from: sender(),
    to: mail.recipient,
    replyTo: mail.replyTo,
    subject: subjectLine(template.subject(input, frame)),
    html,
    text,
  })
}

function open(mail: RenderableMail) {
  if (!Object.hasOwn(templates, mail.template)) throw new Undeliverable(`There is no template "${mail.template}".`)
  const template = templates[mail.template as TemplateName] as Template<z.ZodType>
  const kept = stored.safeParse(mail.input)
  const input = template.input.safeParse(kept.data?.input)
  if (!kept.success || !input.success)
    throw new Undeliverable(`The template "${mail.template}" can't be written from this input.`)
  const frame: Frame = {
    organization: kept.data.organization.name,
    timeZone: kept.data.organization.timeZone,
    publicUrl: settings().publicUrl,
    replyTo: mail.replyTo,
    secret: mail.sealed && unseal(mail.sealed),
  }
  return { template, input: input.data, frame }
}

/** Reads name and address from MAIL_FROM. The local mailbox works without it. */
function sender() {
  const from = settings().mailFrom ?? 'Foyer <foyer@localhost>'
  const parts = /^(.*) <([^<>]+)>$/.exec(from)
  return parts ? { name: oneLine(parts[1]!, 100), address: parts[2]! } : { name: '', address: from }
}
