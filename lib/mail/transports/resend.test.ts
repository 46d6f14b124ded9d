import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ResendStandIn } from '../../../e2e/fixtures/resend-stand-in'
import { renderMessage } from '../message/render-message'
import { id, inputs, rowOf } from '../testing'
import { resend } from './resend'
import { NotNow, Refused } from './transport'

let standIn: ResendStandIn

beforeEach(async () => {
  standIn = await ResendStandIn.start()
  vi.stubEnv('RESEND_BASE_URL', standIn.url)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await standIn.stop()
})

const attempt = (signal: AbortSignal) => ({ signal, beforeLastByte: async () => {} })
const send = async (more = {}) =>
  resend('re_test').send(
    await renderMessage(rowOf('access-removed', inputs['access-removed'], more)),
    attempt(AbortSignal.timeout(5_000)),
  )

describe('a mail sent by Resend', () => {
  it('is one request to the stand-in, keyed by the outbox id', async () => {
    await send({ replyTo: 'megan@woodgrove.example' })
    const [request] = standIn.requests
    expect(request).toMatchObject({ idempotencyKey: id, authorization: 'Bearer re_test' })
    expect(request!.payload).toMatchObject({
      from: '"Foyer" <foyer@localhost>',
      to: ['nicole@contoso.example'],
      reply_to: 'megan@woodgrove.example',
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        'Message-ID': `<${id}@localhost>`,
      },
    })
  })

  it('is the same request the second time, and no second mail', async () => {
    standIn.fault = () => 'keep and cut'
    await expect(send()).rejects.toThrow()
    standIn.fault = () => null
    await send()
    expect(standIn.requests).toHaveLength(2)
    expect(standIn.requests[1]).toEqual(standIn.requests[0])
    expect(standIn.mails).toHaveLength(1)
  })

  it.each([
    [422, 'invalid_from_address'],
    [400, 'validation_error'],
    [409, 'invalid_idempotent_request'],
  ])('is refused for good by %i %s', async (status, name) => {
    standIn.fault = () => ({ status, name, message: 'The address is odd' })
    await expect(send()).rejects.toThrow(Refused)
    await expect(send()).rejects.toThrow(`Resend: The address is odd (${status} ${name})`)
  })

  it.each([
    [429, 'rate_limit_exceeded'],
    [409, 'concurrent_idempotent_requests'],
    [403, 'invalid_api_key'],
    [401, 'missing_api_key'],
  ])('waits after %i %s', async (status, name) => {
    standIn.fault = () => ({ status, name, headers: { 'retry-after': '7' } })
    await expect(send()).rejects.toMatchObject({ constructor: NotNow, retryAfter: 7000 })
  })

  it.each([
    ['500', { status: 500, name: 'application_error' }],
    ['a dropped connection', 'cut'],
  ] as const)('is of unknown fate after %s', async (_, fault) => {
    standIn.fault = () => fault
    const error = await send().catch((error: unknown) => error)
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(Refused)
    expect(error).not.toBeInstanceOf(NotNow)
  })

  it('is given up when the time is over', async () => {
    const message = await renderMessage(rowOf('access-removed', inputs['access-removed']))
    await expect(resend('re_test').send(message, attempt(AbortSignal.abort()))).rejects.toThrow()
  })
})
