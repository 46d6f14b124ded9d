import { describe, expect, it } from 'vitest'
import { FOREIGN, hindranceOf } from './hindrance'

const online = { online: true, unrecognized: false }
const said = (error: unknown, circumstances = online) => hindranceOf(error, circumstances)

describe('what a form says when no action answered it', () => {
  it.each([
    ['Chromium', new TypeError('Failed to fetch')],
    ['Firefox', new TypeError('NetworkError when attempting to fetch resource.')],
    ['WebKit', new TypeError('Load failed')],
    ['an answer that was cut off', new Error('Connection closed.')],
  ])('tells a lost connection in the words of %s, and offers to send it again', (_, error) => {
    expect(said(error)).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('connection to Foyer was lost'),
      wayOn: { by: 'sending' },
    })
  })

  it('says that the device is offline where the browser knows it', () => {
    expect(said(new TypeError('Failed to fetch'), { online: false, unrecognized: false }).message).toContain(
      'This device is offline',
    )
  })

  it('tells an answer of something else from a fault of Foyer', () => {
    expect(said(new Error(FOREIGN)).message).toContain('Something else answered in place of Foyer')
    expect(said(new Error('upstream connect error')).message).toContain('the fault is with Foyer')
  })

  it('names the reference of a fault by which the server’s record is found', () => {
    expect(said(Object.assign(new Error('masked'), { digest: '123456' })).message).toContain('Reference: 123456.')
  })

  it('shows what the front server said, and only that', () => {
    expect(said(new Error('Foyer: This is too long.')).message).toBe('This is too long. What you typed is still here.')
    expect(said(new Error('nginx says Foyer: hello')).message).not.toContain('hello')
  })

  it('asks for the page anew where it is of another build', () => {
    expect(said(new Error('Server Action was not found'), { online: true, unrecognized: true })).toMatchObject({
      message: expect.stringContaining('Foyer was updated'),
      wayOn: { by: 'loading' },
    })
  })

  it('says of each that what was typed is still there', () => {
    for (const error of [new TypeError('x'), new Error(FOREIGN), new Error('y'), 'no error at all', undefined])
      expect(said(error).message).toContain('What you typed is still here.')
  })
})
