import { SECOND } from '../../clock'
import type { Message } from '../message/message'

/**
 * Hands a message to somebody who will deliver it. Resolves when they have said that they have it.
 * Throws `Refused` or `NotNow`; anything else thrown means that nobody knows.
 */
export type Transport = {
  send: (message: Message, attempt: Attempt) => Promise<void>
  /** How long the other side knows a message again by its id, in milliseconds. Null: a repetition is another mail. */
  remembers: number | null
  waits: Waits
  close: () => void
}

/** Milliseconds that a hand-over may take: until its last byte leaves, and from there on until the answer. */
export type Waits = { toHandOver: number; forAnswer: number }

/** Of who answers at once, or knows a repetition again. */
export const briefly: Waits = { toHandOver: 20 * SECOND, forAnswer: 20 * SECOND }

export type Attempt = {
  /** Aborts when the time for this attempt is over. */
  signal: AbortSignal
  /** Awaited right before the byte after which only the other side can say whether it has the mail. */
  beforeLastByte: () => Promise<void>
}

/** This mail will never be taken: the other side says what is wrong with it. */
export class Refused extends Error {}

/** Not taken now, for sure. `retryAfter`: milliseconds the other side asked for. */
export class NotNow extends Error {
  constructor(
    message: string,
    readonly retryAfter = 0,
  ) {
    super(message)
  }
}
