import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { isForHealth } from '../doors/health'
import { EXTRA } from '../process/open-files'
import { answerPlainly } from '../doors/plain-answer'

/** Milliseconds that a new connection has to say what it wants, where seats are short. */
const SPEAK_WITHIN = 1000

const BUSY = 'More is asked of this site just now than it can hold. Nothing was done: try again in a few seconds.'
const LATER = { 'Retry-After': '5' }

const unheard = `HTTP/1.1 503 Service Unavailable\r\nRetry-After: ${LATER['Retry-After']}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(BUSY) + 1}\r\n\r\n${BUSY}\n`

export type Seats = {
  come: (socket: Socket) => void
  /** Whether a request may go on; else it has been answered. */
  seat: (request: IncomingMessage, response: ServerResponse) => boolean
}

/**
 * Keeps connections below what the system lets us hold, beyond which it would cut everybody. A connection takes one seat, a
 * request under way another for the file that it may open. Where seats are short, the connection that has idled longest is
 * closed, then one that has long said nothing. Else whoever is too many is told so; the health is always answered.
 */
export function createSeats(most: number): Seats {
  /** Every connection, with its requests under way. */
  const open = new Map<Socket, number>()
  // Each in the order in which it began: who was answered and asks nothing, who has not asked yet, who is too many.
  const [idle, silent, extra] = [new Set<Socket>(), new Map<Socket, number>(), new Set<Socket>()]
  let underWay = 0

  const areShort = (more: number) => open.size - extra.size + underWay + more > most

  function leave(socket: Socket) {
    for (const group of [open, idle, silent, extra]) group.delete(socket)
  }

  function makeRoom() {
    const [idler] = idle
    const [[mute, since] = []] = silent
    if (idler) close(idler)
    else if (mute && performance.now() - since! > SPEAK_WITHIN) close(mute, unheard)
    else return false
    return true
  }

  function close(socket: Socket, words?: string) {
    leave(socket)
    if (words) socket.write(words)
    socket.destroySoon()
  }

  function begin(socket: Socket, response: ServerResponse) {
    underWay++
    open.set(socket, (open.get(socket) ?? 0) + 1)
    response.once('close', () => {
      underWay--
      const left = (open.get(socket) ?? 0) - 1
      if (!open.has(socket)) return
      open.set(socket, left)
      if (left === 0) idle.add(socket)
    })
  }

  return {
    come(socket) {
      socket.once('close', () => leave(socket))
      if (areShort(1) && !makeRoom()) extra.add(socket)
      else silent.set(socket, performance.now())
      open.set(socket, 0)
      const [first] = extra
      if (first && extra.size > EXTRA) close(first, unheard)
    },
    seat(request, response) {
      const { socket } = request
      silent.delete(socket)
      idle.delete(socket)
      const [wasExtra, health] = [extra.has(socket), isForHealth(request)]
      const room = !areShort(wasExtra ? 2 : 1) || (!wasExtra && makeRoom())
      if (room) extra.delete(socket)
      if (room || !wasExtra) begin(socket, response)
      else response.shouldKeepAlive = false
      if (!room && !health) answerPlainly(request, response, 503, BUSY, LATER)
      return room || health
    },
  }
}
