import type { ServerResponse } from 'node:http'

/** Milliseconds: a revocation must be felt within 5 s (promise C1), and a check may itself take a while. */
const EVERY = 2000
const LONGEST_UNCERTAIN = 4500

/**
 * Asks again and again while bytes are under way, and cuts the connection when the answer is no, or when
 * there has been no answer for too long. Stops with the response.
 */
export function watchAccess(response: ServerResponse, stillMay: () => Promise<boolean>) {
  let certainAt = performance.now()
  let asking = false
  const check = async () => {
    // Who left before we listened, or while waiting behind another answer, is not heard leaving.
    if (response.closed || response.req.socket.destroyed) return clearInterval(timer)
    if (performance.now() - certainAt > LONGEST_UNCERTAIN) return response.destroy()
    if (asking) return
    asking = true
    const askedAt = performance.now()
    const answer = await stillMay().catch(() => null)
    asking = false
    if (answer === false) response.destroy()
    if (answer) certainAt = askedAt
  }
  const timer = setInterval(() => void check(), EVERY)
  response.once('close', () => clearInterval(timer))
}
