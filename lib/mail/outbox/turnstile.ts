import { SECOND } from '../../clock'

/**
 * How long a mail may hold the next one up, in milliseconds: a mail server that takes longer to answer holds up no other
 * mail.
 */
const PATIENCE = SECOND

/**
 * Lets one mail at a time between its last byte and its report, while nobody could say whether it was sent. So a crash can
 * double one mail, not all that are under way.
 */
export class Turnstile {
  private last = Promise.resolve()

  /** Resolves when it is this mail's turn, to the function that lets the next one in. */
  async enter(): Promise<() => void> {
    const before = this.last
    let leave = () => {}
    this.last = new Promise<void>((resolve) => (leave = resolve))
    await before
    const timer = setTimeout(leave, PATIENCE)
    return () => {
      clearTimeout(timer)
      leave()
    }
  }
}
