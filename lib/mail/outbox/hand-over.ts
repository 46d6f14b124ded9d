import { after, HOUR, isOver, now, SECOND } from '../../clock'
import type { SystemCaller } from '../../principal'
import { traced } from '../../traced'
import { Undeliverable } from '../message/check-message'
import { renderMessage } from '../message/render-message'
import { NotNow, Refused, type Transport } from '../transports/transport'
import { LEASE } from './claim-mail'
import type { ClaimedMail } from './claim-mail.sql'
import { Flight, LostLease, timeLeft } from './flight'
import {
  reportDoubt,
  reportDropped,
  reportFailed,
  reportRetry,
  reportSent,
  reportUnconfirmed,
  reportWithheld,
} from './report-mail'
import { retryWait } from './retry-wait'
import { Turnstile } from './turnstile'

/**
 * How often a mail may be sent without an answer: where nobody recognizes a repetition, a mail that may have arrived is
 * sent once more, and then never again.
 */
const MOST_DOUBTS = 2
/** The beginning of the reason where nobody can say whether the mail arrived. */
const MAY_HAVE_ARRIVED = 'It may have arrived'
/** The beginning of the reason of a mail that was dropped, since nobody took it before it was worth nothing. */
export const TOO_LATE = 'It could not be handed over in time'
/** How long a mail is tried before it is given up. Milliseconds. */
const TRIED_FOR = 72 * HOUR

export type Outcome = {
  kind: 'sent' | 'withheld' | 'failed' | 'dropped' | 'unconfirmed' | 'retry' | 'lost'
  reason: string | null
}

type Surroundings = {
  turnstile?: Turnstile
  /** All attempts under way, to be stopped together. */
  flights?: Set<Flight>
}

/**
 * Makes one attempt at a claimed mail and reports its result. Keeps the lease meanwhile. A withheld mail is written and not
 * sent.
 */
export async function handOver(
  caller: SystemCaller,
  mail: ClaimedMail,
  transport: Transport,
  surroundings: Surroundings = {},
): Promise<Outcome> {
  return traced(`mail ${mail.template}`, () => attemptAndReport(caller, mail, transport, surroundings))
}

async function attemptAndReport(
  caller: SystemCaller,
  mail: ClaimedMail,
  transport: Transport,
  { turnstile = new Turnstile(), flights = new Set() }: Surroundings,
): Promise<Outcome> {
  const flight = new Flight(mail, transport.waits, turnstile)
  flights.add(flight)
  try {
    const outcome = mail.withheldAt
      ? await writeInVain(mail)
      : (worthless(mail, transport) ?? (await attempt(mail, transport, flight)))
    await insist(() => report(caller, mail, outcome))
    return outcome
  } finally {
    flights.delete(flight)
    flight.end()
  }
}

/** Writes a mail for an address that gets none, so that this machine is as busy after one as after the other. */
async function writeInVain(mail: ClaimedMail): Promise<Verdict> {
  await renderMessage(mail).catch(() => null)
  return { kind: 'withheld', reason: null }
}

/** `doubts`: attempts whose result nobody knows, this one included. */
type Verdict = Outcome & { next?: Date; certain?: boolean; doubts?: number }

function worthless({ notAfter, uncertainSince, doubts }: ClaimedMail, { remembers }: Transport): Verdict | null {
  if (remembers === null && doubts >= MOST_DOUBTS) return over('dropped', doubts, 'the mail server never said.')
  if (isOver(notAfter)) return over('dropped', doubts, `${TOO_LATE}.`)
  if (uncertainSince && remembers !== null && isOver(after(uncertainSince, remembers)))
    return over('dropped', Math.max(1, doubts), 'an attempt may have got through long ago, so it is not sent again.')
  return null
}

/** Returns the verdict after which nothing more is tried. A mail that may have arrived is unconfirmed, not failed. */
const over = (kind: 'failed' | 'dropped', doubts: number, reason: string): Verdict =>
  doubts > 0 ? { kind: 'unconfirmed', reason: `${MAY_HAVE_ARRIVED}: ${reason}`, doubts } : { kind, reason }

async function attempt(mail: ClaimedMail, transport: Transport, flight: Flight): Promise<Verdict> {
  try {
    const message = await renderMessage(mail)
    const late = worthless(mail, transport)
    if (late) return late
    await transport.send(message, { signal: flight.signal, beforeLastByte: flight.beforeLastByte })
    return { kind: 'sent', reason: null }
  } catch (error) {
    return judge(mail, flight.cause ?? error, transport, flight)
  }
}

function judge(mail: ClaimedMail, error: unknown, { remembers }: Transport, flight: Flight): Verdict {
  if (error instanceof LostLease) return { kind: 'lost', reason: null }
  const reason = error instanceof Error ? error.message : String(error)
  if (error instanceof Refused || error instanceof Undeliverable) return over('failed', mail.doubts, reason)
  const doubtful = flight.doubtful && !(error instanceof NotNow)
  const doubts = mail.doubts + (doubtful ? 1 : 0)
  if (doubtful && remembers === null && doubts >= MOST_DOUBTS) return over('dropped', doubts, reason)
  const wait = Math.max(retryWait(mail.attempts, timeLeft(mail)), error instanceof NotNow ? error.retryAfter : 0)
  const next = after(now(), wait)
  if (isOver(mail.notAfter, next)) return over('dropped', doubts, `${TOO_LATE}: ${reason}`)
  if (isOver(after(mail.createdAt, TRIED_FOR), next))
    return over('dropped', doubts, `Given up after three days: ${reason}`)
  if (doubtful) return { kind: 'retry', reason: `${MAY_HAVE_ARRIVED}: ${reason}`, next, doubts }
  return { kind: 'retry', reason, next, certain: remembers === null || error instanceof NotNow }
}

async function report(caller: SystemCaller, mail: ClaimedMail, { kind, reason, next, certain, doubts }: Verdict) {
  if (kind === 'lost') return false
  if (kind === 'sent') return reportSent(caller, mail)
  if (kind === 'withheld') return reportWithheld(caller, mail)
  if (kind === 'failed') return reportFailed(caller, mail, reason!)
  if (kind === 'dropped') return reportDropped(caller, mail, reason!)
  if (kind === 'unconfirmed') return reportUnconfirmed(caller, mail, reason!, doubts!)
  return doubts ? reportDoubt(caller, mail, reason!, next!) : reportRetry(caller, mail, reason!, next!, certain!)
}

// A report that is lost while the database can't be reached would mean the same mail twice.
async function insist(report: () => Promise<unknown>) {
  const until = after(now(), LEASE)
  for (;;) {
    try {
      return await report()
    } catch (error) {
      if (isOver(until)) throw error
      await new Promise((resolve) => setTimeout(resolve, SECOND / 2))
    }
  }
}
