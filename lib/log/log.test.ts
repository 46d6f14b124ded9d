import { afterEach, describe, expect, it } from 'vitest'
import { isReaderGone } from './reader-gone'
import { announce, log, refuseToStart } from './log'
import { duringRequest, inWords } from './request'
import { readLog, speaking } from './testing'

const said = readLog()
const request = (gone = false) => ({ reference: 'F7K2-9QXM', what: 'GET /shares/…', isGone: () => gone })

let silence = () => {}
afterEach(() => silence())

describe('a line for people', () => {
  it('is time, level, part and words, and the request’s reference where there is one', () => {
    silence = speaking('web', 'text')
    log.info('It happened.')
    duringRequest(request(), () => log.warn('It failed.', { error: new Error('no') }))
    const [plain, referred] = said()
    expect(plain).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info web: It happened\.$/)
    expect(referred).toMatch(
      /Z warn web: It failed\. \(Error: no at .*lib\/log\/log\.test\.ts:\d+:\d+.*\) \[F7K2-9QXM\]$/,
    )
  })

  it('is what is waited for at a start, word for word', () => {
    silence = speaking('web', 'text')
    announce('Foyer is ready\n  data     here')
    refuseToStart('PORT is wrong.')
    expect(said()).toEqual(['Foyer is ready\n  data     here', 'PORT is wrong.'])
  })
})

describe('a line for programs', () => {
  it('is JSON with level, time, part, message, reference and what went wrong', () => {
    silence = speaking('worker', 'json')
    const error = Object.assign(new Error('to nicole@contoso.example'), { code: 'EENVELOPE' })
    duringRequest(request(), () => log.error('A mail waits.\n(letter)', { error }))
    const [line = ''] = said()
    expect(JSON.parse(line)).toEqual({
      level: 'error',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      part: 'worker',
      reference: 'F7K2-9QXM',
      message: 'A mail waits. (letter)',
      error: expect.objectContaining({ class: 'Error', code: 'EENVELOPE', message: 'to …' }),
    })
  })

  it('is each line of a start, without what is a secret', () => {
    silence = speaking('web', 'json')
    announce(
      `Foyer is ready\n  mail     from foyer@woodgrove.example\n  set up   http://localhost:3000/setup/${'x'.repeat(43)}`,
    )
    refuseToStart('PORT is wrong.')
    expect(said().map((line) => JSON.parse(line) as object)).toMatchObject([
      { message: 'Foyer is ready' },
      { message: 'mail from …' },
      { message: 'set up http://localhost:3000/setup/…' },
      { level: 'fatal', message: 'PORT is wrong.' },
    ])
  })

  it('fits into one piece of a pipe, however much there is to say', () => {
    silence = speaking('web', 'json')
    const long = Array.from({ length: 900 }, () => 'long').join(' ')
    log.error(long, { error: new Error(long, { cause: new Error(long, { cause: new Error(long) }) }) })
    expect(Buffer.byteLength(said()[0]!)).toBeLessThan(4096)
  })

  it('carries the reference that a failed page shows', () => {
    silence = speaking('web', 'json')
    duringRequest(request(), () =>
      log.error('A page failed.', { error: Object.assign(new Error('x'), { digest: '1234567' }) }),
    )
    duringRequest(request(), () => log.info('A policy refused.', { reference: 'AAAA-2222' }))
    expect(said().map((line) => (JSON.parse(line) as { reference: string }).reference)).toEqual([
      '1234567',
      'AAAA-2222',
    ])
  })
})

describe('a request in words', () => {
  it.each([
    ['GET', '/shares/0190b0a0-0000-7000-8000-000000000001/edit?x=nicole', 'GET /shares/…/edit'],
    ['GET', '/invitations/abcdefgh-XYZ', 'GET /invitations/…'],
    ['GET', '/admin/audit/download.csv?person=nicole', 'GET /admin/audit/download.csv'],
    ['PUT', '/nicole@contoso.example', 'PUT /…'],
    ['GET', '/a\n/b', 'GET /…/b'],
    ['GET', '/'.repeat(10_000), 'GET ///////'],
  ])('%s %s', (method, target, words) => expect(inWords(method, target)).toBe(words))
})

describe('a reader who has left', () => {
  const closed = () => Object.assign(new Error('Premature close'), { code: 'ERR_STREAM_PREMATURE_CLOSE' })

  it('is no failure, wherever it shows', () => {
    const errors = [
      closed(),
      Object.assign(new Error('aborted'), { code: 'ECONNRESET' }),
      Object.assign(new Error('x'), { name: 'ResponseAborted' }),
      new Error('failed to pipe response', { cause: closed() }),
    ]
    expect(duringRequest(request(true), () => errors.map(isReaderGone))).toEqual([true, true, true, true])
  })

  it('hides nothing else, nor what breaks off under a reader who is there', () => {
    expect(duringRequest(request(true), () => isReaderGone(new Error('a bug')))).toBe(false)
    expect(duringRequest(request(false), () => isReaderGone(closed()))).toBe(false)
    expect(isReaderGone(closed())).toBe(false)
  })
})
