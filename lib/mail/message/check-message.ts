import { parseAddress } from '../../address'
import { SENDER, settings } from '../../env'
import type { Message } from './message'

/** Thrown for a mail that no attempt could send: it is dropped at once, with this as the reason. */
export class Undeliverable extends Error {}

const MESSAGE_ID = /^<[\w.-]+@[\w.:[\]-]+>$/
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u
/** Largest mail, in bytes; Gmail cuts longer ones off at 102 kB. */
const MOST = 100_000

/**
 * Returns the message if nothing in it can turn into another header, recipient or part, each link leads to the public URL,
 * and it is short enough. Else throws `Undeliverable`.
 */
export function checkMessage(message: Message): Message {
  const { to, replyTo, from, subject, messageId, html, text } = message
  refuse(parseAddress(to) !== to, 'The recipient is not one plain address.')
  refuse(replyTo !== null && parseAddress(replyTo) !== replyTo, 'The address for replies is not one plain address.')
  refuse(!SENDER.test(from.address), 'MAIL_FROM is not one plain address.')
  refuse(CONTROL.test(from.name) || CONTROL.test(subject), 'A line break or control character stands in a header.')
  refuse(subject.length === 0 || subject.length > 250, 'The subject is empty or too long.')
  refuse(!MESSAGE_ID.test(messageId), 'The Message-ID is malformed.')
  refuse(
    !links(html).every((link) => link.startsWith(`${settings().publicUrl}/`)),
    'A link leads elsewhere than to the public URL.',
  )
  refuse(Buffer.byteLength(html) + Buffer.byteLength(text) > MOST, 'The mail is larger than 100 kB.')
  return message
}

const links = (html: string) => [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, link]) => link!)

function refuse(wrong: boolean, reason: string) {
  if (wrong) throw new Undeliverable(reason)
}
