import type { IncomingMessage } from 'node:http'
import { after, HOUR, isOver, now } from '@/lib/clock'
import { isPrivateAddress, isTrustedProxy, plainAddress } from '@/lib/network-address'

/** Headers by which proxies say for whom they ask. */
const theirs = ['x-forwarded-for', 'forwarded', 'x-real-ip']

/** For how long a proxy is told of after its last request: by then the setting was mended, or it is gone. Milliseconds. */
const REMEMBERED = HOUR

/**
 * Remembers the proxy in front whose word on addresses is not taken, in this process alone. Only the other end of a
 * connection from this computer or a private network counts as one: a stranger who sends such a header is none.
 */
export function watchForProxies(trustedProxies: readonly string[]) {
  let last: { address: string; until: Date } | null = null
  return {
    note({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>) {
      const address = socket.remoteAddress ?? ''
      if (
        !theirs.some((name) => headers[name] !== undefined) ||
        !isPrivateAddress(address) ||
        isTrustedProxy(address, trustedProxies)
      )
        return
      last = { address: plainAddress(address)!, until: after(now(), REMEMBERED) }
    },
    /** The newest one's address; undefined: none. */
    get address() {
      return last && !isOver(last.until) ? last.address : undefined
    },
  }
}
