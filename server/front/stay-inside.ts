import { Socket } from 'node:net'
import { Client } from 'pg'
import { log } from '@/lib/log/log'
import { isOutside } from '@/lib/outside/within'

/** Where a connection would lead: a path, or a port of a host. */
export type Target = { path?: string; host?: string; port?: number }

type Fetch = typeof globalThis.fetch

/**
 * From here on this process opens no connection but to PostgreSQL and through `fetchOutside` and `handTraces`, whoever asks for one:
 * a framework, a library, code that came in from outside. What Next.js asks of itself is answered with nothing.
 */
export function stayInside(databaseUrls: readonly string[]) {
  const databases = databaseUrls.map(databaseAt)
  globalThis.fetch = answerWithNothing
  const connect = Socket.prototype.connect
  Socket.prototype.connect = function (this: Socket, ...asked: unknown[]) {
    const target = targetOf(asked)
    if (isOutside() || databases.some((database) => isSame(database, target)))
      return Reflect.apply(connect, this, asked) as Socket
    const refusal = new Error(`No connection to ${inWords(target)}: this process asks nobody but PostgreSQL.`)
    log.error('A connection was refused.', { error: refusal })
    // As a connection that fails would: once whoever asked listens for it.
    setImmediate(() => this.destroy(refusal))
    return this
  } as typeof connect
}

/**
 * After an action that leads on, Next.js would fetch the next page of this very server in the person's name: from this
 * computer's address, past policies by network, and on to wherever that page redirects. Told nothing, it has the browser
 * go there by itself. An action that another page's code would have to carry out is one it does not know.
 */
export const answerWithNothing: Fetch = async (input, init) => {
  const { next } = (init ?? {}) as { next?: { internal?: unknown } }
  const { origin } = new URL(input instanceof Request ? input.url : input)
  if (!next?.internal) throw new Error(`${origin} is not fetched: use fetchOutside.`)
  return init?.method === 'POST'
    ? new Response(null, { status: 404, headers: { 'x-nextjs-action-not-found': '1' } })
    : new Response(null, { status: 204 })
}

function databaseAt(url: string): Target {
  const { host, port } = new Client({ connectionString: url })
  return host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
}

const isSame = (database: Target, { path, host = 'localhost', port }: Target) =>
  database.path
    ? path === database.path
    : path === undefined && host === database.host && Number(port) === database.port

/** What `Socket.connect` was asked for: (options), (port, host), (path), or what `net.connect` makes of these. */
export function targetOf(asked: unknown[]): Target {
  const [first, second] = (Array.isArray(asked[0]) ? asked[0] : asked) as unknown[]
  if (typeof first === 'object' && first !== null) return first
  if (typeof first === 'string' && !/^\d+$/.test(first)) return { path: first }
  return { port: Number(first), host: typeof second === 'string' ? second : undefined }
}

const inWords = ({ path, host = 'localhost', port }: Target) => path ?? `${host}:${port}`
