import type { ServerResponse } from 'node:http'

/** Milliseconds for which the beginning of an answer waits for its end. */
const PATIENCE = 25

/** Bytes that may wait. */
const MOST = 512 * 1024

/**
 * Holds back what a page's writer makes in many small parts, head, pieces and end, until it is whole: each would be a
 * call of the system, and often a packet, of its own. What is long, or not done after a moment, goes out as it comes.
 */
export function bufferSmallWrites(response: ServerResponse) {
  const { write, end, flushHeaders } = response
  let letGo: (() => void) | null = null
  const hold = () => {
    const { socket } = response
    if (!socket) return
    socket.cork()
    const timer = setTimeout(() => letGo?.(), PATIENCE)
    letGo = () => {
      letGo = null
      clearTimeout(timer)
      Object.assign(response, { write, end, flushHeaders })
      socket.uncork()
    }
    response.once('close', () => letGo?.())
  }
  const writeHeld = (...parts: unknown[]) => {
    if (!letGo) hold()
    const goOn = Reflect.apply(write, response, parts) as boolean
    // A writer that is told to wait would wait for what is only held back.
    if (letGo && response.socket!.writableLength <= MOST) return true
    letGo?.()
    return goOn
  }
  const endHeld = (...parts: unknown[]) => {
    const ended: unknown = Reflect.apply(end, response, parts)
    letGo?.()
    return ended
  }
  const flushHeld = () => {
    if (!letGo) hold()
    flushHeaders.call(response)
  }
  Object.assign(response, { write: writeHeld, end: endHeld, flushHeaders: flushHeld })
}
