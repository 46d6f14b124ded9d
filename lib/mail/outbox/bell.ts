/** Lets a loop sleep until somebody rings, or until its patience ends. A ring while nobody sleeps is kept. */
export class Bell {
  private rung = false
  private wake: (() => void) | null = null

  ring() {
    this.rung = true
    this.wake?.()
  }

  /** Resolves at the next ring, or after `milliseconds`. */
  async sleep(milliseconds: number) {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds)
        this.wake = () => (clearTimeout(timer), resolve())
      })
    }
    this.rung = false
    this.wake = null
  }
}
