import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Server } from 'node:net'
import { afterEach, expect, it, vi } from 'vitest'
import { bufferSmallWrites } from './buffer-small-writes'

const servers: Server[] = []
afterEach(() => servers.splice(0).forEach((server) => server.close()))

/** What arrives, in the pieces in which it arrives, of an answer written so. */
async function pieces(
  work: (response: ServerResponse) => Promise<void> | void,
  onPiece: (piece: string) => void = () => {},
) {
  const server = createServer({ keepAliveTimeout: 0 }, (_, response) => {
    bufferSmallWrites(response)
    void work(response)
  })
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const arrived: string[] = []
  socket.on('data', (data) => (arrived.push(String(data)), onPiece(String(data))))
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  await once(socket, 'close')
  return arrived
}

it('sends head, parts and end of a page at once, though they are written one after the other', async () => {
  // The moment that the beginning waits at most does not pass, however long the machine takes over the rest.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const arrived = await pieces(async (response) => {
    response.flushHeaders()
    for (const part of ['one', 'two', 'three']) {
      expect(response.write(part)).toBe(true)
      await new Promise((resolve) => setImmediate(resolve))
    }
    response.end()
  })
  expect(arrived).toHaveLength(1)
  expect(arrived[0]).toMatch(/^HTTP\/1.1 200 OK\r\n.*\r\none\r\n3\r\ntwo\r\n5\r\nthree\r\n0\r\n\r\n$/s)
})

it('does not keep the beginning from a reader while the end takes its time', async () => {
  let seen = () => {}
  const beginning = new Promise<void>((resolve) => (seen = resolve))
  await pieces(
    async (response) => {
      response.write('the beginning')
      await beginning
      response.end('the end')
    },
    (piece) => piece.includes('the beginning') && seen(),
  )
})

it('holds no more than half a megabyte back, and tells a fast writer to wait', async () => {
  const part = 'x'.repeat(100_000)
  const told: boolean[] = []
  const arrived = await pieces(async (response) => {
    for (let n = 0; n < 12; n++) told.push(response.write(part))
    response.end()
  })
  expect(told.slice(0, 5)).toEqual(Array(5).fill(true))
  expect(told.slice(6)).toContain(false)
  expect(arrived.join('').match(/x/g)).toHaveLength(1_200_000)
})
