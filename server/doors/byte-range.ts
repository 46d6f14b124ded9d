type ByteRange = { start: number; end: number }

/** What a request says it has, and what it wants of it (RFC 9110, 13 and 14). */
export type RangeRequest = {
  range?: string
  'if-range'?: string
  'if-match'?: string
  'if-none-match'?: string
  'if-modified-since'?: string
  'if-unmodified-since'?: string
}

/** `lastModified`: null where no time tells whether it changed. */
export type Representation = { size: number; etag: string; lastModified: Date | null }

export type Answer =
  | { status: 200; range: ByteRange | null }
  | { status: 206; range: ByteRange }
  | { status: 304 | 412 | 416; range: null }

/** Which status and which bytes answer a request; first and last byte included. */
export function chooseBytes(request: RangeRequest, file: Representation): Answer {
  if (isPreconditionFailed(request, file)) return { status: 412, range: null }
  if (isNotModified(request, file)) return { status: 304, range: null }
  const whole = { status: 200, range: file.size > 0 ? { start: 0, end: file.size - 1 } : null } as const
  if (request.range === undefined || !isStillSame(request['if-range'], file)) return whole
  const range = parseRange(request.range, file.size)
  if (range === 'ignore') return whole
  return range ? { status: 206, range } : { status: 416, range: null }
}

/** One range of bytes; null when nothing of it is there. Several, or none that can be read, are ignored. */
function parseRange(header: string, size: number): ByteRange | null | 'ignore' {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header)
  if (!found || (found[1] === '' && found[2] === '')) return 'ignore'
  const [first, last] = [found[1]!, found[2]!]
  if (first === '') return suffix(Number(last), size)
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return 'ignore'
  return start < size ? { start, end } : null
}

const suffix = (length: number, size: number) =>
  length > 0 && size > 0 ? { start: Math.max(0, size - length), end: size - 1 } : null

const isPreconditionFailed = (request: RangeRequest, file: Representation) =>
  request['if-match'] !== undefined
    ? !lists(request['if-match'], file.etag, strong)
    : isChangedSince(request['if-unmodified-since'], file.lastModified)

const isNotModified = (request: RangeRequest, file: Representation) =>
  request['if-none-match'] !== undefined
    ? lists(request['if-none-match'], file.etag, weak)
    : isUnchangedSince(request['if-modified-since'], file.lastModified)

/** A part only fits what the client has if that is the very same bytes. */
function isStillSame(condition: string | undefined, file: Representation) {
  if (condition === undefined) return true
  if (condition.startsWith('"') || condition.startsWith('W/')) return condition === file.etag
  return file.lastModified !== null && Date.parse(condition) === wholeSeconds(file.lastModified)
}

const lists = (header: string, etag: string, reading: (tag: string) => string) =>
  header.trim() === '*' || header.split(',').some((tag) => reading(tag.trim()) === etag)
const strong = (tag: string) => tag
const weak = (tag: string) => tag.replace(/^W\//, '')

const isChangedSince = (header: string | undefined, time: Date | null) =>
  header !== undefined && time !== null && wholeSeconds(time) > Date.parse(header)
const isUnchangedSince = (header: string | undefined, time: Date | null) =>
  header !== undefined && time !== null && wholeSeconds(time) <= Date.parse(header)

const wholeSeconds = (time: Date) => Math.floor(time.getTime() / 1000) * 1000
