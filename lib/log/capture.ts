import { format, stripVTControlCharacters } from 'node:util'
import type { Level, Part } from './entry'
import { log, state } from './log'
import { outliveReaders } from './out'
import { isReaderGone } from './reader-gone'
import { currentRequest } from './request'
import { scrubForeign } from './scrub'

/** From here on this process speaks as `part`, and what Node.js says for itself becomes lines of the log. */
export function speakAs(part: Part) {
  state().part = part
  outliveReaders()
  process.removeAllListeners('warning')
  process.on('warning', (warning) => log.warn('Node.js warns.', { error: warning }))
  process.on('uncaughtException', endUnlessNextGoesOn)
}

/** Next.js has a process that serves pages go on after an error that nobody caught; without it, it ends as Node.js would. */
function endUnlessNextGoesOn(error: unknown) {
  log.fatal('Nobody caught an error.', { error })
  if (process.listenerCount('uncaughtException') === 1) process.exit(1)
}

const methods = { debug: 'info', log: 'info', info: 'info', warn: 'warn', error: 'error', trace: 'error' } as const

/** Makes lines of the log out of what libraries write to the console. An error that was told already is not told again. */
export function captureConsole() {
  for (const [method, level] of Object.entries(methods))
    Object.assign(console, { [method]: (...said: unknown[]) => take(level, said) })
}

function take(level: Level, said: unknown[]) {
  const error = said.find((one) => one instanceof Error)
  if (error && (state().told.has(error) || isReaderGone(error))) return
  const words = said.filter((one) => !(one instanceof Error))
  // Marks that Next.js puts before its lines.
  const text = scrubForeign(stripVTControlCharacters(format(...words)).replace(/^[\s⨯⚠▲✓○]+/u, ''))
  if (error) log[level](currentRequest() ? `${currentRequest()!.what} failed.` : text || 'Something failed.', { error })
  else if (text) log[level](text)
}

/** Does `work` while libraries tell nothing but what is wrong. */
export async function hushed<T>(work: () => Promise<T>) {
  const { log } = console
  console.log = () => {}
  return work().finally(() => (console.log = log))
}
