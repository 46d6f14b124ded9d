import { now, SECOND } from '../../clock'
import { Prisma } from '../../db/generated/client'
import { inOneStatement } from '../../db/statement'
import type { Waits } from '../transports/transport'
import { Changed, changing, type ClaimedMail, LEASE, renewLease } from './claim-mail'
import type { Turnstile } from './turnstile'

/** Somebody else has the mail by now, or it was taken back: it must not be sent. */
export class LostLease extends Error {}

/** A code is soon worth nothing: its first attempt has so long until its last byte, each later one as much more. Ending one before then doubles nothing. */
const HURRY = 30 * SECOND

/** One attempt under way: the time it may take, the lease that is kept meanwhile, and whether its last byte has left. */
export class Flight {
  /** Whether only the other side can say what became of it. */
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

  /** Aborts when the time is over, when the lease is lost, and when it is stopped. */
  get signal() {
    return this.ending.signal
  }

  /** Why it was aborted; null: it was not. */
  get cause(): unknown {
    return this.signal.aborted ? this.signal.reason : null
  }

  /** Waits for the mail's turn and writes down that from here on nobody can say what became of it. Throws `LostLease` where it is no longer ours. */
  beforeLastByte = async () => {
    this.turn ??= this.turnstile.enter()
    await this.turn
    this.signal.throwIfAborted()
    if (!(await enterDoubt(this.mail))) throw new LostLease()
    this.doubtful = true
    this.allow(this.waits.forAnswer)
  }

  /** Once it is reported: lets the next one in, and the lease go. */
  end() {
    clearTimeout(this.timer)
    clearInterval(this.renewing)
    void this.turn?.then((leave) => leave())
  }

  /** Ends it though nobody has answered: Foyer ends. */
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
    // A database that is away gives the mail to nobody else either.
    const isOurs = await renewLease(this.mail).catch(() => true)
    if (!isOurs) this.ending.abort(new LostLease())
  }
}

/** Milliseconds until the mail is worth nothing. */
export const timeLeft = ({ notAfter }: ClaimedMail) =>
  notAfter ? Math.max(1, notAfter.getTime() - now().getTime()) : Infinity

async function enterDoubt(mail: ClaimedMail) {
  const doubted = Prisma.sql`"doubts" = ${mail.doubts + 1}`
  return (await inOneStatement(changing(mail, doubted), Changed)).length === 1
}
