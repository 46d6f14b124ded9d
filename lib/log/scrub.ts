import { isIPv4, isIPv6 } from 'node:net'

/** What stands in place of what was taken out. */
const GONE = '…'

/** Characters of an address that is not in quotation marks. */
const letter = String.raw`[^\s@<>()[\]{},;:"'\`=\\“”]`

/** Without credentials, query strings, addresses, tokens and codes, each known by its shape. */
const shapes: [shape: RegExp, is: string][] = [
  [/:\/\/[^\s/@"'<>]*@/g, '://'],
  [/(\/[^\s?"'`<>()]*)\?[^\s"'`<>()]+/g, `$1?${GONE}`],
  [/"[^"\n]*"@[^\s<>()[\]{},;:"']+/g, GONE],
  // What npm calls a package has a slash before its @.
  [new RegExp(`${letter}*(?!/)${letter}(?:@|%40)${letter}+`, 'gi'), GONE],
  // 256 bits as we write them; shorter ones are known by their mixture. An id (a UUID) has small letters alone, and stays.
  [/[\w-]{43,}/g, GONE],
  [/(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{22,}(?![\w-])/g, GONE],
  [/(?<![\w.,:-])(?:\d{4}[ \u00a0-]?\d{4}|\d{6})(?![\w,:-]|\.\d)/g, GONE],
]

/** Without network addresses but those by which a computer speaks to itself. */
const withoutNetworkAddresses = (text: string) =>
  text
    .replace(/(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f.]{0,15}){2,8}(?![\w:])/gi, (found) =>
      isIPv6(found) && found !== '::1' && found !== '::' ? GONE : found,
    )
    .replace(/(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)/g, (found) =>
      isIPv4(found) && !/^(?:127\.|0\.0\.0\.0$)/.test(found) ? GONE : found,
    )

/** A text of our own in one line, without what is personal or secret. */
export const scrub = (text: string) =>
  withoutNetworkAddresses(
    shapes.reduce((left, [shape, is]) => left.replace(shape, is), text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')),
  ).trim()

/** What the schema calls its things: `Principal_address_key`, `AuditEvent`. Names of people and titles rarely look so. */
const isTechnical = (quoted: string) => /^[A-Z]\w*_\w+$|^[A-Z][a-z]+(?:[A-Z][a-z]+)+$/.test(quoted)

const quoted = (mark: string, text: string, end = mark) => mark + (isTechnical(text) ? text : GONE) + end

/** Characters of it that are looked at: what says what happened stands at the beginning. */
const LOOKED_AT = 1000

/** Its beginning, up to a blank: half an address would not be known as one. */
const beginning = (text: string) =>
  text.length > LOOKED_AT ? `${text.slice(0, LOOKED_AT).replace(/\S*$/, '')}${GONE}` : text

/** A text that came from elsewhere (a database, a mail server, a library) in one line, not all of a long one: what it quotes is gone too. */
export const scrubForeign = (text: string) =>
  scrub(
    beginning(text)
      .replace(/\bKey \((.+?)\)=\(.*\)/g, `Key ($1)=(${GONE})`)
      .replace(/\b(Failing row contains) \(.*\)/g, `$1 (${GONE})`)
      .replace(/"((?:[^"\\\n]|\\.)*)"(?!@)/g, (_, text: string) => quoted('"', text))
      .replace(/(?<!\w|\b(?:module|package) )'((?:[^'\\\n]|\\.)*)'(?!\w)/g, (_, text: string) => quoted("'", text))
      .replace(/“([^”\n]*)”/g, (_, text: string) => quoted('“', text, '”')),
  )
