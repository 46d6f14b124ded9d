import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createTransport } from 'nodemailer'
import { MINUTE } from '../../clock'
import { automatic, type Message } from '../message/message'
import { type Attempt, NotNow, Refused, type Transport, type Waits } from './transport'

/** Time until a connection is open. Milliseconds. */
const CONNECT = 2 * MINUTE
/**
 * RFC 5321, section 4.5.3.2: how long a sender waits at least for each answer; EHLO gets as long as the greeting.
 * Milliseconds.
 */
const GREETING = 5 * MINUTE
const [MAIL, RCPT, DATA, BLOCK, END] = [5 * MINUTE, 5 * MINUTE, 2 * MINUTE, 3 * MINUTE, 10 * MINUTE]
const patient: Waits = { toHandOver: CONNECT + 2 * GREETING + MAIL + RCPT + DATA + BLOCK, forAnswer: END }

/** Makes the transport that hands mail to an SMTP server, over a few connections that stay open. */
export function smtp(url: string, connections: number, waits = patient): Transport {
  const pool = createTransport({
    url,
    pool: true,
    maxConnections: connections,
    maxMessages: Infinity,
    // The outbox repeats, and counts. The pool may only repeat once where a connection had died while idle.
    maxRequeues: 1,
    connectionTimeout: CONNECT + GREETING,
    greetingTimeout: GREETING,
    socketTimeout: END,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const lastBytes = new WeakMap<AbortSignal, Attempt['beforeLastByte']>()
  pool.use('stream', ({ data, message }, done) => {
    message.processFunc((whole) => holdLastOf(whole, lastBytes.get(data.signal!)!))
    done()
  })
  return {
    remembers: null,
    waits,
    async send(message, { signal, beforeLastByte }) {
      lastBytes.set(signal, beforeLastByte)
      const envelope = { from: message.from.address, to: [message.to] }
      const sent = await pool.sendMail({ ...compose(message), envelope, signal }).catch((error: unknown) => {
        throw judge(error)
      })
      if (sent.accepted.length !== 1 || sent.accepted[0] !== message.to)
        throw new Refused('The mail server took another recipient than the one asked for.')
    },
    close: () => pool.close(),
  }
}

const compose = ({ messageId, date, from, to, replyTo, subject, html, text }: Message) => ({
  messageId,
  date,
  from,
  to: { name: '', address: to },
  ...(replyTo ? { replyTo: { name: '', address: replyTo } } : {}),
  subject,
  text,
  html,
  headers: automatic,
})

/**
 * Returns the same bytes in one piece, but holds the last byte until `beforeLastByte` resolves. Reads nothing before the
 * server asks for it.
 */
function holdLastOf(whole: Readable, beforeLastByte: Attempt['beforeLastByte']) {
  async function* held() {
    const all = await buffer(whole)
    yield all.subarray(0, -1)
    await beforeLastByte()
    yield all.subarray(-1)
  }
  return Readable.from(held(), { objectMode: false, highWaterMark: 1 })
}

type SmtpError = Error & { code?: string; command?: string; responseCode?: number }

// A 5xx answer to the sender, the recipient or the content is about this mail. A 5xx answer to the greeting or the password
// is about the settings, which an administrator can mend while the mail waits.
function judge(error: unknown): unknown {
  const { code, responseCode = 0, message } = error as SmtpError
  const aboutMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  if (aboutMail && responseCode >= 500) return new Refused(message)
  if (responseCode >= 400 || code === 'EAUTH' || code === 'EDNS') return new NotNow(message)
  return error
}
