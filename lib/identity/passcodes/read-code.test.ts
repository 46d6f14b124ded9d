import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digitsOf, readCode } from './read-code'

/** The ten digits of each script, as the platform writes numbers in it. */
const scripts = Intl.supportedValuesOf('numberingSystem').flatMap((system) => {
  const written = new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false })
  const digits = Array.from({ length: 10 }, (_, value) => written.format(value))
  return digits.every((digit) => /^\p{Nd}$/u.test(digit)) ? [digits] : []
})

describe('a code of eight digits', () => {
  it.each(
    [
      // All digits in it are eight.
      ['12345678', '12345678'],
      ['1234 5678', '12345678'],
      [' 1234-5678\r\n', '12345678'],
      ['1234\u00a05678', '12345678'],
      ['\u200e12345678\u200f', '12345678'],
      ['1 2 3 4 5 6 7 8', '12345678'],
      ['-1234567.8', '12345678'],
      ['Your code is 1234 5678.', '12345678'],
      ['1234🙂5678', '12345678'],
      ['١٢٣٤٥٦٧٨', '12345678'],
      ['۱۲۳۴۵۶۷۸', '12345678'],
      ['१२३४ ५६७८', '12345678'],
      ['１２３４５６７８', '12345678'],
      ['𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖', '12345678'],
      ['𝟘𝟙𝟢𝟣𝟬𝟭𝟶𝟿', '01010109'],
      ['1٢३４5٦७８', '12345678'],
      // More, and one run of exactly eight.
      ['1234 5678 is good for 10 minutes', '12345678'],
      ['10 minutes: 12345678', '12345678'],
      ['2026-11-28: 1234-5678', '12345678'],
      ['1234–5678 (10)', '12345678'],
      ['۱۲۳۴ ۵۶۷۸ تا ۱۰ دقیقه', '12345678'],
      // Neither.
      ['', null],
      ['   ', null],
      ['abcdefgh', null],
      ['🙂🙂🙂🙂🙂🙂🙂🙂', null],
      ['①②③④⑤⑥⑦⑧', null],
      ['一二三四五六七八', null],
      ['Ⅰ Ⅱ Ⅲ Ⅳ Ⅴ Ⅵ Ⅶ Ⅷ', null],
      ['1234567', null],
      ['1234567a', null],
      ['123456789', null],
      ['1234 56789', null],
      ['1234  5678 10', null],
      ['1234 - 5678 10', null],
      ['12 34 56 78 10', null],
      ['12345678 87654321', null],
      ['12345678 12345678', null],
      ['1234 5678 1234', null],
      [`12345678${' '.repeat(10_000)}`, null],
      ['1'.repeat(100_000), null],
    ].map(([typed, code]) => [typed!.slice(0, 40), code, typed!] as const),
  )('typed %j reads %j', (_, code, typed) => expect(readCode(typed, 8)).toBe(code))

  it('counts every decimal digit there is as its value', () => {
    expect(scripts.length).toBeGreaterThan(50)
    for (const digits of scripts)
      expect([digits.join(''), digitsOf(digits.join(''))]).toEqual([digits.join(''), '0123456789'])
    const all = Array.from({ length: 0x110000 }, (_, place) => place).filter((place) =>
      /^\p{Nd}$/u.test(String.fromCodePoint(place)),
    )
    expect(all.length % 10).toBe(0)
    expect(all.every((place, nth) => digitsOf(String.fromCodePoint(place)) === String(nth % 10))).toBe(true)
  })

  const code = fc.stringMatching(/^\d{8}$/)
  const script = fc.constantFrom(...scripts)
  const noise = fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => !/\p{Nd}/u.test(text))

  it('is found in any script, with anything that is no digit around and between', () => {
    fc.assert(
      fc.property(code, script, fc.array(noise, { minLength: 9, maxLength: 9 }), (digits, written, between) => {
        const typed = between
          .map((text, place) => text + (digits[place] ? written[Number(digits[place])]! : ''))
          .join('')
        expect(readCode(typed, 8)).toBe(digits)
      }),
    )
  })

  it('is found beside other numbers, or not at all, and read again is the same', () => {
    const other = fc.stringMatching(/^\d{1,7}$/)
    fc.assert(
      fc.property(
        code,
        fc.constantFrom('', ' ', '-', '\u00a0', '–'),
        other,
        fc.constantFrom(': ', ' / ', '\n\n'),
        (digits, gap, number, between) => {
          expect(readCode(`${digits.slice(0, 4)}${gap}${digits.slice(4)}${between}${number}`, 8)).toBe(digits)
          expect(readCode(digits, 8)).toBe(digits)
        },
      ),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
        expect(readCode(typed, 8) ?? '00000000').toMatch(/^[0-9]{8}$/)
      }),
    )
  })
})

it('reads six digits of an app alike', () => {
  expect(['123456', '123 456', '۱۲۳ ۴۵۶', 'Foyer: 123-456, 30 seconds'].map((typed) => readCode(typed, 6))).toEqual(
    Array(4).fill('123456'),
  )
  expect(['', '12345', '1234567', 'abcdef', '123456 654321'].map((typed) => readCode(typed, 6))).toEqual(
    Array(5).fill(null),
  )
})
