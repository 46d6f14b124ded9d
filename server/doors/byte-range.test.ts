import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseBytes, type RangeRequest } from './byte-range'

const lastModified = new Date('2026-11-23T09:00:00.500Z')
const file = { size: 100, etag: '"abc"', lastModified }
const choose = (headers: RangeRequest, size = 100) => chooseBytes(headers, { ...file, size })

/** What RFC 9110 says of one range, told another way: the numbers of the bytes that are both there and asked for. */
function reference(first: number | null, last: number | null, size: number) {
  const there = Array.from({ length: size }, (_, at) => at)
  if (first === null) return there.slice(last ? -last : size)
  return there.filter((at) => at >= first && (last === null || at <= last))
}

describe('chooseBytes', () => {
  it('agrees with a slice for 10,000 ranges, and never leaves the file', () => {
    const place = fc.option(fc.oneof(fc.nat(40), fc.constantFrom(0, 1, 29, 30, 31, 10 ** 14)), { nil: null })
    fc.assert(
      fc.property(place, place, fc.nat(30), (first, last, size) => {
        const answer = choose({ range: `bytes=${first ?? ''}-${last ?? ''}` }, size)
        const unread = (first === null && last === null) || (first !== null && last !== null && last < first)
        const bytes = unread ? [] : reference(first, last, size)
        if (unread) expect(answer).toEqual({ status: 200, range: size > 0 ? { start: 0, end: size - 1 } : null })
        else if (bytes.length === 0) expect(answer).toEqual({ status: 416, range: null })
        else expect(answer).toEqual({ status: 206, range: { start: bytes[0], end: bytes.at(-1) } })
      }),
      { numRuns: 10_000 },
    )
  })

  it('never leaves the file, whatever the headers say', () => {
    const header = fc.option(
      fc.oneof(
        fc.string(),
        fc.constantFrom('bytes=0-', '*', '"abc"', 'W/"abc"', lastModified.toUTCString(), 'bytes=0-1,5-9'),
      ),
      { nil: undefined },
    )
    const headers = fc.record({
      range: header,
      'if-range': header,
      'if-match': header,
      'if-none-match': header,
      'if-modified-since': header,
      'if-unmodified-since': header,
    })
    fc.assert(
      fc.property(headers, fc.nat(300), (request, size) => {
        const { status, range } = choose(request, size)
        expect([200, 206, 304, 412, 416]).toContain(status)
        if (range) expect(0 <= range.start && range.start <= range.end && range.end < size).toBe(true)
        expect(range === null).toBe(status >= 300 || size === 0)
      }),
      { numRuns: 10_000 },
    )
  })

  it.each([
    ['bytes=0-0', { status: 206, range: { start: 0, end: 0 } }],
    ['bytes=-5', { status: 206, range: { start: 95, end: 99 } }],
    ['bytes=-500', { status: 206, range: { start: 0, end: 99 } }],
    ['BYTES= 90- ', { status: 200, range: { start: 0, end: 99 } }],
    ['Bytes=90-', { status: 206, range: { start: 90, end: 99 } }],
    ['bytes=0-1,3-4', { status: 200, range: { start: 0, end: 99 } }],
    ['bytes=-0', { status: 416, range: null }],
    ['bytes=100-', { status: 416, range: null }],
    ['bytes=0x1-2', { status: 200, range: { start: 0, end: 99 } }],
    ['pages=1-2', { status: 200, range: { start: 0, end: 99 } }],
  ])('answers %s', (range, answer) => {
    expect(choose({ range })).toEqual(answer)
  })

  it.each<[RangeRequest, number]>([
    [{ range: 'bytes=0-4', 'if-range': '"abc"' }, 206],
    [{ range: 'bytes=0-4', 'if-range': '"old"' }, 200],
    [{ range: 'bytes=0-4', 'if-range': 'W/"abc"' }, 200],
    [{ range: 'bytes=0-4', 'if-range': lastModified.toUTCString() }, 206],
    [{ range: 'bytes=0-4', 'if-range': new Date(0).toUTCString() }, 200],
    [{ 'if-none-match': '"x", W/"abc"' }, 304],
    [{ 'if-none-match': '*' }, 304],
    [{ 'if-none-match': '"x"', 'if-modified-since': lastModified.toUTCString() }, 200],
    [{ 'if-modified-since': lastModified.toUTCString() }, 304],
    [{ 'if-modified-since': new Date(0).toUTCString() }, 200],
    [{ 'if-modified-since': 'yesterday' }, 200],
    [{ 'if-match': '"abc"' }, 200],
    [{ 'if-match': '*' }, 200],
    [{ 'if-match': 'W/"abc"' }, 412],
    [{ 'if-match': '"x"', range: 'bytes=0-4' }, 412],
    [{ 'if-unmodified-since': new Date(0).toUTCString() }, 412],
    [{ 'if-unmodified-since': lastModified.toUTCString() }, 200],
  ])('answers %j with %i', (request, status) => {
    expect(choose(request).status).toBe(status)
  })
})
