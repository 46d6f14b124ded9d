import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvCell } from '../../csv-cell'
import type { ResultItem } from './result-items'
import { resultsAsCsv, resultsHead } from './results-as-csv'

const at = new Date('2026-03-01T12:00:00Z')
const item: ResultItem = {
  id: 1,
  principalId: '',
  address: 'nicole@contoso.example',
  name: 'Nicole Baker',
  resourceId: 'a',
  title: 'Q3 plan',
  kind: 'page',
  role: 'view',
  grantedAt: at,
  endsAt: null,
  inviter: 'Megan Bowen',
  inviterGone: false,
  lastOpenedAt: null,
  recommendation: 'deny',
  stage: 1,
  note: null,
  answer: 'deny',
  reason: 'Done',
  reviewer: 'Megan Bowen',
  answeredAt: at,
  asksSecond: false,
  secondAnswer: null,
  secondReviewer: null,
  outcome: 'deny',
  result: 'applied',
  resultAt: at,
  resultReason: null,
  resultBy: null,
  decisions: [],
}
const round = { review: 'Every guest', number: 1, appliedAt: at, timeZone: 'UTC' }

/** What makes a cell a formula somewhere: after whatever is not seen, and however wide it is written. */
const isFormula = (cell: string) => /^[\s\p{Z}\p{C}]*[=+\-@\u2212]/u.test(cell.normalize('NFKC'))
const isUnsafe = (cell: string) => isFormula(cell) || /^[\t\r\n\0]/.test(cell)

const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '\0',
      ' ',
      ';',
      ',',
      '"',
      "'",
      '＝',
      '＋',
      '－',
      '＠',
      '﹦',
      '−',
      '\u00a0',
      '\u200b',
      '\ufeff',
      '\u2028',
      '|',
      'A1',
      'cmd',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 24,
})

const cellsOf = (csv: string, more = {}) => parse(csv, { bom: true, ...more }) as string[][]
const asWritten = (texts: { name: string; title: string; reason: string; review: string }) =>
  resultsHead() + resultsAsCsv([{ ...item, ...texts }], { ...round, review: texts.review })

describe('a cell', () => {
  it.each(['=1+1', ' =1', '"=1', '\u00a0+1', '\u200b-1', '@SUM(A1)', '＝1', '＠x', '−2', '\tx', '\rx', '\0=1', '\nx'])(
    'gets an apostrophe: %j',
    (text) => expect(csvCell(text)).toBe(`'${text}`),
  )
  it('gets one more where it would end elsewhere', () =>
    expect(['a;=1\n"+2', '\r⁺', 'a;₌1', 'x\t﹣2', 'a;;=1', 'a; b'].map(csvCell)).toEqual([
      "a;'=1\n\"'+2",
      "'\r'⁺",
      "a;'₌1",
      "x\t'﹣2",
      "a;;'=1",
      'a; b',
    ]))
  it.each(['', 'Q3 plan', 'a=b', 'nicole@contoso.example', '3 - 1'])('stays as it is: %j', (text) =>
    expect(csvCell(text)).toBe(text),
  )
})

describe('the results as CSV', () => {
  it('read back are what was written, apart from apostrophes, and no cell is a formula', () => {
    fc.assert(
      fc.property(fc.record({ name: hostile, title: hostile, reason: hostile, review: hostile }), (texts) => {
        const [head, row, ...rest] = cellsOf(asWritten(texts))
        const read = Object.fromEntries(head!.map((name, n) => [name, row![n]!]))
        expect(rest).toEqual([])
        expect(Object.values(read).filter(isUnsafe)).toEqual([])
        const plain = (text: string) => text.replaceAll("'", '')
        expect([read.Person, read.Resource, read.Reason, read.Review].map((cell) => plain(cell!))).toEqual(
          [texts.name, texts.title, texts.reason, texts.review].map(plain),
        )
      }),
      { numRuns: 2000 },
    )
  })

  it.each([';', '\t'])('holds no formula either where %j parts cells', (delimiter) => {
    fc.assert(
      fc.property(fc.record({ name: hostile, title: hostile, reason: hostile, review: hostile }), (texts) => {
        const cells = cellsOf(asWritten(texts), {
          delimiter,
          quote: false,
          relax_column_count: true,
          record_delimiter: ['\r\n', '\n', '\r'],
        }).flat()
        expect(cells.filter((cell) => isFormula(cell.replace(/^"+/, '')))).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  it.each(['one\ntwo', 'one\rtwo', 'one\r\ntwo'])(
    'keeps a row together where any end of a line ends rows: %j',
    (name) => {
      const [, row, ...rest] = cellsOf(asWritten({ name, title: name, reason: name, review: name }), {
        record_delimiter: ['\r\n', '\n', '\r'],
      })
      expect([row![2], rest]).toEqual([name, []])
    },
  )

  it('begins with the byte order mark and ends its lines with CR LF', () => {
    expect(resultsHead()).toMatch(/^\ufeffReview,Round,Person,.*,Result reason\r\n$/)
    expect(resultsAsCsv([item], round)).toBe(
      'Every guest,1,Nicole Baker,nicole@contoso.example,contoso.example,Q3 plan,Page,Can view,2026-03-01T12:00:00.000Z,,Megan Bowen,,Deny,Deny,Done,Megan Bowen,2026-03-01T12:00:00.000Z,,,Deny,Removed,2026-03-01T12:00:00.000Z,\r\n',
    )
  })

  it.each([
    ['UTC', '2026-12-31T23:59:59Z', '2026-12-31T23:59:59.000Z'],
    ['Pacific/Kiritimati', '2026-12-31T09:59:59Z', '2026-12-31T23:59:59.000+14:00'],
    ['America/Los_Angeles', '2027-01-01T07:59:59Z', '2026-12-31T23:59:59.000-08:00'],
    ['Asia/Kolkata', '2026-12-31T18:29:59Z', '2026-12-31T23:59:59.000+05:30'],
  ])('says until when by the clocks of %s, so that the day that was chosen stands there', (timeZone, endsAt, said) => {
    const [cells] = cellsOf(resultsAsCsv([{ ...item, endsAt: new Date(endsAt) }], { ...round, timeZone }))
    expect(cells![9]).toBe(said)
  })
})
