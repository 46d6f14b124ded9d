import { randomInt, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { MINUTE, SECOND } from '../../clock'
import { hmac } from '../../secrets'
import { readCode } from './read-code'

/** How long a code is valid: for less than this (NIST SP 800-63B-4, 3.1.3.2; ASVS 6.5.5). Milliseconds. */
export const PASSCODE_LIFE = 10 * MINUTE

/** Time between two codes of one attempt (docs/security/passcodes.md). Milliseconds. */
export const RESEND_AFTER = 30 * SECOND

/**
 * Draws how long a code waits before it leaves. Random, so that neither the mail nor the work for it falls into the answer
 * to this request or to the next one. Milliseconds.
 */
export const codeTick = () => randomInt(300, 701)

/** Wrong codes that lock an attempt (docs/security/passcodes.md). */
export const MOST_TRIES = 5

/** How many of an attempt's newest codes are valid, since mail can be late. */
export const LIVE_PASSCODES = 3

const LENGTH = 8

/** Draws a code of eight digits, each equally likely. */
export const newPasscode = () =>
  randomInt(10 ** LENGTH)
    .toString()
    .padStart(LENGTH, '0')

/** Reads the eight digits of a code as it was typed or pasted. Null: none, or more than one, can be found. */
export const readPasscode = (typed: string) => readCode(typed, LENGTH)

/** The form field for a mailed code. Finds its eight digits in any text around and between them. */
export const PasscodeField = z.string('Enter the code from the mail.').transform((typed, context) => {
  const code = readPasscode(typed)
  if (code) return code
  context.addIssue(
    typed.trim() ? 'A code has eight digits. Enter the one from the mail.' : 'Enter the code from the mail.',
  )
  return z.NEVER
})

/** The binding of a code: to one browser's attempt, one address and one purpose. */
export type Binding = { attemptSecret: string; address: string; purpose: string }

/**
 * Computes what is stored of a code. The attempt's secret is in the browser alone, so that not even key and database
 * together reveal the code.
 */
export const passcodeHmac = ({ attemptSecret, address, purpose }: Binding, code: string) =>
  hmac('passcode', attemptSecret, address, purpose, code)

/** Finds the code of `kept` that equals `code`. Undefined: none does. Takes the same time for every code. */
export function matchPasscode<Kept extends { hmac: Uint8Array }>(kept: Kept[], binding: Binding, code: string) {
  const asked = passcodeHmac(binding, code)
  const equal = kept.map((one) => timingSafeEqual(one.hmac, asked))
  return kept[equal.indexOf(true)]
}
