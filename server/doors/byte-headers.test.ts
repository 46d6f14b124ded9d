import contentDisposition from 'content-disposition'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { disposition } from '@/lib/disposition'
import { cleanFileName } from '@/lib/files/file-name'
import { mediaTypeOf, showing } from '@/lib/files/media-type'
import { headersOf } from './byte-headers'

const file = (name: string, download = false) => {
  const mediaType = mediaTypeOf(name)
  return {
    fileId: '',
    name,
    mediaType,
    size: 3,
    etag: '"e"',
    storedAt: new Date(0),
    shown: download ? null : showing(mediaType),
  }
}
const whole = { status: 200, range: { start: 0, end: 2 } } as const

describe('the name in the header', () => {
  it('comes back exactly for 5,000 names, and is nothing but ASCII on the way', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('"', '\\', ';', '%41', "'", '\r\n', 'À', '日本', '👩‍👩‍👧', '=?utf-8?q?x?=', 'filename*=', ' '),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
        const name = cleanFileName(pieces.join(''))
        const header = disposition(name, 'attachment')
        expect(/^[ -~]+$/.test(header)).toBe(true)
        expect(contentDisposition.parse(header)).toMatchObject({ type: 'attachment', parameters: { filename: name } })
      }),
      { numRuns: 5000 },
    )
  })

  // They read from one quotation mark to the next, whatever stands before it.
  it.each([
    ['Say "hello" twice.txt', "Say 'hello' twice.txt"],
    ['a\\"b.txt', "a''b.txt"],
    ['100%41 “sure”.pdf', '100_41 _sure_.pdf'],
    ['plain.txt', 'plain.txt'],
  ])('is whole for curl and wget: %s', (name, plain) => {
    expect(/filename="([^"]*)"(?:;|$)/.exec(disposition(name, 'attachment'))?.[1]).toBe(plain)
    expect(contentDisposition.parse(disposition(name, 'attachment')).parameters.filename).toBe(name)
  })
})

describe('the headers of bytes', () => {
  it.each(['a.html', 'a.svg', 'a.xml', 'a.xhtml', 'a.mht', 'a.js', 'a.swf', 'a', 'a.docx'])(
    'let %s be kept, and nothing else',
    (name) => {
      expect(headersOf(file(name), whole)).toMatchObject({
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': expect.stringMatching(/^attachment/),
        'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
        'X-Content-Type-Options': 'nosniff',
        'X-Frame-Options': 'DENY',
        'Cross-Origin-Resource-Policy': 'same-origin',
        'Cache-Control': 'no-store',
      })
    },
  )

  it.each(['a.pdf', 'a.png', 'a.mp3', 'a.mp4', 'a.txt', 'a.csv', 'a.json', 'a.md'])(
    'show %s in pages of ours alone, and run nothing in it',
    (name) => {
      const headers = headersOf(file(name), whole)
      expect(headers['Content-Disposition']).toMatch(/^inline/)
      expect(headers['X-Frame-Options']).toBe('SAMEORIGIN')
      expect(headers['Content-Security-Policy']).toMatch(/^default-src 'none'; .*frame-ancestors 'self'$/)
      expect(headers['Content-Security-Policy']).not.toMatch(/script-src|unsafe-eval|\*/)
      expect(headersOf(file(name, true), whole)['Content-Disposition']).toMatch(/^attachment/)
    },
  )

  it.each(['a.txt', 'a.csv', 'a.json', 'a.md', 'a.yaml'])('call %s plain text', (name) => {
    expect(headersOf(file(name), whole)['Content-Type']).toBe('text/plain; charset=utf-8')
  })
})
