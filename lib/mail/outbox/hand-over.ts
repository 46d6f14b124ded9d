import { after, HOUR, isOver, now, SECOND } from '../../clock'
import type { SystemCaller } from '../../principal'
import { Undeliverable } from '../message/check-message'
import { renderMessage } from '../message/render-message'
import { NotNow, Refused, type Transport } from '../transports/transport'
import { type ClaimedMail, LEASE } from './claim-mail'
import { reportDropped, reportFailed, reportRetry, reportSent, reportWithheld } from './report-mail'
import { retryWait } from './retry-wait'
import { Turnstile } from './turnstile'

/** Longest one hand-over may take: well within the lease. */
const PATIENCE = 20 * SECOND
/** How the reason begins of a mail that was dropped because nobody took it before it was worth nothing. */
export const TOO_LATE = 'It could not be handed over in time'
/** After that a mail nobody takes is given up. */
const TRIED_FOR = 72 * HOUR

export type Outcome = { kind: 'sent' | 'withheld' | 'failed' | 'dropped' | 'retry'; reason: string | null }

/** Makes one attempt at a claimed mail and reports how it went, as long as the lease is still this worker's. A withheld one is written and goes nowhere. */
export async function handOver(caller: SystemCaller, mail: ClaimedMail, transport: Transport, turnstile = new Turnstile()): Promise<Outcome> {
  let turn: Promise<() => void> | null = null
  const beforeLastByte = async () => void (await (turn = turnstile.enter()))
  const outcome = mail.withheldAt ? await writeInVain(mail) : (worthless(mail, transport) ?? (await attempt(mail, transport, beforeLastByte)))
  await insist(() => report(caller, mail, outcome)).finally(() => turn?.then((leave) => leave()))
  return outcome
}

/** The work of writing a mail, for an address that gets none: so this machine is as busy after one as after the other. */
async function writeInVain(mail: ClaimedMail): Promise<Verdict> {
  await renderMessage(mail).catch(() => null)
  return { kind: 'withheld', reason: null }
}

type Verdict = Outcome & { next?: Date; certain?: boolean }

function worthless({ notAfter, uncertainSince }: ClaimedMail, { remembers }: Transport): Verdict | null {
  if (isOver(notAfter)) return { kind: 'dropped', reason: `${TOO_LATE}.` }
  if (uncertainSince && remembers !== null && isOver(after(uncertainSince, remembers)))
    return { kind: 'dropped', reason: 'An attempt may have got through long ago, so it is not sent again.' }
  return null
}

async function attempt(mail: ClaimedMail, transport: Transport, beforeLastByte: () => Promise<void>): Promise<Verdict> {
  try {
    const message = await renderMessage(mail)
    const late = worthless(mail, transport)
    if (late) return late
    await transport.send(message, { signal: AbortSignal.timeout(Math.min(PATIENCE, timeLeft(mail))), beforeLastByte })
    return { kind: 'sent', reason: null }
  } catch (error) {
    return judge(mail, error)
  }
}

/** Milliseconds until the mail is worth nothing. */
const timeLeft = ({ notAfter }: ClaimedMail) => (notAfter ? Math.max(1, notAfter.getTime() - now().getTime()) : Infinity)

function judge(mail: ClaimedMail, error: unknown): Verdict {
  const reason = error instanceof Error ? error.message : String(error)
  if (error instanceof Refused || error instanceof Undeliverable) return { kind: 'failed', reason }
  const wait = Math.max(retryWait(mail.attempts, timeLeft(mail)), error instanceof NotNow ? error.retryAfter : 0)
  const next = after(now(), wait)
  if (isOver(mail.notAfter, next)) return { kind: 'dropped', reason: `${TOO_LATE}: ${reason}` }
  if (isOver(after(mail.createdAt, TRIED_FOR), next)) return { kind: 'dropped', reason: `Given up after three days: ${reason}` }
  return { kind: 'retry', reason, next, certain: error instanceof NotNow }
}

function report(caller: SystemCaller, mail: ClaimedMail, { kind, reason, next, certain }: Verdict) {
  if (kind === 'sent') return reportSent(caller, mail)
  if (kind === 'withheld') return reportWithheld(caller, mail)
  if (kind === 'failed') return reportFailed(caller, mail, reason!)
  if (kind === 'dropped') return reportDropped(caller, mail, reason!)
  return reportRetry(caller, mail, reason!, next!, certain!)
}

// A report lost because the database was away for a moment would mean the same mail twice.
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
