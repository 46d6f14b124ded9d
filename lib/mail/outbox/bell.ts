/**
 * Lets a loop sleep until the bell rings, until a time that the bell is set to, or until the sleep is over. A ring while
 * nobody sleeps is kept.
 */
export class Bell {
  /** When it rings next, in milliseconds since the process began. */
  private at = Infinity
  private wake = () => {}

  /** Rings in so many milliseconds, or earlier where the bell was set to ring earlier. */
  ring(milliseconds = 0) {
    this.at = Math.min(this.at, performance.now() + milliseconds)
    this.wake()
  }

  /** Resolves when the bell rings, and after `milliseconds` at the latest. */
  async sleep(milliseconds: number) {
    this.ring(milliseconds)
    while (this.at > performance.now()) await this.doze(this.at - performance.now())
    this.at = Infinity
  }

  private async doze(milliseconds: number) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      this.wake = () => (clearTimeout(timer), resolve())
    })
  }
}
