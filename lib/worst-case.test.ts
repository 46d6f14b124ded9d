import { describe, expect, it } from 'vitest'
import { slowness, yardstick } from '../e2e/fixtures/yardstick.js'
import { parseAddress, parseDomain, readAddresses } from './address'
import { readReference } from './reference'
import { composed } from './composed'
import { csvCell } from './csv-cell'
import { cleanFileName } from './files/file-name'
import { readMailDomains } from './forms/mail-domains'
import { readTotp } from './identity/factors/totp'
import { readPasscode } from './identity/passcodes/passcode'
import { RenamePerson } from './identity/accounts/rename-person'
import { returnPath } from './identity/joining/return-path'
import { stepPath } from './identity/joining/step-path'
import { inWords } from './log/request'
import { scrubForeign } from './log/scrub'
import { lines, oneLine } from './words/letters'
import { readRanges } from './policies/locations/read-ranges'
import { ItemIds } from './reviews/answering/answer-items'
import { line, markdown, paragraph } from './plain-text'
import { readWebAddress } from './sharing/web-address'
import { instantOf, isTimeZone } from './wall-clock'

// Promise F9: what is done to a text that anybody may send takes 10 ms at most for 64 kB of the worst there is.
const SIZE = 64_000
const MOST_MS = 10

/** Of what reads a list, entry by entry: thousands of them, no more than the page beside it can wait. */
const MOST_MS_OF_LISTS = 50
const lists = new Set(['readAddresses', 'readRanges', 'domains'])

const fill = (unit: string, end = '') => unit.repeat(Math.floor((SIZE - end.length) / unit.length)) + end
const half = (first: string, second: string) => first.repeat(SIZE / 2) + second.repeat(SIZE / 2)

const worst: Record<string, string> = {
  letters: fill('a'),
  digits: fill('1'),
  'digits of another plane': fill('𝟿'),
  'codes beside codes': fill('1234 5678 '),
  'blanks and a letter': fill(' ', 'a'),
  'tabs and a letter': fill('\t', 'a'),
  'line ends and a letter': fill('\r\n', 'a'),
  'dots and a letter': fill('.', 'a'),
  'dots, blanks and a letter': fill('. ', 'a'),
  'marks out of order on one letter': `a${half('\u0315', '\u0316')}`,
  'marks in turns on one letter': `a${fill('\u0315\u0316')}`,
  'letters that come apart': fill('\ufdfa'),
  'letters with thirty marks each': fill(`a${'\u0315\u0316'.repeat(15)}`),
  'at signs': fill('@'),
  'addresses of one letter': fill('a@b.c,'),
  'addresses in another script': fill('a@б.рф\n'),
  'a name of a hundred labels': fill('a.', '@b.example'),
  hyphens: fill('-'),
  commas: fill(','),
  'numbers with commas': fill('1,'),
  slashes: fill('/'),
  'percent signs': fill('/%'),
  hashes: fill('#', '\u2028a'),
  'questions behind an address': fill('/00000000-0000-0000-0000-000000000000?', '\u2028a'),
  'quotation marks': fill('"'),
  'semicolons and quotation marks': fill(';"'),
  'angle brackets': fill('<a '),
  'at signs in a bracket behind a name': `Baker, N <${fill('@')}`,
  'nothing that can be seen': fill('\u200b'),
  'halves of characters': fill('\ud800'),
  colons: fill('1:'),
  ones: `2026-11-28T${fill('1')}`,
}

const domains = (text: string) => readMailDomains(text, 1000)
const readers: Record<string, (text: string) => unknown> = {
  parseAddress,
  parseDomain,
  readAddresses,
  readReference,
  composed,
  csvCell,
  cleanFileName,
  readTotp,
  readPasscode,
  returnPath,
  stepPath,
  lines,
  readRanges,
  domains,
  readWebAddress,
  isTimeZone,
  scrubForeign,
  inWords: (text) => inWords('GET', text),
  oneLine: (text) => oneLine(text, 100),
  instantOf: (text) => instantOf(text, 'Europe/Vienna'),
  line: (text) => line(200).safeParse(text),
  paragraph: (text) => paragraph(2000).safeParse(text),
  markdown: (text) => markdown(200_000).safeParse(text),
  RenamePerson: (name) => RenamePerson.safeParse({ name }),
  ItemIds: (text) => ItemIds.safeParse(text),
}

/** Runs work and returns the milliseconds of this process's own time that it took. */
function timeOf(work: () => unknown) {
  const before = process.cpuUsage()
  try {
    work()
  } catch {
    // A refusal is as good an answer.
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/**
 * Returns the milliseconds that work takes, the best of a few runs. Beside each run the yardstick is timed: where it takes
 * longer than it should, the processor is shared or slow, and the work is taken for as much faster.
 */
function cost(work: () => unknown, most: number) {
  let best = Infinity
  // What takes far too long twice takes too long.
  for (let run = 0; run < 20 && best > most && (run < 2 || best < 20 * most); run++) {
    const slow = slowness(timeOf(yardstick))
    best = Math.min(best, timeOf(work) / slow)
  }
  return best
}

describe('reading what anybody may send', () => {
  it.each(Object.entries(readers))('%s takes no longer than a moment', (name, read) => {
    const most = lists.has(name) ? MOST_MS_OF_LISTS : MOST_MS
    const slow = Object.entries(worst)
      .map(([what, text]) => [what, cost(() => read(text), most)] as const)
      .filter(([, ms]) => ms > most)
    expect(slow).toEqual([])
  })
})
