import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { expect, it, vi } from 'vitest'
import { watchAccess } from './watch-access'

/** Two requests on one connection that is then cut: the second answer never had its turn. */
async function leaveBehind() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const responses: ServerResponse[] = []
  server.on('request', (_request, response) => responses.push(response))
  const socket = connect((server.address() as AddressInfo).port)
  socket.on('error', () => {})
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(2))
  await vi.waitFor(() => expect(responses.length).toBe(2))
  socket.destroy()
  await vi.waitFor(() => expect(responses.every(({ req }) => req.socket.destroyed)).toBe(true))
  server.close()
  return responses
}

it('asks no more for a reader who left before it began', async () => {
  const responses = await leaveBehind()
  vi.useFakeTimers()
  try {
    const stillMay = vi.fn(async () => true)
    for (const response of responses) watchAccess(response, stillMay)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(stillMay).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
