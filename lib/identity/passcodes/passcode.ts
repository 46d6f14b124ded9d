import { randomInt, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { MINUTE, SECOND } from '../../clock'
import { hmac } from '../../secrets'
import { readCode } from './read-code'

/** A code is good for less than this (NIST SP 800-63B-4, 3.1.3.2; ASVS 6.5.5). Milliseconds. */
export const PASSCODE_LIFE = 10 * MINUTE

/** Between two codes of one attempt. Milliseconds. */
export const RESEND_AFTER = 30 * SECOND

/**
 * How long a code waits before it leaves, at random, so that neither its mail nor the work for it falls into the
 * answer to whoever asked, nor into what they ask next. Milliseconds.
 */
export const codeTick = () => randomInt(300, 701)

/** Wrong codes that end an attempt. */
export const MOST_TRIES = 5

/** Mail can be late: of one attempt, so many of the newest codes are good. */
export const LIVE_PASSCODES = 3

const LENGTH = 8

/** Eight digits, each equally likely. */
export const newPasscode = () =>
  randomInt(10 ** LENGTH)
    .toString()
    .padStart(LENGTH, '0')

/** The eight digits of a code as it was typed or pasted; null where they can't be told. */
export const readPasscode = (typed: string) => readCode(typed, LENGTH)

/** The field that a mailed code is typed into: its eight digits, whatever stands around and between them. */
export const PasscodeField = z.string('Enter the code from the mail.').transform((typed, context) => {
  const code = readPasscode(typed)
  if (code) return code
  context.addIssue(
    typed.trim() ? 'A code has eight digits. Enter the one from the mail.' : 'Enter the code from the mail.',
  )
  return z.NEVER
})

/** What a code is good for, beyond its digits: one browser's attempt, one address, one purpose. */
export type Binding = { attemptSecret: string; address: string; purpose: string }

/** What is kept of a code. The attempt's secret is in the browser alone, so not even key and database give the code away. */
export const passcodeHmac = ({ attemptSecret, address, purpose }: Binding, code: string) =>
  hmac('passcode', attemptSecret, address, purpose, code)

/** The one of `kept` that `code` is, or undefined. Takes the same time for every code. */
export function matchPasscode<Kept extends { hmac: Uint8Array }>(kept: Kept[], binding: Binding, code: string) {
  const asked = passcodeHmac(binding, code)
  const equal = kept.map((one) => timingSafeEqual(one.hmac, asked))
  return kept[equal.indexOf(true)]
}
