import fc from 'fast-check'
import { expect, it } from 'vitest'
import { safeName, startNames } from './names'

it.each([
  ['Plan.pdf', 'Plan.pdf'],
  ['../../etc/passwd', '.. .. etc passwd'],
  ['/etc/passwd', 'etc passwd'],
  ['C:\\Windows\\win.ini', 'C Windows win.ini'],
  ['..', 'Unnamed file'],
  ['.', 'Unnamed file'],
  ['', 'Unnamed file'],
  ['a. . ', 'a'],
  ['CON', '_CON'],
  ['aux.txt', '_aux.txt'],
  ['COM¹ .md', '_COM¹ .md'],
  ['lpt0', '_lpt0'],
  ['console.log', 'console.log'],
  ['what?<>|*.txt', 'what .txt'],
  ['invoice\u202efdp.exe', 'invoice fdp.exe'],
  ['a\nb\tc', 'a b c'],
  ['👩‍👩‍👧.md', '👩‍👩‍👧.md'],
])('takes %j for %j', (given, name) => {
  expect(safeName(given)).toBe(name)
})

it('numbers what some system takes for the same: capitals, and spellings of a letter', () => {
  const name = startNames()
  expect(
    ['Plan.pdf', 'PLAN.pdf', 'plan.PDF', 'Müll', 'Mu\u0308ll', 'Straße', 'STRASSE'].map((one) => name(one)),
  ).toEqual(['Plan.pdf', 'PLAN (2).pdf', 'plan (3).PDF', 'Müll', 'Müll (2)', 'Straße', 'STRASSE (2)'])
  expect(
    ['Plan (2).pdf', 'Plan.pdf', '.env', '.env', 'a.b c d e f g h i j k l m n o', 'a.b c d e f g h i j k l m n o'].map(
      (one) => name(one),
    ),
  ).toEqual([
    'Plan (2) (2).pdf',
    'Plan (4).pdf',
    '.env',
    '.env (2)',
    'a.b c d e f g h i j k l m n o',
    'a.b c d e f g h i j k l m n o (2)',
  ])
})

it('counts each folder by itself, capitals apart', () => {
  const name = startNames()
  expect([name('a', 'One/'), name('a', 'Two/'), name('A', 'one/')]).toEqual(['One/a', 'Two/a', 'one/A (2)'])
})

it('makes of whatever is typed names that are safe and unique, of 255 bytes at most', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom('a', 'A', 'a ', 'nul', 'NUL.', '../a', 'x'.repeat(300), `${'é'.repeat(300)}.pdf`, '😀'.repeat(200)),
  )
  fc.assert(
    fc.property(fc.array(typed, { maxLength: 30 }), (all) => {
      const name = startNames()
      const names = all.map((one) => name(one))
      for (const one of names) {
        expect(Buffer.byteLength(one)).toBeLessThanOrEqual(255)
        expect(one).not.toMatch(/[\\/:*?"<>|\u0000-\u001f\u007f]|[. ]$|^\.{0,2}$/)
        expect(one).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i)
        expect(one.isWellFormed()).toBe(true)
      }
      expect(new Set(names.map((one) => one.normalize('NFC').toLowerCase())).size).toBe(all.length)
    }),
  )
})

it('stays quick with thousands of one name', () => {
  const name = startNames()
  const names = Array.from({ length: 20_000 }, () => name('scan.pdf'))
  expect([names.at(-1), new Set(names).size]).toEqual(['scan (20000).pdf', 20_000])
})
