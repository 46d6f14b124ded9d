import type { IncomingMessage } from 'node:http'

type Limit = {
  /** Bytes that are to come. */ length: number
  /** How many fields the pieces so far hold. */ count: (piece: Buffer) => number
  most: number
}

/**
 * Takes a request's whole body and puts it back for whoever reads the request next. One that holds too many fields is
 * kept no further, only let run off, so that the answer reaches its sender. "gone": the sender has left.
 */
export function takeBody(
  request: IncomingMessage,
  { length, count, most }: Limit,
): Promise<Buffer | 'too many' | 'gone'> {
  return new Promise((resolve) => {
    if (length === 0) return resolve(Buffer.alloc(0))
    const pieces: Buffer[] = []
    let [missing, kept] = [length, true]
    const end = (taken: Buffer | 'too many' | 'gone') => {
      request.off('readable', look).off('close', leave)
      // At once: a tick later the stream would have ended, and takes nothing back.
      if (typeof taken !== 'string') putBack(request, taken)
      resolve(taken)
    }
    const leave = () => end('gone')
    function look() {
      while (missing > 0) {
        const piece = request.read() as Buffer | null
        if (!piece) return
        missing -= piece.length
        kept &&= count(piece) <= most
        if (kept) pieces.push(piece)
        else pieces.length = 0
      }
      end(kept ? Buffer.concat(pieces) : 'too many')
    }
    request.on('readable', look).once('close', leave)
  })
}

/** By which streams tell that somebody has read of them: a route's `Request` takes none that says so. */
const DISTURBED = Symbol.for('nodejs.stream.disturbed')

function putBack(request: IncomingMessage, taken: Buffer) {
  request.unshift(taken)
  Object.assign(request, { [DISTURBED]: false })
}
