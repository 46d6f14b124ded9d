import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { Foyer, kill, removeDirectory, temporaryDirectory } from '../fixtures/foyer'
import { freePort } from '../fixtures/free-port'

// More connections than a process may hold open files.

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function spawn(before: string) {
  const dataDir = temporaryDirectory()
  ends.push(() => removeDirectory(dataDir))
  const foyer = Foyer.spawn({ port: await freePort(), dataDir, before })
  ends.push(async () => {
    await foyer.end()
    foyer.remains.forEach(kill)
  })
  return foyer
}

async function start(before: string) {
  const foyer = await spawn(before)
  await foyer.healthy()
  return foyer
}

/** A form whose other half is still to come: a request under way for as long as one likes. */
function sendHalf({ port, url }: Foyer) {
  const socket = connect(port, '127.0.0.1')
  const heard = { text: '', cut: false }
  socket.on('data', (chunk) => (heard.text += chunk))
  socket.on('error', () => (heard.cut = true))
  socket.write(
    `POST /api/auth/signout HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: ${url}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 10\r\n\r\ncsrf=`,
  )
  return { heard, finish: () => socket.write('12345'), end: () => socket.destroy() }
}

describe('with 256 open files', () => {
  it(
    'answers the health and tells a thousand connections in words, cuts nobody whom it serves, and is well after',
    { timeout: 900_000 },
    async () => {
      const foyer = await start('ulimit -n 256')
      const all = Array.from({ length: 1000 }, () => sendHalf(foyer))
      ends.push(() => all.forEach(({ end }) => end()))
      const refused = () =>
        all.filter(({ heard }) =>
          /^HTTP\/1.1 503 .*\r\nRetry-After: 5\r\n.*try again in a few seconds\.\n$/s.test(heard.text),
        )
      // Each connection and each request takes a seat, of the 150 that 256 files leave.
      await expect.poll(() => refused().length).toBe(925)
      for (const path of ['/api/health', '/api/health/live', '/api/health/ready'])
        expect(await (await fetch(foyer.url + path)).json()).toEqual({ status: 'ok' })
      const late = await fetch(`${foyer.url}/sign-in`)
      expect([late.status, late.headers.get('retry-after')]).toEqual([503, '5'])

      const served = all.filter(({ heard }) => heard.text === '')
      for (const one of served) one.finish()
      await expect.poll(() => served.filter(({ heard }) => /^HTTP\/1.1 (?!503)\d{3} /.test(heard.text)).length).toBe(75)
      expect(all.filter(({ heard }) => heard.cut)).toEqual([])
      for (let nth = 0; nth < 100; nth++) expect((await fetch(`${foyer.url}/sign-in`)).status).toBe(200)
      expect(foyer.output).not.toMatch(/EMFILE/)
    },
  )

  it(
    'is asked for the health beside a thousand connections that say nothing, and serves again once they have had their time',
    { timeout: 900_000 },
    async () => {
      const foyer = await start('ulimit -n 256')
      const mute = Array.from({ length: 1000 }, () => connect(foyer.port, '127.0.0.1').on('error', () => {}))
      ends.push(() => mute.forEach((socket) => socket.destroy()))
      const said = mute.map((socket) => text(socket).catch(() => 'cut'))
      let done = 0
      for (const one of said) void one.then(() => done++)
      await expect.poll(() => foyer.health()).toEqual({ status: 'ok' })
      expect(done, 'those who say nothing still have their twenty seconds').toBeLessThan(1000)
      expect((await Promise.all(said)).filter((words) => !/^HTTP\/1.1 (?:503|408) /.test(words))).toEqual([])
      await expect.poll(async () => (await fetch(`${foyer.url}/sign-in`)).status).toBe(200)
    },
  )

  it('and with too few of them does not start, and says in one line how many it needs', async () => {
    const { status, said } = await (await spawn('ulimit -n 128')).ended()
    expect([status, said.trim()]).toEqual([
      1,
      'A process may hold 128 files open here, and Foyer needs 170: raise it, with ulimit -n or with LimitNOFILE= of systemd.',
    ])
  })
})
