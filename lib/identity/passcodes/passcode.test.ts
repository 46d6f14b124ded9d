import { describe, expect, it } from 'vitest'
import { matchPasscode, newPasscode, PasscodeField, passcodeHmac, readPasscode } from './passcode'

const CODES = 1_000_000
/** Chi-square with 9 degrees of freedom is above it once in a thousand times. */
const CRITICAL = 27.88

function chiSquares() {
  const counts = Array.from({ length: 8 }, () => new Array<number>(10).fill(0))
  for (let index = 0; index < CODES; index++) {
    const code = newPasscode()
    if (code.length !== 8) throw new Error(code)
    for (let place = 0; place < 8; place++) counts[place]![code.charCodeAt(place) - 48]!++
  }
  const expected = CODES / 10
  return counts.map((digits) => digits.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0))
}

describe('a code', () => {
  it('is eight digits, each place uniform over 10^6 codes (A1)', () => {
    const [first, second] = [chiSquares(), chiSquares()]
    // Twice in a row, so that chance reddens this once in 125,000 runs.
    const skewed = first
      .map((value, place) => (value > CRITICAL && second[place]! > CRITICAL ? place : -1))
      .filter((place) => place >= 0)
    expect(skewed).toEqual([])
  })

  it.each([
    ['12345678', '12345678'],
    ['1234 5678', '12345678'],
    [' 1234-5678\r\n', '12345678'],
    ['1234\u00a05678', '12345678'],
    ['\u200e12345678', '12345678'],
    ['１２３４５６７８', '12345678'],
    ['1234567', null],
    ['123456789', null],
    ['1234567a', null],
    ['', null],
  ])('typed %j reads %j', (typed, code) => expect(readPasscode(typed)).toBe(code))

  it.each([
    [undefined, 'Enter the code from the mail.'],
    ['', 'Enter the code from the mail.'],
    ['  \t', 'Enter the code from the mail.'],
    ['abcdefgh', 'A code has eight digits. Enter the one from the mail.'],
    ['🙂', 'A code has eight digits. Enter the one from the mail.'],
    ['1234567', 'A code has eight digits. Enter the one from the mail.'],
  ])('is asked for in words where %j stands in its field', (typed, sentence) => {
    expect(PasscodeField.safeParse(typed).error?.issues.map(({ message }) => message)).toEqual([sentence])
  })

  it('matches only under its own secret, address and purpose', () => {
    const binding = { attemptSecret: 's', address: 'a@b.example', purpose: 'sign-in' }
    const kept = [{ hmac: passcodeHmac(binding, '12345678') }]
    expect(matchPasscode(kept, binding, '12345678')).toBe(kept[0])
    expect(matchPasscode(kept, binding, '12345679')).toBeUndefined()
    expect(matchPasscode(kept, { ...binding, attemptSecret: 't' }, '12345678')).toBeUndefined()
    expect(matchPasscode(kept, { ...binding, address: 'b@b.example' }, '12345678')).toBeUndefined()
    expect(matchPasscode(kept, { ...binding, purpose: 'setup' }, '12345678')).toBeUndefined()
  })
})
