import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { CannotStart } from '../process/cannot-start'
import { closeServer, listen } from './http-server'
import { countSeats } from '../process/open-files'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A server with so many seats. What is asked under /slow is answered when `release` is called. */
async function open(most: number) {
  const slow: (() => void)[] = []
  const server = await listen(
    0,
    async ({ url }, response) => {
      if (url === '/slow') await new Promise<void>((resolve) => slow.push(resolve))
      response.end('served')
    },
    { upgrades: false, most },
  )
  ends.push(() => closeServer(server, performance.now()))
  return { server, slow, release: () => slow.splice(0).forEach((go) => go()) }
}

/** One connection, and all that is said on it. */
function come(server: Server) {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  ends.push(() => socket.destroy())
  const heard = { text: '', cut: false }
  socket.on('data', (chunk) => (heard.text += chunk))
  socket.on('error', () => (heard.cut = true))
  return { socket, heard, ask: (path: string) => void socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`) }
}

const said = (one: { heard: { text: string } }) => expect.poll(() => one.heard.text)
const isClosed = (socket: Socket) => socket.destroyed || socket.readableEnded
const connections = (server: Server) =>
  new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)))

/** Takes all seats of a server of ten: five who wait for an answer. */
async function takeAll({ server, slow }: Awaited<ReturnType<typeof open>>) {
  const all = Array.from({ length: 5 }, () => come(server))
  for (const one of all) one.ask('/slow')
  await expect.poll(() => slow.length).toBe(5)
  return all
}

it('tells whoever is too many, in words, when to come again, and goes on with those it has', async () => {
  const made = await open(10)
  const served = await takeAll(made)
  const late = Array.from({ length: 60 }, () => come(made.server))
  for (const one of late) one.ask('/')
  for (const one of late)
    await said(one).toMatch(
      /^HTTP\/1.1 503 .*\r\nRetry-After: 5\r\n.*\r\n\r\nMore is asked of this site .* try again in a few seconds\.\n$/s,
    )
  made.release()
  for (const one of served) await said(one).toMatch(/^HTTP\/1.1 200 .*served$/s)
  expect([...served, ...late].filter(({ heard }) => heard.cut)).toEqual([])
  await expect.poll(() => connections(made.server)).toBe(5)
})

it('lets in who asks for the health, however many hold a connection and say nothing', async () => {
  const made = await open(10)
  await takeAll(made)
  const mute = Array.from({ length: 100 }, () => come(made.server))
  await expect.poll(() => mute.filter(({ socket }) => isClosed(socket)).length).toBe(68)
  for (const path of ['/api/health', '/api/health/live', '/api/health/ready']) {
    const probe = come(made.server)
    probe.ask(path)
    await said(probe).toMatch(/^HTTP\/1.1 200 .*\r\nConnection: close\r\n.*served$/s)
  }
  await said(mute[0]!).toMatch(/^HTTP\/1.1 503 /)
})

it('closes the connection that has idled longest for one that asks, and no other', async () => {
  const made = await open(11)
  const idlers = Array.from({ length: 10 }, () => come(made.server))
  for (const one of idlers) {
    one.ask('/')
    await said(one).toContain('served')
  }
  idlers[0]!.ask('/')
  await said(idlers[0]!).toMatch(/served.*served/s)
  const next = come(made.server)
  next.ask('/')
  await said(next).toContain('served')
  await expect.poll(() => idlers.flatMap(({ socket }, nth) => (isClosed(socket) ? [nth] : []))).toEqual([1])
})

it('has one that has long said nothing go for one that comes', async () => {
  const made = await open(10)
  const mute = Array.from({ length: 10 }, () => come(made.server))
  await Promise.all(mute.map(({ socket }) => once(socket, 'connect')))
  const served = async () => {
    const next = come(made.server)
    next.ask('/')
    await said(next).toMatch(/^HTTP/)
    return next.heard.text.startsWith('HTTP/1.1 200')
  }
  await expect.poll(served).toBe(true)
  await said(mute[0]!).toMatch(/^HTTP\/1.1 503 .*Retry-After/s)
})

it('takes requests one behind another on one connection for as many as they are, and forgets those who leave', async () => {
  const made = await open(10)
  const one = come(made.server)
  for (let nth = 0; nth < 8; nth++) one.ask('/')
  await expect.poll(() => one.heard.text.match(/served/g)?.length).toBe(8)
  for (let round = 0; round < 5; round++) {
    const all = await takeAll(made)
    for (const { socket } of all) socket.destroy()
    made.release()
    await expect.poll(() => connections(made.server)).toBeLessThanOrEqual(1)
  }
  const next = come(made.server)
  next.ask('/')
  await said(next).toContain('served')
})

it('needs so many open files, and says so at the start', () => {
  expect([countSeats(256, 10), countSeats(Infinity, 10)]).toEqual([150, Infinity])
  expect(() => countSeats(100, 10)).toThrow(
    new CannotStart(
      'A process may hold 100 files open here, and Foyer needs 170: raise it, with ulimit -n or with LimitNOFILE= of systemd.',
    ),
  )
})
