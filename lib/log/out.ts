/** The only way to the console: a line as it is, to the one stream or, where something is wrong, to the other. */
export const out = {
  write(line: string, wrong: boolean) {
    // Synchronous on files, terminals and pipes, so that the last line before an end is not lost.
    const stream = wrong ? process.stderr : process.stdout
    stream.write(`${line}\n`)
  },
}

/** Has whoever stops reading what we say, or a full disk under it, end nothing. */
export function outliveReaders() {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}
