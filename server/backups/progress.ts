/** Milliseconds between two lines. */
const OFTEN = 200

/** Says on a terminal, in one line that is written over, how far a long work has come. Says nothing into a file or a pipe. */
export function startProgress(terminal: NodeJS.WriteStream = process.stderr) {
  let shownAt = -Infinity
  return {
    show(said: string) {
      if (!terminal.isTTY || performance.now() - shownAt < OFTEN) return
      shownAt = performance.now()
      terminal.write(`\r\u001b[K${said}`)
    },
    clear: () => void (terminal.isTTY && terminal.write('\r\u001b[K')),
  }
}

export type Progress = Pick<ReturnType<typeof startProgress>, 'show'>
