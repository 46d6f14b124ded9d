import { SECOND } from '../../clock'

/** A mail server that takes longer to answer holds nobody else up. */
const PATIENCE = SECOND

/**
 * Lets one mail at a time be where nobody could say whether it was sent: between its last byte and the report.
 * So a crash can double one mail, not all that are under way.
 */
export class Turnstile {
  private last = Promise.resolve()

  /** Resolves when it is this mail's turn, to what lets the next one in. */
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
