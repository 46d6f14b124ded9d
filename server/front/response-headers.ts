import type { ServerResponse } from 'node:http'
import { isSecretPath } from '@/lib/paths'

const forbidden = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
  'xr-spatial-tracking',
]

const always = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Permissions-Policy': forbidden.map((feature) => `${feature}=()`).join(', '),
  'Cache-Control': 'no-store',
}

/** ASVS 3.4.1 asks for a year at least. */
const TWO_YEARS_IN_SECONDS = 63_072_000

type Site = { secure: boolean; loopback: boolean }

/** Puts the headers on an answer that every answer has (ASVS 3.4). */
export function putSecurityHeaders(
  response: ServerResponse,
  target: string,
  policy: string,
  { secure, loopback }: Site,
) {
  for (const [name, value] of Object.entries(always)) response.setHeader(name, value)
  response.setHeader('Content-Security-Policy', policy)
  response.setHeader('Referrer-Policy', referrerPolicy(target, secure || loopback))
  if (secure) response.setHeader('Strict-Transport-Security', `max-age=${TWO_YEARS_IN_SECONDS}; includeSubDomains`)
}

/**
 * The path of a mailed link is a secret, so its page names itself to nobody. A plain form then says
 * `Origin: null`, and where browsers send no Sec-Fetch-Site (plain http) it could not be told from a forged one.
 */
const referrerPolicy = (target: string, sendsSite: boolean) =>
  sendsSite && isSecretPath(target) ? 'no-referrer' : 'same-origin'

const built = /^\/_next\/static\//
const icons = /^\/(?:favicon|icon|apple-icon)\b/

/** Whatever Next.js thinks of caching: only what was built may be kept, nothing that was made for a person (promise C2). */
export function keepOutOfCaches(response: ServerResponse, target: string) {
  const writeHead = response.writeHead
  const write = (...parts: unknown[]) => {
    const given = parts.at(-1)
    if (typeof given === 'object' && given !== null && !Array.isArray(given)) setAll(response, given)
    response.setHeader('Cache-Control', cacheControl(target, Number(parts[0])))
    if (endsSession(response)) response.setHeader('Clear-Site-Data', '"cache", "storage"')
    response.removeHeader('X-Powered-By')
    const reason = typeof parts[1] === 'string' ? [parts[1]] : []
    return Reflect.apply(writeHead, response, [parts[0], ...reason])
  }
  response.writeHead = write as typeof response.writeHead
}

/** By whichever way somebody signs out, going back shows nothing of what the browser has kept (promise B5, ASVS 14.3.1). */
const endsSession = (response: ServerResponse) =>
  [response.getHeader('Set-Cookie') ?? []].flat().some((cookie) => /^(?:__Host-)?foyer-session=;/.test(String(cookie)))

function cacheControl(target: string, status: number) {
  const found = status === 200 || status === 206 || status === 304
  if (found && built.test(target)) return 'public, max-age=31536000, immutable'
  return found && icons.test(target) ? 'public, max-age=86400' : 'no-store'
}

function setAll(response: ServerResponse, headers: object) {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
}
