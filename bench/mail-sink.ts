import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type MailSink = {
  url: string
  codeFor: (address: string) => Promise<string>
  received: () => number
  stop: () => Promise<void>
}

const PATIENCE = 20_000

/** An SMTP server on the loopback interface that keeps only the eight digits of each mail that has a code, by recipient. */
export async function startMailSink(): Promise<MailSink> {
  const arrived = new Map<string, string>()
  const awaited = new Map<string, (code: string) => void>()
  let count = 0
  const deliver = (address: string, mail: string) => {
    count++
    const code = codeIn(mail)
    if (!code) return
    const waiting = awaited.get(address)
    awaited.delete(address)
    if (waiting) waiting(code)
    else arrived.set(address, code)
  }
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData(stream, session, done) {
      const addresses = session.envelope.rcptTo.map(({ address }) => address.toLowerCase())
      const chunks: Buffer[] = []
      stream.on('data', (chunk) => chunks.push(chunk))
      stream.on('end', () => {
        done()
        for (const address of addresses) deliver(address, Buffer.concat(chunks).toString())
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received: () => count,
    codeFor: (address) => take(address, arrived, awaited),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function take(address: string, arrived: Map<string, string>, awaited: Map<string, (code: string) => void>) {
  const code = arrived.get(address)
  arrived.delete(address)
  if (code) return code
  let patience: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    patience = setTimeout(() => reject(new Error(`No mail for ${address} in ${PATIENCE / 1000} s`)), PATIENCE)
  })
  const mail = new Promise<string>((resolve) => awaited.set(address, resolve))
  return Promise.race([mail, late]).finally(() => clearTimeout(patience))
}

/** The code stands on a line of its own in the text part, as `1234 5678` or `12345678`. Other mail has none. */
function codeIn(mail: string) {
  const found = /^\s*(\d{4}) ?(\d{4})\s*$/m.exec(mail) ?? /^\s*(\d{4}) ?(\d{4})\s*$/m.exec(decodeBase64Parts(mail))
  return found && `${found[1]}${found[2]}`
}

const decodeBase64Parts = (mail: string) =>
  [...mail.matchAll(/\r\n\r\n((?:[A-Za-z0-9+/=]{1,76}\r\n)+)/g)]
    .map(([, part]) => Buffer.from(part!, 'base64').toString())
    .join('\n')
