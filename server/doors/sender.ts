import type { IncomingMessage } from 'node:http'

/** Milliseconds that a sender we have refused may go on, so that the answer reaches it before the connection closes. */
const FAREWELL = 3000

/** Checks whether the sender of a body is gone. A request that has arrived whole is taken for destroyed, too, and its sender waits for the answer. */
export const hasLeft = (request: IncomingMessage) =>
  request.destroyed && (!request.complete || request.socket.destroyed)

/** A connection closed under a sender loses the answer with it: what still comes is let run off for a moment. */
export function drain(request: IncomingMessage) {
  // What it was passed on to takes no more, and would hold it up.
  request.unpipe().resume()
  const farewell = setTimeout(() => request.complete || request.socket.destroy(), FAREWELL)
  request.once('close', () => clearTimeout(farewell))
}
