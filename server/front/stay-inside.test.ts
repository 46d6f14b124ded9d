import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerWithNothing, targetOf } from './stay-inside'

const ours = 'http://portal.invalid/shared-with-me'

describe('what Next.js asks of itself', () => {
  it('is answered with nothing where an action leads on, so that the browser goes there', async () => {
    const answer = await answerWithNothing(ours, { method: 'GET', next: { internal: 1 } } as RequestInit)
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([204, null, ''])
  })

  it('is an unknown action where it would hand one on', async () => {
    const answer = await answerWithNothing(ours, { method: 'POST', next: { internal: 1 } } as RequestInit)
    expect([answer.status, answer.headers.get('x-nextjs-action-not-found')]).toEqual([404, '1'])
  })

  it.each([ours, 'https://evil.example/x', new URL('http://127.0.0.1:1/')])(
    '%s is not fetched otherwise',
    async (target) => {
      await expect(answerWithNothing(target)).rejects.toThrow('is not fetched')
      await expect(answerWithNothing(target, { redirect: 'follow' })).rejects.toThrow('is not fetched')
    },
  )
})

describe('where a connection would lead', () => {
  it.each([
    [[{ host: 'a.example', port: 443 }], { host: 'a.example', port: 443 }],
    [[[{ host: 'a.example', port: 443 }, null]], { host: 'a.example', port: 443 }],
    [[5432, 'db.example'], { host: 'db.example', port: 5432 }],
    [['5432', 'db.example'], { host: 'db.example', port: 5432 }],
    [[5432, () => {}], { host: undefined, port: 5432 }],
    [['/run/x/.s.PGSQL.5432'], { path: '/run/x/.s.PGSQL.5432' }],
    [[{ path: '/run/x' }], { path: '/run/x' }],
  ])('%j', (asked, target) => expect(targetOf(asked)).toEqual(target))
})

/** A process of its own that stays inside and then tries something; resolves to what it printed. */
async function inside(deed: string) {
  const script = `
    const { stayInside } = await import('./server/front/stay-inside.ts')
    const { goOutside } = await import('./lib/outside/within.ts')
    stayInside([process.env.DATABASE])
    const { out } = await import('./lib/log/out.ts')
    out.write = () => {}
    const said = await (async () => { ${deed} })().catch((error) => 'refused: ' + (error.message || error.cause?.message))
    console.log(said)
    process.exit(0)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    env: { ...process.env, DATABASE: process.env.DATABASE_URL, PORT_THERE: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = await Promise.all([text(child.stdout), once(child, 'exit')])
  return said.trim()
}

let somebody: Server
let port: number
let reached = 0

beforeAll(async () => {
  somebody = createServer((socket) => {
    reached++
    socket.on('error', () => {})
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi')
  }).listen(0, '127.0.0.1')
  await once(somebody, 'listening')
  port = (somebody.address() as AddressInfo).port
})

afterAll(() => void somebody.close())

const there = '`http://127.0.0.1:${process.env.PORT_THERE}/`'
const ways: Record<string, string> = {
  'http.get': `const { get } = await import('node:http'); return new Promise((done, fail) => get(${there}, (answer) => done('reached ' + answer.statusCode)).on('error', fail))`,
  'https.get': `const { get } = await import('node:https'); return new Promise((done, fail) => get(${there}.replace('http:', 'https:'), () => done('reached')).on('error', fail))`,
  'net.connect': `const { connect } = await import('node:net'); return new Promise((done, fail) => connect(process.env.PORT_THERE, '127.0.0.1').on('connect', () => done('reached')).on('error', fail))`,
  'a socket': `const { Socket } = await import('node:net'); return new Promise((done, fail) => new Socket().on('error', fail).on('connect', () => done('reached')).connect(Number(process.env.PORT_THERE), '127.0.0.1'))`,
  'tls.connect': `const { connect } = await import('node:tls'); return new Promise((done, fail) => connect({ port: process.env.PORT_THERE, host: '127.0.0.1' }).on('error', fail).on('secureConnect', () => done('reached')))`,
  fetch: `return (await fetch(${there})).text()`,
}

describe('a process that stays inside', () => {
  it.each(Object.entries(ways))('reaches nobody by %s', async (_, deed) => {
    const before = reached
    expect(await inside(deed)).toMatch(/^refused: /)
    expect(reached).toBe(before)
  })

  it('reaches somebody only as what may go outside', async () => {
    const before = reached
    expect(await inside(`return goOutside(async () => { ${ways['http.get']} })`)).toBe('reached 200')
    expect(reached).toBe(before + 1)
  })

  it('hands traces to the collector that is named, and reaches it no other way', async () => {
    const before = reached
    const named = `process.env.OTEL_EXPORTER_OTLP_ENDPOINT = 'http://127.0.0.1:' + process.env.PORT_THERE; const { handTraces } = await import('./lib/outside/hand-traces.ts');`
    expect(await inside(`${named} await handTraces(Buffer.from('{}')); return 'handed'`)).toBe('handed')
    expect(reached).toBe(before + 1)
    expect(await inside(`${named} ${ways['http.get']}`)).toMatch(/^refused: /)
    expect(reached).toBe(before + 1)
  })

  it('reaches PostgreSQL', async () => {
    const deed = `const { Client } = (await import('pg')).default; const client = new Client(process.env.DATABASE); await client.connect(); return (await client.query('SELECT 1 AS one')).rows[0].one`
    expect(await inside(deed)).toBe('1')
  })
})
