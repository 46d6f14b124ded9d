import { now, SECOND } from '../../clock'
import type { Waits } from '../transports/transport'
import { enterDoubt } from './change-claimed.sql'
import { LEASE, renewLease } from './claim-mail'
import type { ClaimedMail } from './claim-mail.sql'
import type { Turnstile } from './turnstile'

/** Thrown where another worker has the mail by now, or where it was dropped: it must not be sent. */
export class LostLease extends Error {}

/**
 * How long the first attempt at a code may take until its last byte, in milliseconds; each later one may take as much more.
 * A code is soon worth nothing, and an attempt that ends before its last byte doubles no mail.
 */
const HURRY = 30 * SECOND

/** One attempt under way: the time it may take, the lease that is kept meanwhile, and whether its last byte has left. */
export class Flight {
  /** True once only the other side can say what became of the mail. */
  doubtful = false
  private readonly ending = new AbortController()
  private readonly renewing: NodeJS.Timeout
  private timer: NodeJS.Timeout | undefined
  private turn: Promise<() => void> | null = null

  constructor(
    private readonly mail: ClaimedMail,
    private readonly waits: Waits,
    private readonly turnstile: Turnstile,
  ) {
    this.allow(mail.notAfter ? Math.min(waits.toHandOver, HURRY * mail.attempts) : waits.toHandOver)
    this.renewing = setInterval(() => void this.renew(), LEASE / 3)
  }

  /** Aborts when the time is over, when the lease is lost, and when the attempt is stopped. */
  get signal() {
    return this.ending.signal
  }

  /** Why the attempt was aborted. Null: it was not. */
  get cause(): unknown {
    return this.signal.aborted ? this.signal.reason : null
  }

  /**
   * Waits for the mail's turn and writes down that from here on nobody can say what became of it. Throws `LostLease` where
   * the mail is no longer this worker's.
   */
  beforeLastByte = async () => {
    this.turn ??= this.turnstile.enter()
    await this.turn
    this.signal.throwIfAborted()
    if (!(await enterDoubt(this.mail))) throw new LostLease()
    this.doubtful = true
    this.allow(this.waits.forAnswer)
  }

  /** Ends the attempt once it is reported: lets the next mail in, and renews the lease no longer. */
  end() {
    clearTimeout(this.timer)
    clearInterval(this.renewing)
    void this.turn?.then((leave) => leave())
  }

  /** Aborts the attempt though nobody has answered, since Foyer ends. */
  stop() {
    this.ending.abort(new Error('Foyer stopped before the mail server answered.'))
  }

  private allow(milliseconds: number) {
    clearTimeout(this.timer)
    const most = Math.min(milliseconds, timeLeft(this.mail))
    this.timer = setTimeout(
      () => this.ending.abort(new Error(`The mail server did not answer within ${Math.ceil(most / SECOND)} s.`)),
      most,
    )
  }

  private async renew() {
    // A database that can't be reached gives the mail to no other worker either.
    const isOurs = await renewLease(this.mail).catch(() => true)
    if (!isOurs) this.ending.abort(new LostLease())
  }
}

/** Returns the milliseconds until the mail is worth nothing; Infinity where it never is. */
export const timeLeft = ({ notAfter }: ClaimedMail) =>
  notAfter ? Math.max(1, notAfter.getTime() - now().getTime()) : Infinity
