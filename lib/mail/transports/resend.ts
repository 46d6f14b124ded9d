import { Resend } from 'resend'
import { HOUR, SECOND } from '../../clock'
import { automatic, type Message } from '../message/message'
import { briefly, NotNow, Refused, type Transport } from './transport'

/**
 * Makes the transport that hands mail to Resend. The outbox id is the idempotency key, so a repetition within 24 hours is
 * the same mail.
 */
export function resend(key: string): Transport {
  const client = new Resend(key)
  return {
    remembers: 24 * HOUR,
    waits: briefly,
    async send(message, { signal }) {
      // The SDK passes its options to fetch, which takes the signal though the SDK's types don't list it.
      const options = { idempotencyKey: message.id, signal }
      const { error, headers } = await client.emails.send(compose(message), options)
      if (error) throw judge(error, headers ?? {})
    },
    close() {},
  }
}

// Without a date: Resend sets its own, whatever is asked for.
const compose = ({ messageId, from, to, replyTo, subject, html, text }: Message) => ({
  from: from.name ? `"${from.name.replace(/["\\]/g, '')}" <${from.address}>` : from.address,
  to: [to],
  ...(replyTo ? { replyTo } : {}),
  subject,
  html,
  text,
  headers: { ...automatic, 'Message-ID': messageId },
})

type ResendError = { name: string; message: string; statusCode: number | null }

// https://resend.com/docs/api-reference/errors: these faults (a key, a domain or a quota) can be mended while the mail
// waits; a fault of the mail itself can't. Another content under the same key means that an earlier attempt got through.
const MENDABLE = [401, 403, 404, 405, 408, 409, 429]

function judge({ name, message, statusCode }: ResendError, headers: Record<string, string>): Error {
  const said = `Resend: ${message} (${[statusCode, name].filter(Boolean).join(' ')})`
  if (name === 'invalid_idempotent_request') return new Refused(said)
  if (statusCode === null || statusCode >= 500) return new Error(said)
  if (!MENDABLE.includes(statusCode)) return new Refused(said)
  return new NotNow(said, (Number(headers['retry-after']) || 0) * SECOND)
}
