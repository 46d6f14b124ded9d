import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { CannotStart, reason } from '../process/cannot-start'
import { createSeats } from './seats'

/**
 * Milliseconds that a connection stays open without a request. Longer than a proxy keeps one (nginx 60 s, Traefik 90 s, Caddy
 * 120 s): were we the first to close, a form that is sent on at that moment would be answered 502.
 */
const IDLE = 125_000

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const SECOND = 1000

/**
 * Listens on `port`. Throws `CannotStart` when that can't be had. How long a body may take is for each door
 * to say: a file of 5 GB takes its time, a form does not.
 */
export async function listen(
  port: number,
  answer: Answer,
  { upgrades, most = Infinity }: { upgrades: boolean; /** Seats there are. */ most?: number },
): Promise<Server> {
  const options = {
    headersTimeout: 20 * SECOND,
    requestTimeout: 0,
    keepAliveTimeout: IDLE,
    connectionsCheckingInterval: 5 * SECOND,
  }
  const seats = createSeats(most)
  const server = createServer(options, (request, response) => {
    // A balancer that keeps a connection open would go on sending requests by it.
    if (leaving.has(server)) response.shouldKeepAlive = false
    // Once it closes, every connection ends with its answer: one that is asked on again and again would be served on.
    response.once('finish', () => server.listening || request.socket.end())
    if (seats.seat(request, response)) void answer(request, response)
  })
  server.on('connection', seats.come)
  server.setTimeout(120 * SECOND)
  if (!upgrades) server.on('upgrade', refuseUpgrade)
  await opened(server, port)
  return server
}

const leaving = new WeakSet<Server>()

/** Goes on answering, and ends each connection with its answer, so that whoever asks next asks another instance. */
export const takeLeave = (server: Server) => void leaving.add(server)

/** Fails early when the port is taken, before anything else has been started. A Foyer that is just stopping is waited for. */
export async function checkPort(port: number) {
  for (const patience = performance.now() + 3 * SECOND; ; await wait(100)) {
    const probe = createServer()
    const taken = await opened(probe, port).then(
      () => null,
      (error: CannotStart) => error,
    )
    await new Promise((resolve) => probe.close(resolve))
    if (!taken) return
    if (performance.now() > patience) throw taken
  }
}

function opened(server: Server, port: number) {
  return new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new CannotStart(portTrouble(port, error))))
    server.listen(port, resolve)
  })
}

function portTrouble(port: number, error: Error) {
  const code = 'code' in error ? error.code : null
  if (code === 'EADDRINUSE') return `Port ${port} is in use: stop what listens there, or set PORT to another.`
  if (code === 'EACCES') return `Port ${port} is not for this account: set PORT to 1024 or more.`
  return `Port ${port} can't be listened on (${reason(error)}): set PORT to another.`
}

/** Takes no more requests, finishes what is under way, and by `deadline` (of performance.now()) has cut what is left. */
export async function closeServer(server: Server, deadline: number) {
  const closed = new Promise((resolve) => server.close(resolve))
  const timer = setTimeout(() => server.closeAllConnections(), Math.max(0, deadline - performance.now()))
  await closed
  clearTimeout(timer)
}

function refuseUpgrade(_request: IncomingMessage, socket: Duplex) {
  socket.on('error', () => {})
  socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
}
