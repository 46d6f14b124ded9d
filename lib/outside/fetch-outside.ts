import { request } from 'node:https'
import { isIP } from 'node:net'
import { isPublicAddress, lookUpWith } from './reachable'
import { goOutside } from './within'

/** Milliseconds for the whole exchange, and bytes of its answer (promise D6). */
const PATIENCE = 5000
const MOST = 1024 ** 2

export type Question = { method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: string }

type Reach = { mayReach: (address: string) => boolean; ca?: string }

/**
 * Asks a server on the internet over https: the one function of the process that serves pages that may open a connection
 * to whom it is told (`handTraces` opens one to the collector, all else to PostgreSQL). A redirect is an answer like any
 * other and never followed. Throws for another scheme, for a host that is not on the public internet, and beyond 5 s or 1 MiB.
 */
export const fetchOutside = (address: string, question: Question = {}): Promise<Response> =>
  fetchFrom(address, question, { mayReach: isPublicAddress })

/** The same for the addresses that `mayReach` is true of. */
export async function fetchFrom(
  address: string,
  { method = 'GET', headers = {}, body }: Question,
  { mayReach, ca }: Reach,
): Promise<Response> {
  const url = new URL(address)
  if (url.protocol !== 'https:' || url.username || url.password)
    throw new Error(`${url.origin} can’t be asked: only https, without a name and password.`)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // A bare address is never looked up.
  if (isIP(host) && !mayReach(host)) throw new Error(`${host} is not an address that may be asked.`)
  return goOutside(
    () =>
      new Promise((resolve, reject) => {
        const options = {
          method,
          headers,
          ca,
          agent: false,
          lookup: lookUpWith(mayReach),
          signal: AbortSignal.timeout(PATIENCE),
        }
        const sent = request(url, options, (answer) => {
          const parts: Buffer[] = []
          let size = 0
          answer.on('data', (part: Buffer) => {
            size += part.length
            if (size > MOST) answer.destroy(new Error(`${url.origin} answered with more than ${MOST} bytes.`))
            else parts.push(part)
          })
          answer.on('error', reject)
          answer.on('end', () => resolve(responseOf(answer.statusCode!, answer.rawHeaders, Buffer.concat(parts))))
        })
        sent.on('error', reject)
        sent.end(body)
      }),
  )
}

/** Statuses that the Fetch standard lets have no body. */
const bodiless = new Set([204, 205, 304])

function responseOf(status: number, rawHeaders: string[], body: Buffer) {
  const headers = new Headers()
  for (let index = 0; index < rawHeaders.length; index += 2) headers.append(rawHeaders[index]!, rawHeaders[index + 1]!)
  return new Response(bodiless.has(status) ? null : new Uint8Array(body), { status, headers })
}
