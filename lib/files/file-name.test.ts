import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanFileName } from './file-name'
import { mediaTypeOf, showing } from './media-type'

const pieces = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '../',
    '..\\',
    '/etc/passwd',
    'C:\\',
    '\0',
    '\r\nSet-Cookie: a=b',
    '\u202e',
    '\u2066',
    '\u200b',
    '"',
    "'",
    ';',
    '%2f',
    '%00',
    'CON',
    'NUL.txt',
    'ä',
    '𝒳',
    '日本語',
    '\ud800',
    '.',
    ' ',
    '*',
    '=?utf-8?q?x?=',
    '﷽',
  ),
  fc.integer({ min: 1, max: 1500 }).map((length) => 'ж'.repeat(length)),
)
const names = fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join(''))

describe('cleanFileName', () => {
  it('makes of 5,000 names one that can be shown and kept', () => {
    fc.assert(
      fc.property(names, (given) => {
        const name = cleanFileName(given)
        expect(name).not.toMatch(/[/\\]|[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f]/u)
        expect(name).not.toMatch(/^\.{0,2}$/)
        expect(name.isWellFormed()).toBe(true)
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
        expect(cleanFileName(name)).toBe(name)
      }),
      { numRuns: 5000 },
    )
  })

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\megan\\Budget.xlsx', 'Budget.xlsx'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['a\0b.txt', 'ab.txt'],
    ['..', 'Unnamed file'],
    ['  ', 'Unnamed file'],
    ['folder/', 'Unnamed file'],
    ['report.pdf. .', 'report.pdf'],
    ['.htaccess', '.htaccess'],
    ['Überblick "Q4" – ряд.txt', 'Überblick "Q4" – ряд.txt'],
    ['e\u0301.txt', 'é.txt'],
    ['👩‍👩‍👧.png', '👩‍👩‍👧.png'],
    // Cut at a dot, and within a flag.
    [`${'a'.repeat(254)}.${'b'.repeat(30)}`, 'a'.repeat(254)],
    [
      `${'a'.repeat(245)}\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}`,
      `${'a'.repeat(245)}\u{1f3f4}`,
    ],
  ])('calls %j %j', (given, name) => {
    expect(cleanFileName(given)).toBe(name)
  })

  it('cuts a name of 4 kB before its ending', () => {
    const name = cleanFileName(`${'é'.repeat(2000)}.xlsx`)
    expect(name.endsWith('é.xlsx')).toBe(true)
    expect(Buffer.byteLength(name)).toBe(255)
    expect(Buffer.byteLength(cleanFileName(`a.${'x'.repeat(4000)}`))).toBe(255)
  })
})

describe('mediaTypeOf', () => {
  it.each([
    'a.html',
    'a.htm',
    'a.xhtml',
    'a.svg',
    'a.svgz',
    'a.xml',
    'a.xsl',
    'a.mht',
    'a.js',
    'a.mjs',
    'a.css',
    'a.swf',
    'a.exe',
    'a',
    '.pdf.html',
    'a.pdf ',
    'pdf',
    'a.constructor',
    'a.__proto__',
  ])('takes %s for bytes that are never shown', (name) => {
    expect(mediaTypeOf(name)).toBe('application/octet-stream')
    expect(showing(mediaTypeOf(name))).toBeNull()
  })

  it.each([
    ['a.PDF', 'pdf'],
    ['a.jpeg', 'image'],
    ['a.mp3', 'audio'],
    ['a.b.webm', 'video'],
    ['a.csv', 'text'],
    ['a.md', 'markdown'],
  ] as const)('shows %s as %s', (name, how) => {
    expect(showing(mediaTypeOf(name))).toBe(how)
  })
})
