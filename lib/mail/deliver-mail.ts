import { SECOND } from '../clock'
import type { SystemCaller } from '../principal'
import { Bell } from './outbox/bell'
import { claimMail, timeToNextMail } from './outbox/claim-mail'
import type { Flight } from './outbox/flight'
import { handOver, type Outcome } from './outbox/hand-over'
import { listenForMail } from './outbox/listen-for-mail'
import { Turnstile } from './outbox/turnstile'
import type { Transport } from './transports/transport'

/** Mails under way at one time. */
export const AT_ONCE = 16
/** Letters among them: the other places are kept for codes, which must not wait for a mail server that takes minutes over a letter. */
export const LETTERS = 8
const POLL = SECOND
/** Milliseconds between two looks at least. */
const LEAST = 10

type Say = (line: string, error?: unknown) => void

type Delivery = {
  transport: Transport
  /** Aborting it stops the claiming; what is in hand has `grace` milliseconds to finish, then it is given back. */
  signal: AbortSignal
  grace?: number
  /** Told of everything that went wrong: in one line of ours, and what was thrown or said elsewhere. */
  say?: Say
}

/** Delivers the outbox until told to stop: what a mail is queued for now at once, what is queued for later when it comes due, and every second what others left. */
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
  while (!signal.aborted) {
    const free = AT_ONCE - inHand.size
    const claimed = free > 0 ? await claim(free, LETTERS - letters.size, say) : []
    for (const mail of claimed) {
      const one = handOver(caller, mail, transport, { turnstile, flights })
        .then((outcome) => complain(outcome, mail.template, say))
        .catch((error: unknown) => say('A mail could not be reported.', error))
        .finally(() => (inHand.delete(one), letters.delete(one), bell.ring()))
      inHand.add(one)
      if (!mail.sealed) letters.add(one)
    }
    if (claimed.length < free || free === 0)
      await bell.sleep(free === 0 ? POLL : await patience(letters.size >= LETTERS))
  }
  stopListening()
  const timer = Number.isFinite(grace) ? setTimeout(() => flights.forEach((flight) => flight.stop()), grace) : undefined
  await Promise.all(inHand)
  clearTimeout(timer)
}

/** Until the next mail comes due; what is due and was not to be had is another worker's. */
const patience = (codesAlone: boolean) =>
  timeToNextMail(POLL, codesAlone).then(
    (wait) => Math.max(LEAST, wait),
    () => POLL,
  )

async function claim(most: number, letters: number, say: Say) {
  return claimMail(most, letters).catch((error: unknown) => {
    say('The outbox can’t be read.', error)
    return []
  })
}

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

/** What a mail server or the network said, which may quote the address. Where we heard of it tells nothing. */
class MailFault extends Error {
  override name = 'MailFault'
  override stack = undefined
}
