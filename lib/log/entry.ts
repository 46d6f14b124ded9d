import type { Fault } from './fault'

/** What of Foyer speaks: what sets up, what serves pages, what sends mail, the embedded database, and what somebody typed. */
export type Part = 'starter' | 'web' | 'worker' | 'postgres' | 'command'

export type Level = 'info' | 'warn' | 'error' | 'fatal'

/** One event, with nothing personal in it. */
export type Entry = {
  level: Level
  at: Date
  part: Part
  /** By which a person tells an administrator of a request, and its lines are found. */
  reference: string | null
  message: string
  fault: Fault | null
}

/** Whether something is wrong that somebody should look at. */
export const isWrong = (level: Level) => level !== 'info'
