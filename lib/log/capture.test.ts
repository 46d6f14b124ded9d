import { afterEach, beforeEach, expect, it } from 'vitest'
import { captureConsole, hushed } from './capture'
import { log } from './log'
import { duringRequest } from './request'
import { readLog, speaking } from './testing'

const said = readLog()
const { log: was, info, warn, error, debug, trace } = console
let silence: () => void

beforeEach(() => {
  silence = speaking('web', 'json')
  captureConsole()
})
afterEach(() => {
  Object.assign(console, { log: was, info, warn, error, debug, trace })
  silence()
})

const request = (gone = false) => ({ reference: 'F7K2-9QXM', what: 'GET /shares/…', isGone: () => gone })
const lines = () =>
  said().map(
    (line) => JSON.parse(line) as { level: string; message: string; reference?: string; error?: { message: string } },
  )

it('makes a line of what a library writes, without its marks and what it quotes', () => {
  console.warn('\u001b[33m⚠\u001b[0m %s is slow for "Nicole"', 'a thing')
  console.info('')
  expect(lines()).toMatchObject([{ level: 'warn', message: 'a thing is slow for "…"' }])
})

it('tells an error of a request with the request’s words and reference, once', () => {
  const fault = new Error('for nicole@contoso.example')
  duringRequest(request(), () => console.error(' ⨯', fault))
  duringRequest(request(), () => console.error(fault))
  log.error('Again on purpose.', { error: fault })
  expect(lines()).toMatchObject([
    { level: 'error', message: 'GET /shares/… failed.', reference: 'F7K2-9QXM', error: { message: 'for …' } },
    { message: 'Again on purpose.' },
  ])
})

it('leaves out that a reader has left', () => {
  const closed = Object.assign(new Error('Premature close'), { code: 'ERR_STREAM_PREMATURE_CLOSE' })
  duringRequest(request(true), () => console.error(closed))
  expect(lines()).toEqual([])
  duringRequest(request(false), () => console.error(closed))
  expect(lines()).toHaveLength(1)
})

it('is hushed but for what is wrong', async () => {
  await hushed(async () => {
    console.log('read its configuration in 3 ms')
    console.error('broken')
  })
  console.log('later')
  expect(lines()).toMatchObject([{ level: 'error', message: 'broken' }, { message: 'later' }])
})
