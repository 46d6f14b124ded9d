import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { honorStatus } from './honor-status'

/** The status that an answer goes out with. */
function statusOf(method: string, status: number) {
  let sent = 0
  const response = { writeHead: (one: number) => (sent = one), once: () => {} } as unknown as ServerResponse
  honorStatus({ method, headers: {} } as IncomingMessage, response)
  response.writeHead(status)
  return sent
}

describe('honorStatus', () => {
  it.each([
    [307, 303],
    [308, 303],
    [303, 303],
    [200, 200],
    [404, 404],
  ])('answers a form with %i as %i: it is sent nowhere twice', (status, sent) => {
    expect(statusOf('POST', status)).toBe(sent)
  })
  it('leaves what is only asked for as it is', () => {
    expect(statusOf('GET', 307)).toBe(307)
  })
})
