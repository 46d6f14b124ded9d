const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Does `end` in place of ending at once when the process is told to, as by Ctrl-C. Returns how to stop listening. */
export function onSignal(end: () => void) {
  for (const signal of signals) process.on(signal, end)
  return () => signals.forEach((signal) => process.off(signal, end))
}

/** What a process answers that was told to end: 128 and the number of SIGINT. */
export const STOPPED = 130
