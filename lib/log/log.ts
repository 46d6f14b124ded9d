import { now } from '../clock'
import { type Entry, isWrong, type Level, type Part } from './entry'
import { faultOf } from './fault'
import { asText, jsonLogger } from './lines'
import { out } from './out'
import { currentRequest } from './request'
import { scrub } from './scrub'

type More = {
  error?: unknown
  /** Where it is not the request's own. */ reference?: string | null
  /** Where another part speaks through this process. */ part?: Part
}

/** Characters of a message: with the rest of its line within what a pipe takes in one piece (4 KiB). */
const LONGEST = 800

// Pages and the server are bundled apart, and are one process.
const shared = globalThis as { foyerLog?: { part: Part | null; told: WeakSet<object> } }
export const state = () => (shared.foyerLog ??= { part: null, told: new WeakSet() })

/** Whether lines are for programs: a command speaks to whoever typed it, always. */
const isJson = () => state().part !== null && process.env.LOG_FORMAT === 'json'

const writeJson = jsonLogger((line, wrong) => out.write(line, wrong))
const write = (entry: Entry) => (isJson() ? writeJson(entry) : out.write(asText(entry), isWrong(entry.level)))

function tell(level: Level, words: string, { error, reference, part }: More = {}) {
  if (typeof error === 'object' && error !== null) state().told.add(error)
  const message = scrub(words).slice(0, LONGEST)
  const fault = error === undefined ? null : faultOf(error)
  write({
    level,
    at: now(),
    part: part ?? state().part ?? 'command',
    reference: reference ?? digestOf(error) ?? currentRequest()?.reference ?? null,
    message,
    fault,
  })
}

/** What a page that failed shows to its reader. */
const digestOf = (error: unknown) =>
  error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : null

/** Tells of an event in one line: what happened in words, and nothing personal. */
export const log = {
  info: (words: string, more?: More) => tell('info', words, more),
  warn: (words: string, more?: More) => tell('warn', words, more),
  error: (words: string, more?: More) => tell('error', words, more),
  fatal: (words: string, more?: More) => tell('fatal', words, more),
}

/** Says to whoever started Foyer what they wait for: word for word, or line by line as an event where programs read. */
export function announce(text: string) {
  if (!isJson()) return out.write(text, false)
  for (const line of text.split('\n')) log.info(line.trim().replace(/\s{2,}/g, ' '))
}

/** Says in one line why nothing goes on, and what would help. */
export const refuseToStart = (sentence: string) => (isJson() ? log.fatal(sentence) : out.write(sentence, true))

/** Speaks to whoever typed a command, word for word. */
export const answer = (text: string) => out.write(text, false)

/** Tells whoever typed a command what is wrong, word for word. */
export const answerWrong = (text: string) => out.write(text, true)
