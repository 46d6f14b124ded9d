import { domainToASCII, domainToUnicode } from 'node:url'
import { z } from 'zod'
import { addressEntries, bareAddress } from './address-text'
import type { Domain } from './domain'
import { Invalid } from './errors'

const LONGEST_LOCAL = 64
const LONGEST = 254
const MOST_LINES = 1000

/** RFC 5322 dot-atom without the characters of old routes (% and !); a leading hyphen reads as an option. */
const local = /^(?!-)[a-z0-9#$&'*+/=?^_`{|}~-]+(?:\.[a-z0-9#$&'*+/=?^_`{|}~-]+)*$/
const encodedWord = /=\?/
/** LDH labels, two at least, the last one no number. */
const host = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const reservedLabel = /(?:^|\.)(?!xn--)..--/

/**
 * The one spelling of an address that is stored, mailed and compared, or null where it is none. Strict on
 * purpose: one @, dot-atom, LDH domain (IDN as punycode), all lower case; +tags and dots are never folded.
 * `parseAddress(canonical) === canonical`.
 */
export function parseAddress(input: unknown): string | null {
  if (typeof input !== 'string' || input.length > 4 * LONGEST) return null
  const parts = input.replace(/^[ \t]+|[ \t]+$/g, '').split('@')
  if (parts.length !== 2) return null
  const [name, domain] = [lowerAscii(parts[0]!), parseDomain(parts[1]!)]
  if (!domain || name.length > LONGEST_LOCAL || !local.test(name) || encodedWord.test(name)) return null
  const address = `${name}@${domain}`
  return address.length <= LONGEST ? address : null
}

/** The one spelling of a mail domain, or null where it is none. `parseDomain(canonical) === canonical`. */
export function parseDomain(input: string): Domain | null {
  if (input.length > LONGEST) return null
  const typed = lowerAscii(input)
  const ascii = isAscii(typed) ? typed : toAscii(typed)
  if (!ascii || !host.test(ascii) || reservedLabel.test(ascii)) return null
  return !ascii.includes('xn--') || isPunycode(ascii) ? (ascii as Domain) : null
}

/** Whether each encoded label stands for something, in its one spelling. What it can't decode, Node.js 20 drops and 24 leaves as it is. */
function isPunycode(ascii: string) {
  const readable = domainToUnicode(ascii)
  return !/(?:^|\.)xn--/.test(readable) && toAscii(readable) === ascii
}

/**
 * The canonical spelling of one address as people copy it, with its name, in brackets or quotes, from a sentence or a
 * `mailto:` link; null where that is none, or more than one.
 */
export const readAddress = (typed: unknown): string | null =>
  typeof typed === 'string' ? parseAddress(bareAddress(typed)) : null

/** The mail domain of an address, to be compared; null where it can't be read. */
export const mailDomainOf = (address: string) => parseDomain(address.slice(address.lastIndexOf('@') + 1))

/** Those of a stored list that can be read. */
export const readableDomains = (stored: readonly string[]): Domain[] =>
  stored.flatMap((text) => parseDomain(text) ?? [])

/** Those that can't, as they are stored. */
export const unreadableDomains = (stored: readonly string[]) => stored.filter((text) => parseDomain(text) === null)

/** The field of a form that takes one address. */
export const Address = z.string().transform((typed, context) => {
  const address = readAddress(typed)
  if (!address) context.addIssue({ code: 'custom', message: 'Enter one mail address, like name@example.com.' })
  return address ?? z.NEVER
})

export type AddressLine = {
  /** As it was typed. */
  line: string
  address: string | null
  /** What is wrong with it, where `address` is null. */
  problem?: string
}

/**
 * Reads a box of addresses as people write and paste them: lists of mail programs, columns of spreadsheets, words; one
 * named twice is kept once. Throws `Invalid` for `field` beyond 1,000; `remedy` says what to do then.
 */
export function readAddresses(
  text: string,
  field = 'addresses',
  remedy = 'Take at most 1,000 at a time.',
): AddressLine[] {
  const entries = addressEntries(text)
  if (entries.length > MOST_LINES) throw new Invalid('address.too-many', { [field]: tooMany(entries.length, remedy) })
  return readLines(entries)
}

/** Reads the entries of a box of addresses; one named twice is kept once. */
export function readLines(entries: readonly string[]): AddressLine[] {
  const lines = new Map<string, AddressLine>()
  for (const line of entries.map(readLine)) {
    const key = line.address ?? line.line
    if (!lines.has(key)) lines.set(key, line)
  }
  return [...lines.values()]
}

/** "These are 1,200 addresses. Take at most 1,000 at a time." */
export const tooMany = (count: number, remedy: string) =>
  `These are ${count.toLocaleString('en-US')} addresses. ${remedy}`

function readLine(line: string): AddressLine {
  const address = readAddress(line)
  return address ? { line, address } : { line, address, problem: problemOf(line) }
}

function problemOf(line: string) {
  if (!line.includes('@')) return 'There is no @ in it. Write it like name@example.com.'
  if (line.split('@').length > 2) return 'There is more than one @ in it. Write it like name@example.com.'
  return 'This is not an address we can mail. Write it like name@example.com.'
}

/** Only A to Z: Unicode has letters whose lower case is an ASCII one. */
const lowerAscii = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

const isAscii = (text: string) => /^[\x00-\x7f]*$/.test(text)

/** Letters of more than one script in a label are how one domain is made to look like another. */
const scripts =
  'Latin Cyrillic Greek Armenian Georgian Hebrew Arabic Devanagari Bengali Gurmukhi Gujarati Tamil Telugu Kannada Malayalam Sinhala Thai Lao Khmer Myanmar Ethiopic Hangul Han Hiragana Katakana'
    .split(' ')
    .map((script) => `\\p{Script=${script}}`)
const together = [
  ...scripts,
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー',
  '\\p{Script=Han}\\p{Script=Hangul}',
]
const oneScript = together.map((script) => new RegExp(`^[0-9\\-\\p{Script=Inherited}${script}]+$`, 'u'))
const letterOrDigit = /^[\p{L}\p{M}0-9.-]+$/u

/** Punycode of an internationalized domain that means the same to everyone who reads it, or null. */
function toAscii(domain: string): string | null {
  const composed = domain.normalize('NFC')
  if ([...domain].some(hidesAscii) || !letterOrDigit.test(composed) || !composed.split('.').every(isOneScript))
    return null
  const ascii = domainToASCII(composed)
  return ascii && domainToUnicode(ascii) === composed.toLowerCase() ? ascii : null
}

const hidesAscii = (character: string) =>
  !isAscii(character) && /[\x00-\x7f]/.test(character.normalize('NFKC').toLowerCase())

const isOneScript = (label: string) => oneScript.some((script) => script.test(label))
