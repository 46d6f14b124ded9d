import { SECOND } from '../clock'
import type { SystemCaller } from '../principal'
import { Bell } from './outbox/bell'
import { type Claim, claimMail } from './outbox/claim-mail'
import type { Flight } from './outbox/flight'
import { handOver, type Outcome } from './outbox/hand-over'
import { listenForMail } from './outbox/listen-for-mail'
import { Turnstile } from './outbox/turnstile'
import type { Transport } from './transports/transport'

/** Most mails under way at one time. */
export const AT_ONCE = 16
/**
 * Most letters among them. The other places are kept for codes, which must not wait for a mail server that takes minutes
 * over a letter.
 */
export const LETTERS = 8
const POLL = SECOND
/** Least milliseconds between two looks at the outbox. */
const LEAST = 10

type Say = (line: string, error?: unknown) => void

type Delivery = {
  transport: Transport
  /**
   * Stops the claiming when it aborts. Mails in hand then have `grace` milliseconds to finish, and are given back after
   * that.
   */
  signal: AbortSignal
  grace?: number
  /** Gets a line for every fault, and the error that was thrown or the answer of another system. */
  say?: Say
}

/**
 * Delivers the outbox until `signal` aborts. Delivers a mail that is due now at once, a later one when it comes due, and
 * looks every second for mails that other workers left.
 */
export async function deliverMail(
  caller: SystemCaller,
  { transport, signal, grace = Infinity, say = () => {} }: Delivery,
) {
  const bell = new Bell()
  const stopListening = listenForMail(bell)
  signal.addEventListener('abort', () => bell.ring())
  const turnstile = new Turnstile()
  const flights = new Set<Flight>()
  const [inHand, letters] = [new Set<Promise<void>>(), new Set<Promise<void>>()]
  const isFull = () => inHand.size === AT_ONCE || letters.size === LETTERS
  let mayBeLeft: boolean
  while (!signal.aborted) {
    mayBeLeft = true
    const { mails, wait } = await claim(AT_ONCE - inHand.size, LETTERS - letters.size, say)
    for (const mail of mails) {
      const one = handOver(caller, mail, transport, { turnstile, flights })
        .then((outcome) => complain(outcome, mail.template, say))
        .catch((error: unknown) => say('A mail could not be reported.', error))
        .finally(() => (inHand.delete(one), letters.delete(one), mayBeLeft && bell.ring()))
      inHand.add(one)
      if (!mail.sealed) letters.add(one)
    }
    // Without room for more, the outbox may hold a mail that can go as soon as one of these is done.
    mayBeLeft = isFull()
    await bell.sleep(Math.min(POLL, Math.max(LEAST, wait)))
  }
  stopListening()
  const timer = Number.isFinite(grace) ? setTimeout(() => flights.forEach((flight) => flight.stop()), grace) : undefined
  await Promise.all(inHand)
  clearTimeout(timer)
}

/** Claims as many mails as there is room for; none while the outbox can't be read. */
async function claim(most: number, letters: number, say: Say): Promise<Claim> {
  if (most === 0) return NOTHING
  return claimMail(most, letters).catch((error: unknown) => {
    say('The outbox can’t be read.', error)
    return NOTHING
  })
}

const NOTHING: Claim = { mails: [], wait: Infinity }

function complain({ kind, reason }: Outcome, template: string, say: Say) {
  if (kind === 'sent' || kind === 'withheld' || kind === 'lost') return
  say(`A mail ${became[kind]} (${template}).`, new MailFault(reason ?? 'no reason was given'))
}

const became = {
  retry: 'waits for another attempt',
  failed: 'was refused',
  dropped: 'was dropped',
  unconfirmed: 'is not sent again',
}

/**
 * An answer of a mail server or the network, which may quote the address. Has no stack: where it was received explains
 * nothing.
 */
class MailFault extends Error {
  override name = 'MailFault'
  override stack = undefined
}
