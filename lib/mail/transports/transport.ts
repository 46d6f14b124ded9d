import { SECOND } from '../../clock'
import type { Message } from '../message/message'

/**
 * Hands a message to a system that will deliver it. Resolves when that system says that it has the message. Throws
 * `Refused` or `NotNow`; after any other error nobody knows whether it has it.
 */
export type Transport = {
  send: (message: Message, attempt: Attempt) => Promise<void>
  /** How long the other side recognizes a message by its id, in milliseconds. Null: a repetition is another mail. */
  remembers: number | null
  waits: Waits
  close: () => void
}

/** Milliseconds that a hand-over may take: until its last byte leaves, and from then on until the answer. */
export type Waits = { toHandOver: number; forAnswer: number }

/** Waits for a transport that answers at once, or that recognizes a repetition. */
export const briefly: Waits = { toHandOver: 20 * SECOND, forAnswer: 20 * SECOND }

export type Attempt = {
  /** Aborts when the time for this attempt is over. */
  signal: AbortSignal
  /** To be awaited right before the last byte: after that byte only the other side can say whether it has the mail. */
  beforeLastByte: () => Promise<void>
}

/** Thrown where this mail will never be taken: the other side gives the reason. */
export class Refused extends Error {}

/** Thrown where the mail was certainly not taken now. `retryAfter`: milliseconds that the other side asked for. */
export class NotNow extends Error {
  constructor(
    message: string,
    readonly retryAfter = 0,
  ) {
    super(message)
  }
}
