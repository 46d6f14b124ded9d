/** Lets a loop sleep until somebody rings, until the time that somebody rings for, or until its patience ends. A ring while nobody sleeps is kept. */
export class Bell {
  /** When it rings next, in milliseconds since the process began. */
  private at = Infinity
  private wake = () => {}

  /** Rings in so many milliseconds, or sooner where it was to ring sooner. */
  ring(milliseconds = 0) {
    this.at = Math.min(this.at, performance.now() + milliseconds)
    this.wake()
  }

  /** Resolves when it rings, and after `milliseconds` at the latest. */
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
