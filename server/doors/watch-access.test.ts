import { EventEmitter, once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
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

describe('while bytes are under way', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  /** An answer that is watched from now on. */
  function watched(stillMay: () => Promise<boolean>) {
    const destroy = vi.fn()
    const response = Object.assign(new EventEmitter(), {
      closed: false,
      destroy,
      req: { socket: { destroyed: false } },
    })
    watchAccess(response as unknown as ServerResponse, stillMay)
    return { destroy, end: () => response.emit('close') }
  }

  it.each([0, 1, 999, 1999, 2000, 2001, 3500])(
    'cuts the connection at most 5 s after access ended, %i ms after it began (C1)',
    async (moment) => {
      let may = true
      const { destroy } = watched(async () => may)
      await vi.advanceTimersByTimeAsync(moment)
      expect(destroy).not.toHaveBeenCalled()
      may = false
      await vi.advanceTimersByTimeAsync(5000)
      expect(destroy).toHaveBeenCalled()
    },
  )

  it.each([
    ['never answers', () => new Promise<boolean>(() => {})],
    ['fails', () => Promise.reject(new Error('The database is away.'))],
    ['takes long to say no', () => new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 4000))],
  ])('cuts it within 7 s where asking %s: nobody knows whether access lasts', async (_what, ask) => {
    const { destroy } = watched(ask)
    await vi.advanceTimersByTimeAsync(7000)
    expect(destroy).toHaveBeenCalled()
  })

  it('leaves alone who still may, and asks no more once the answer has ended', async () => {
    const stillMay = vi.fn(async () => true)
    const { destroy, end } = watched(stillMay)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(destroy).not.toHaveBeenCalled()
    const asked = stillMay.mock.calls.length
    end()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(stillMay).toHaveBeenCalledTimes(asked)
  })
})
