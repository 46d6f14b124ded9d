import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '@/lib/db/client'
import { environment } from '@/lib/db/testing'
import { isForLocalMail, sendLocalMail } from './local-mail-document'

const id = '0190b0a0-0000-7000-8000-000000000001'
let server: Server
let local = true

beforeAll(async () => {
  server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    delete request.headers['x-foyer-local']
    if (local) request.headers['x-foyer-local'] = '1'
    if (!isForLocalMail(request)) return void response.writeHead(421).end()
    void sendLocalMail(request, response, environment)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => void server.close())

beforeEach(async () => {
  local = true
  await db().localMail.deleteMany()
  await db().localMail.create({
    data: {
      id,
      recipient: 'nicole@contoso.example',
      subject: 'Hello',
      html: '<p style="color:red">Hello</p>',
      text: 'Hello',
      sentAt: new Date(),
    },
  })
})

const ask = (path: string, init?: RequestInit) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, init)

describe('a local mail’s own page', () => {
  it('is the mail as it is, where nothing in it can run, load or lead away', async () => {
    const answer = await ask(`/mailbox/${id}/letter`)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('<p style="color:red">Hello</p>')
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-same-origin; frame-ancestors 'self'",
    )
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('is not there for any browser but this computer’s own', async () => {
    local = false
    expect((await ask(`/mailbox/${id}/letter`, { headers: { 'x-foyer-local': '1' } })).status).toBe(404)
  })

  it('is not there when there is no such mail', async () => {
    expect((await ask('/mailbox/0190b0a0-0000-7000-8000-000000000002/letter')).status).toBe(404)
    expect((await ask(`/mailbox/${'-'.repeat(36)}/letter`)).status).toBe(404)
  })

  it.each([`/mailbox/${id}`, '/mailbox/x/letter', `/mailbox/${id}/letter/x`])('is nowhere else: %s', async (path) => {
    expect((await ask(path)).status).toBe(421)
  })

  it('is only to be read', async () => {
    expect((await ask(`/mailbox/${id}/letter`, { method: 'POST' })).status).toBe(421)
    expect(await (await ask(`/mailbox/${id}/letter`, { method: 'HEAD' })).text()).toBe('')
  })
})
