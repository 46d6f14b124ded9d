import type { IncomingMessage } from 'node:http'

// What only a proxy, Next.js or this server itself may say. Compared with `_` and `.` read as `-`,
// since some hops turn one into the other. The name of an upload is the sender's own.
const notTheirs = [
  /^forwarded$/,
  /^via$/,
  /^(?:x-)?(?:true-client|client|real|cluster-client|remote|cf-connecting|fastly-client)-(?:ip|addr)$/,
  /^x-(?:forwarded|original|rewrite|host|url|http-method|method-override|middleware|invoke|matched|now|next|prerender|vercel|auth)(?:-|$)/,
  // Its development server sends what it has to say of a request over the socket that these two name.
  /^x-nextjs-(?!(?:html-)?request-id$)/,
  /^x-foyer-(?!file-name$)/,
  /^next-resume$/,
]

const plain = (name: string) => name.toLowerCase().replace(/[_.]/g, '-')

/** Whether a header is one that a client must not send. */
const isNotTheirs = (name: string) => notTheirs.some((pattern) => pattern.test(plain(name)))

/** Whether somebody stands between, or pretends to: then the other end of the connection is not the person. */
export const isForwarded = ({ headers }: IncomingMessage) => Object.keys(headers).some(isNotTheirs)

/** Every `X-Forwarded-For` of the request, in order. */
export const forwardedFor = ({ rawHeaders }: IncomingMessage) =>
  rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]!.toLowerCase() === 'x-forwarded-for')

/** Takes out what a client must not send, and puts in what we know: inside, these headers can be believed. */
export function restate(request: IncomingMessage, known: Record<string, string | undefined>) {
  for (const name of Object.keys(request.headers)) if (isNotTheirs(name)) delete request.headers[name]
  for (const [name, value] of Object.entries(known)) {
    delete request.headers[name]
    if (value !== undefined) request.headers[name] = value
  }
  request.rawHeaders = Object.entries(request.headers).flatMap(([name, value]) =>
    [value ?? []].flat().flatMap((one) => [name, one]),
  )
}
