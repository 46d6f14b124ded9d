import pino from 'pino'
import { type Entry, isWrong } from './entry'
import type { Fault } from './fault'

/** For people: time, level, part and words, what went wrong behind them, and the reference. */
export function asText({ level, at, part, message, fault, reference }: Entry) {
  return `${at.toISOString()} ${level} ${part}: ${message}${fault ? ` (${faultAsText(fault)})` : ''}${reference ? ` [${reference}]` : ''}`
}

function faultAsText({ class: name, code, message, at, cause }: Fault): string {
  const places = at.length > 0 ? ` at ${at.join(' < ')}` : ''
  return `${[name, code].filter(Boolean).join(' ')}: ${message}${places}${cause ? `; caused by ${faultAsText(cause)}` : ''}`
}

/** A logger for programs that writes JSON to `write`, and whether something is wrong. */
export function jsonLogger(write: (line: string, wrong: boolean) => void) {
  let wrong = false
  let at = new Date(0)
  const options = {
    base: null,
    messageKey: 'message',
    timestamp: () => `,"time":"${at.toISOString()}"`,
    formatters: { level: (level: string) => ({ level }) },
  }
  const logger = pino(options, { write: (line: string) => write(line.trimEnd(), wrong) })
  return ({ level, part, message, fault, reference, ...entry }: Entry) => {
    at = entry.at
    wrong = isWrong(level)
    logger[level]({ part, ...(reference && { reference }), ...(fault && { error: fault }) }, message)
  }
}
