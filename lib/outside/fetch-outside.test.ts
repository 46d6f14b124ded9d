import { once } from 'node:events'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchFrom, fetchOutside } from './fetch-outside'
import { isPublicAddress } from './reachable'
import { certificate, key } from './testing'

const notPublic = [
  '127.0.0.1',
  '127.8.8.8',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '192.0.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd12::1',
  'ff02::1',
  '2001:db8::1',
  '::ffff:127.0.0.1',
  '::ffff:169.254.169.254',
  '::ffff:7f00:1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001::1',
  'localhost',
  '',
  '127.1',
  '0x7f000001',
  'a',
]

const hosts = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '0',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:a9fe:a9fe]',
  '169.254.169.254',
  '10.0.0.1',
  '192.168.0.1',
  'localhost',
  'localhost.',
  '127。0。0。1',
  '①②⑦.0.0.1',
  '[fe80::1]',
  '[64:ff9b::7f00:1]',
]

describe('what is on the public internet (D6)', () => {
  it.each(notPublic)('%j is not', (address) => expect(isPublicAddress(address)).toBe(false))
  it.each(['1.1.1.1', '93.184.215.14', '172.32.0.1', '2606:4700::1111', '::ffff:1.1.1.1'])('%s is', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  )
})

let server: Server
let origin: string
const asked: string[] = []

beforeAll(async () => {
  server = createServer({ key, cert: certificate, keepAliveTimeout: 0 }, (request, response) => {
    asked.push(`${request.method} ${request.url}`)
    if (request.url === '/elsewhere') return void response.writeHead(302, { location: '/secret' }).end()
    if (request.url === '/long') return void response.end(Buffer.alloc(1024 ** 2 + 1))
    if (request.url === '/never') return
    request.pipe(response.writeHead(200, { 'content-type': 'text/plain' }))
  }).listen(0)
  await once(server, 'listening')
  origin = `https://localhost:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const reach = { mayReach: () => true }
const known = { ...reach, ca: certificate }

describe('asking outside', () => {
  it.each(hosts)('never asks %s', async (host) => {
    const port = new URL(origin).port
    await expect(fetchOutside(`https://${host}:${port}/`)).rejects.toThrow()
    expect(asked).toEqual([])
  })

  it.each(['http://1.1.1.1/', 'ftp://1.1.1.1/', 'file:///etc/passwd', 'https://name:password@1.1.1.1/', 'x'])(
    'never asks by %s',
    (address) => expect(fetchOutside(address)).rejects.toThrow(),
  )

  it('asks what may be reached, and hands its answer on', async () => {
    const answer = await fetchFrom(
      `${origin}/token`,
      { method: 'POST', body: 'grant', headers: { 'content-type': 'text/plain' } },
      known,
    )
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'text/plain',
      'grant',
    ])
  })

  it('follows no redirect', async () => {
    const answer = await fetchFrom(`${origin}/elsewhere`, {}, known)
    expect([answer.status, answer.headers.get('location'), asked.at(-1)]).toEqual([302, '/secret', 'GET /elsewhere'])
  })

  it('connects only to what was checked, whatever the name leads to', async () => {
    await expect(
      fetchFrom(`${origin}/`, {}, { mayReach: (address) => address === '192.0.2.1', ca: certificate }),
    ).rejects.toThrow('no address that may be asked')
  })

  it('takes no more than 1 MiB, and no certificate it does not know', async () => {
    await expect(fetchFrom(`${origin}/long`, {}, known)).rejects.toThrow('more than')
    await expect(fetchFrom(`${origin}/`, {}, reach)).rejects.toThrow('self-signed')
  })

  it('waits 5 s at most', async () => {
    await expect(fetchFrom(`${origin}/never`, {}, known)).rejects.toThrow('abort')
  })
})
