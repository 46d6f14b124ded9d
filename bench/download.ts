import { connect } from 'node:net'

const RECEIVED_AT_ONCE = 1024 * 1024

/**
 * Gets one address over a connection of its own and resolves to the bytes of the body. A bare socket with one
 * buffer, so that the reader costs as little as it can beside the server it measures.
 */
export function download(origin: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  const { hostname, port, host } = new URL(origin)
  const lines = Object.entries({ host, connection: 'close', ...headers }).map(([name, value]) => `${name}: ${value}`)
  return new Promise((resolve, reject) => {
    let head: string | null = ''
    let body = 0
    const socket = connect({
      host: hostname,
      port: Number(port),
      onread: {
        buffer: Buffer.allocUnsafe(RECEIVED_AT_ONCE),
        callback: (count, buffer) => {
          if (head === null) return ((body += count), true)
          head += Buffer.from(buffer.buffer, buffer.byteOffset, count).toString('latin1')
          const end = head.indexOf('\r\n\r\n')
          if (end < 0) return true
          body += head.length - end - 4
          if (!head.startsWith('HTTP/1.1 200 ')) socket.destroy(new Error(`${path}: ${head.slice(0, 300)}`))
          head = null
          return true
        },
      },
    })
    socket.setTimeout(60_000, () => socket.destroy(new Error(`${path} stood still for 60 s`)))
    socket.on('error', reject)
    socket.on('close', () => resolve(body))
    socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
  })
}
