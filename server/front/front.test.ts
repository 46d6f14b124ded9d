import { once } from 'node:events'
import { type IncomingHttpHeaders, type IncomingMessage, request as ask, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { readLog } from '@/lib/log/testing'
import type { ForeignDoor } from '../doors/foreign'
import { createFront, type Front } from './front'
import { listen } from './http-server'

type Seen = { headers: IncomingHttpHeaders; rawHeaders: string[]; url?: string; method?: string; body: string }
type Sent = { method?: string; headers?: Record<string, string | string[]>; body?: string }

const publicUrl = 'https://share.woodgrove.example'
const servers: Server[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))))

/** A front server with a Next.js that only writes down what it is given. */
async function open(
  site: Partial<Front['settings']> = {},
  next: Front['next'] = async (_, response) => void response.end('next'),
  metrics: Front['metrics'] = null,
  foreign: Front['foreign'] = [],
) {
  const seen: Seen[] = []
  const settings = { publicUrl, secure: true, loopback: false, trustedProxies: [], ...site }
  const door = {
    matches: ({ url }: IncomingMessage) => url === '/door',
    answer: async (_: unknown, response: { end: (text: string) => void }, environment: unknown) =>
      response.end(JSON.stringify(environment)),
  }
  const front = createFront({
    settings,
    dev: false,
    health: async (_, response) => void response.end('healthy'),
    metrics,
    doors: [door],
    foreign,
    actions: null,
    next: async (request, response) => {
      const { headers, rawHeaders, url, method } = request
      seen.push({ headers, rawHeaders, url, method, body: await text(request) })
      await next(request, response)
    },
  })
  const server = await listen(0, front, { upgrades: false })
  servers.push(server)
  const { port } = server.address() as AddressInfo
  return { port, seen, send: (path: string, sent: Sent = {}) => send(port, path, sent) }
}

async function send(port: number, path: string, { method = 'GET', headers = {}, body }: Sent) {
  const request = ask({ host: '127.0.0.1', port, path, method, headers, agent: false })
  request.end(body)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return { status: response.statusCode, headers: response.headers, text: await text(response) }
}

/** What comes back for bytes that no client library would send. */
async function sendRaw(port: number, bytes: string) {
  const socket = connect(port, '127.0.0.1')
  socket.write(bytes)
  return text(socket)
}

describe('what turns a form away', () => {
  const tooLong = { method: 'POST', headers: { origin: publicUrl, 'content-length': String(3 * 1024 ** 2) } }

  it('is said to a form that a script sends as Next.js hands it on, and so that it is known to be ours', async () => {
    const { send } = await open()
    const answer = await send('/shares/new', {
      ...tooLong,
      headers: { ...tooLong.headers, 'next-action': 'a'.repeat(42) },
    })
    expect([answer.status, answer.headers['content-type'], answer.text]).toEqual([
      413,
      'text/plain',
      'Foyer: This is too long: at most 2 MB can be sent at once. Share it as a file instead.',
    ])
  })

  it('is plain text to everybody else', async () => {
    const { send } = await open()
    const answer = await send('/shares/new', tooLong)
    expect([answer.status, answer.headers['content-type'], answer.text]).toEqual([
      413,
      'text/plain; charset=utf-8',
      'This is too long: at most 2 MB can be sent at once. Share it as a file instead.\n',
    ])
  })
})

describe('requests that change something (B7)', () => {
  const own = { origin: publicUrl }
  const foreign: Record<string, Record<string, string>> = {
    'no Origin': {},
    'a null Origin': { origin: 'null' },
    'a null Origin from another site': { origin: 'null', 'sec-fetch-site': 'cross-site' },
    'a foreign Origin': { origin: 'https://evil.example' },
    'a foreign Origin that says same-origin': { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    'a sibling': { origin: 'https://other.woodgrove.example', 'sec-fetch-site': 'same-site' },
    'the same host over http': { origin: 'http://share.woodgrove.example' },
    'the same host at another port': { origin: 'https://share.woodgrove.example:8443' },
    'our Origin with a tail': { origin: `${publicUrl}.evil.example` },
    'X-Forwarded-Host of the attacker': {
      origin: 'https://evil.example',
      'x-forwarded-host': 'evil.example',
      host: 'evil.example',
    },
    'a form as text/plain': { 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' },
    'a person’s own typing': { 'sec-fetch-site': 'none' },
  }
  const cells = ['POST', 'PUT', 'PATCH', 'DELETE'].flatMap((method) =>
    ['/sign-in', '/shares/new', '/api/auth/callback/email', '/door'].flatMap((path) =>
      Object.keys(foreign).map((name) => [method, path, name] as const),
    ),
  )

  it.each(cells)('%s %s with %s is refused', async (method, path, name) => {
    const { send, seen } = await open()
    const answer = await send(path, {
      method,
      headers: { ...foreign[name], 'next-action': 'a'.repeat(42) },
      body: 'x=1',
    })
    expect(answer.status).toBe(403)
    expect(answer.text).toContain(publicUrl)
    expect(seen).toEqual([])
  })

  it.each([
    ['our own Origin', own],
    ['a page of ours without referrer', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
    ['a browser that sends the site alone', { 'sec-fetch-site': 'same-origin' }],
  ])('%s is let through, and stands as our Origin inside', async (_, headers) => {
    const { send, seen } = await open()
    expect((await send('/sign-in', { method: 'POST', headers, body: 'email=a' })).status).toBe(200)
    expect(seen[0]).toMatchObject({ body: 'email=a', headers: { origin: publicUrl } })
  })

  it('refuses a method it does not know, and says which it does', async () => {
    const { send, seen } = await open()
    for (const method of ['OPTIONS', 'TRACE', 'PROPFIND', 'LOCK']) {
      const answer = await send('/', { method, headers: own })
      expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, POST, PUT, PATCH, DELETE'])
    }
    expect(seen).toEqual([])
  })
})

describe('doors for what others post', () => {
  const told: Seen[] = []
  afterEach(() => void told.splice(0))
  const hook = (more: Partial<ForeignDoor> = {}): ForeignDoor => ({
    path: '/api/hook',
    largest: 10,
    budget: { most: 3, per: 60_000 },
    answer: async (request, response, environment) => {
      const { headers, rawHeaders, url, method } = request
      told.push({ headers, rawHeaders, url, method, body: await text(request) })
      response.end(JSON.stringify(environment))
    },
    ...more,
  })
  const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  const from = (address: string) => ({ ...evil, 'x-forwarded-for': address })
  const behindProxy = { trustedProxies: ['127.0.0.0/8'] }
  const openWith = (...doors: ForeignDoor[]) => open(behindProxy, undefined, null, doors)

  it.each<Record<string, string>>([{}, evil, { origin: 'null' }, { origin: publicUrl }])(
    'take a request with %j',
    async (headers) => {
      const { send, seen } = await openWith(hook())
      const sent = { method: 'POST', headers: { ...headers, 'x-forwarded-for': '203.0.113.9' }, body: 'a=b' }
      const answer = await send('/api/hook?a=b', sent)
      expect(JSON.parse(answer.text)).toEqual({ networkAddress: '203.0.113.9', userAgent: '' })
      expect(told).toMatchObject([{ url: '/api/hook?a=b', method: 'POST', body: 'a=b' }])
      expect([told[0]!.headers.origin, seen]).toEqual([undefined, []])
    },
  )

  it.each([
    '/',
    '/api/hook/',
    '/api/hookx',
    '/api/Hook',
    '/api/hook%3f',
    '/api/hook/../hook',
    '/api%2fhook',
    '/x?/api/hook',
  ])('stand at their own path alone: %s is refused', async (path) => {
    const { send, seen } = await openWith(hook())
    expect((await send(path, { method: 'POST', headers: from('203.0.113.9') })).status).toBe(403)
    expect([told, seen]).toEqual([[], []])
  })

  it('leave a request that only asks to whoever answers that', async () => {
    const { send, seen } = await openWith(hook())
    await send('/api/hook', { headers: { cookie: 'foyer-session=secret1' } })
    expect([told, seen.map(({ headers }) => headers.cookie)]).toEqual([[], ['foyer-session=secret1']])
  })

  it.each([
    ['foyer-session=secret1', undefined],
    ['foyer-session=secret1; foyer-session=secret2', undefined],
    ['a=b; foyer-session=secret1; foyer-attempt=c', 'a=b; foyer-attempt=c'],
    ['a=b;foyer-session=secret1;c=d', 'a=b;c=d'],
    ['\tfoyer-session =secret1;\tfoyer-session\t=secret2; a=b', 'a=b'],
    ['a=foyer-session', 'a=foyer-session'],
  ])('never see who is signed in: of the cookies %j they see %j', async (cookie, rest) => {
    const { send } = await openWith(hook())
    await send('/api/hook', { method: 'POST', headers: { ...from('203.0.113.9'), origin: publicUrl, cookie } })
    expect(told[0]!.headers.cookie).toBe(rest)
    expect(JSON.stringify([told[0]!.headers, told[0]!.rawHeaders])).not.toMatch(/secret/)
  })

  it('take as many bytes as each says, and no more', async () => {
    const { send } = await openWith(hook(), hook({ path: '/api/larger', largest: 20 }))
    const statuses = async (path: string) =>
      Promise.all(
        [10, 11, 21].map(
          async (length) =>
            (await send(path, { method: 'POST', headers: from('203.0.113.9'), body: 'a'.repeat(length) })).status,
        ),
      )
    expect([await statuses('/api/hook'), await statuses('/api/larger')]).toEqual([
      [200, 413, 413],
      [200, 200, 413],
    ])
    const chunked = { ...from('203.0.113.10'), 'transfer-encoding': 'chunked' }
    expect((await send('/api/hook', { method: 'POST', headers: chunked, body: 'a' })).status).toBe(411)
    expect(told.map(({ body }) => body.length)).toEqual([10, 10, 11])
  })

  it('count each network, each door by itself, until the time is over', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T09:00:15Z') })
    const { send } = await openWith(hook(), hook({ path: '/api/other' }))
    const post = async (path: string, address: string) => {
      const { status, headers } = await send(path, { method: 'POST', headers: from(address) })
      return [status, headers['retry-after']]
    }
    const network = ['2001:db8::1', '2001:db8::2', '2001:db8::3', '2001:db8::4']
    const answers = []
    for (const address of network) answers.push(await post('/api/hook', address))
    expect(answers).toEqual([...network.slice(1).map(() => [200, undefined]), [429, '45']])
    expect(await post('/api/hook', '2001:db8:0:1::1')).toEqual([200, undefined])
    expect(await post('/api/other', '2001:db8::1')).toEqual([200, undefined])
    vi.setSystemTime(new Date('2026-11-23T09:01:00Z'))
    expect(await post('/api/hook', '2001:db8::1')).toEqual([200, undefined])
  })

  it('count nothing of this computer’s own address, which may be a proxy’s for everybody', async () => {
    const { send } = await openWith(hook({ budget: { most: 1, per: 60_000 } }))
    const answers = [1, 2, 3].map(() => send('/api/hook', { method: 'POST', headers: evil }))
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200])
  })
})

describe('who asks, from where', () => {
  const lies = [
    'x-forwarded-host',
    'x_forwarded_host',
    'x.forwarded.host',
    'forwarded',
    'x-forwarded-proto',
    'x-forwarded-for',
    'x-forwarded-server',
    'x-real-ip',
    'true-client-ip',
    'cf-connecting-ip',
    'x-client-ip',
    'x-original-url',
    'x-rewrite-url',
    'x-host',
    'x-http-method-override',
    'x-foyer-network-address',
    'x-foyer-local',
    'x-foyer-unbelieved-proxy',
    'x_foyer_local',
    'x-middleware-subrequest',
    'x-middleware-next',
    'x-middleware-rewrite',
    'x-matched-path',
    'x-now-route-matches',
    'x-nextjs-data',
    'x-invoke-path',
    'x-prerender-revalidate',
    'next-resume',
    'content-security-policy',
  ]

  it.each(lies)('does not pass on what a client says in %s', async (name) => {
    const { send, seen } = await open()
    await send('/', { headers: { [name]: 'evil.example' } })
    expect(JSON.stringify([seen[0]!.headers, seen[0]!.rawHeaders])).not.toContain('evil.example')
  })

  it('keeps what Next.js and the upload say to each other', async () => {
    const { send, seen } = await open()
    const headers = {
      rsc: '1',
      'next-router-prefetch': '1',
      'next-router-state-tree': '%5B%5D',
      'next-url': '/a',
      'x-foyer-file-name': 'a.txt',
      cookie: 'a=b',
    }
    await send('/', { headers })
    expect(seen[0]!.headers).toMatchObject(headers)
  })

  it.each(['evil.example', 'evil.example:443', 'share.woodgrove.example.', '127.0.0.1', 'localhost', '[::1]:3000'])(
    'stands at the public address whatever the Host: %s (B9)',
    async (host) => {
      const { send, seen } = await open()
      await send('/sign-in', { headers: { host } })
      expect(seen[0]!.headers).toMatchObject({
        host: 'share.woodgrove.example',
        'x-forwarded-host': 'share.woodgrove.example',
        'x-forwarded-proto': 'https',
        'x-forwarded-port': '443',
      })
    },
  )

  it('tells doors and pages the address of the connection', async () => {
    const { send, seen } = await open()
    await send('/', { headers: { 'x-forwarded-for': '203.0.113.9' } })
    expect(seen[0]!.headers['x-foyer-network-address']).toBe('127.0.0.1')
    const answer = await send('/door', { headers: { 'x-forwarded-for': '203.0.113.9', 'user-agent': 'x'.repeat(500) } })
    expect(JSON.parse(answer.text)).toEqual({ networkAddress: '127.0.0.1', userAgent: 'x'.repeat(400) })
  })

  it('takes the word of a proxy it trusts, and refuses what it can’t read of it', async () => {
    const { send, seen } = await open({ trustedProxies: ['127.0.0.0/8'] })
    await send('/', { headers: { 'x-forwarded-for': ['198.51.100.1', '203.0.113.9'] } })
    expect(seen[0]!.headers['x-foyer-network-address']).toBe('203.0.113.9')
    expect((await send('/', { headers: { 'x-forwarded-for': 'a' } })).status).toBe(400)
    expect(seen).toHaveLength(1)
  })
})

describe('this computer’s own browser', () => {
  const home = { publicUrl: 'http://localhost:3000', secure: false, loopback: true }

  it('is known by connection, address and the lack of anybody between', async () => {
    const { send, seen } = await open(home)
    await send('/mailbox', { headers: { host: 'localhost:3000' } })
    expect(seen[0]!.headers['x-foyer-local']).toBe('1')
  })

  it.each([
    ['a name that was made to point here', { host: 'evil.example:3000' }],
    ['a proxy', { host: 'localhost:3000', 'x-forwarded-for': '203.0.113.9' }],
    ['a proxy by another header', { host: 'localhost:3000', via: '1.1 proxy' }],
    ['a client that says so itself', { host: 'evil.example', 'x-foyer-local': '1' }],
  ])('is not %s', async (_, headers: Record<string, string>) => {
    const { send, seen } = await open(home)
    await send('/mailbox', { headers })
    expect(seen[0]!.headers['x-foyer-local']).toBeUndefined()
  })

  it('is not there where the site is public', async () => {
    const { send, seen } = await open()
    await send('/mailbox', { headers: { host: 'share.woodgrove.example' } })
    expect(seen[0]!.headers['x-foyer-local']).toBeUndefined()
  })

  it.each(['127.0.0.1:3000', '[::1]:3000'])('is led from %s to the one address', async (host) => {
    const { send } = await open(home)
    expect(await send('/sign-in?next=%2Fshares', { headers: { host } })).toMatchObject({
      status: 307,
      headers: { location: 'http://localhost:3000/sign-in?next=%2Fshares' },
    })
    expect((await send('/sign-in', { method: 'POST', headers: { host, origin: `http://${host}` } })).status).toBe(403)
    expect((await send('/api/health', { headers: { host } })).text).toBe('healthy')
  })
})

describe('figures', () => {
  const figures = async (_: unknown, response: { end: (text: string) => void }) => void response.end('figures')

  it.each([
    [
      'from the computer itself, by its bare address',
      { publicUrl: 'http://localhost:3000', secure: false, loopback: true },
      { host: '127.0.0.1:3000' },
    ],
    [
      'from where a proxy is, whatever it says of whoever asks',
      { trustedProxies: ['127.0.0.1/32'] },
      { host: '10.0.0.7:3000', 'x-forwarded-for': 'a' },
    ],
  ])('are told %s, as the health is', async (_, site, headers) => {
    const { send, seen } = await open(site, undefined, figures)
    expect([
      (await send('/api/metrics', { headers })).text,
      (await send('/api/metrics?a', { headers })).text,
      seen,
    ]).toEqual(['figures', 'figures', []])
  })

  it.each(['/api/metrics/', '/api/metricsx', '/api/Metrics', '/api/metrics%2f', '/x/api/metrics'])(
    'stand at no other address, such as %s',
    async (target) => {
      const { send } = await open({}, undefined, figures)
      expect((await send(target)).text).toBe('next')
    },
  )

  it('are an unknown page where nobody reads any: what is asked goes where all else goes', async () => {
    const { send, seen } = await open()
    const asked = { headers: { authorization: 'Bearer 0123456789abcdef' } }
    const [there, nowhere] = [await send('/api/metrics', asked), await send('/api/nothing', asked)]
    const withoutNonce = ({
      'content-security-policy': _policy,
      'x-request-id': _id,
      date: _date,
      ...headers
    }: IncomingHttpHeaders) => headers
    expect([there.status, there.text, withoutNonce(there.headers)]).toEqual([
      nowhere.status,
      nowhere.text,
      withoutNonce(nowhere.headers),
    ])
    expect(seen.map(({ url }) => url)).toEqual(['/api/metrics', '/api/nothing'])
  })
})

describe('behind a proxy', () => {
  const home = { publicUrl: 'http://localhost:8080', secure: false, loopback: true }
  const nginx = { 'x-forwarded-for': '127.0.0.1' }

  it.each([
    ['that names us as it connects', { host: '127.0.0.1:3000', ...nginx }],
    ['that says nothing of itself', { host: '127.0.0.1:3000' }],
    ['at the same port in a box of its own', { host: '127.0.0.1:8080', ...nginx }],
    ['that passes the host on', { host: 'localhost:8080', ...nginx }],
  ])('%s nobody is led in circles', async (_, headers: Record<string, string>) => {
    for (const trustedProxies of [[], ['127.0.0.1/32']]) {
      const { send } = await open({ ...home, trustedProxies })
      expect(await send('/sign-in', { headers })).toMatchObject({ status: 200, text: 'next' })
    }
  })

  const told = async (site: Partial<Front['settings']>, headers: Record<string, string>) => {
    const { send, seen } = await open(site)
    await send('/', { headers })
    await send('/')
    return seen.map((request) => request.headers['x-foyer-unbelieved-proxy'])
  }

  it.each(['x-forwarded-for', 'forwarded', 'x-real-ip'])(
    'whose %s is not believed, pages are told of it from then on',
    async (name) => expect(await told({}, { [name]: '203.0.113.9' })).toEqual(['127.0.0.1', '127.0.0.1']),
  )

  it('that is believed, and where there is none, nothing is told', async () => {
    expect(await told({ trustedProxies: ['127.0.0.1/32'] }, nginx)).toEqual([undefined, undefined])
    expect(await told({}, { 'x-foyer-unbelieved-proxy': '10.0.0.1' })).toEqual([undefined, undefined])
  })
})

describe('targets that can’t be read', () => {
  it.each([
    ['/%', 400],
    ['/%zz', 400],
    ['/%c3%28', 400],
    ['/%00', 400],
    ['/shares?q=%00', 400],
    ['//evil.example/', 400],
    ['/\\evil.example', 400],
    ['http://evil.example/', 400],
    ['*', 400],
    [`/${'a'.repeat(9000)}`, 414],
  ])('%s', async (target, status) => {
    const { port, seen } = await open()
    const answer = await sendRaw(
      port,
      `GET ${target} HTTP/1.1\r\nHost: share.woodgrove.example\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer).not.toMatch(/ at |node:|\.ts/)
    expect(seen).toEqual([])
  })

  it.each(['Upgrade: websocket', 'Upgrade: h2c'])('refuses to turn into something else: %s', async (header) => {
    const { port, seen } = await open()
    const answer = await sendRaw(
      port,
      `GET http://169.254.169.254/ HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n${header}\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1.1 400 /)
    expect(seen).toEqual([])
  })

  it('answers CONNECT, two lengths and unknown methods with nothing of ours', async () => {
    const { port, seen } = await open()
    await sendRaw(port, 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n')
    await sendRaw(
      port,
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    )
    await sendRaw(port, 'EVIL / HTTP/1.1\r\nHost: a\r\n\r\n')
    expect(seen).toEqual([])
  })
})

describe('bodies', () => {
  const own = { origin: publicUrl }

  it('takes 2 MB for a page and no more', async () => {
    const { send, seen } = await open()
    expect((await send('/', { method: 'POST', headers: own, body: 'a'.repeat(2 * 1024 ** 2) })).status).toBe(200)
    const { port } = servers[0]!.address() as AddressInfo
    const length = 2 * 1024 ** 2 + 1
    const answer = await sendRaw(
      port,
      `POST / HTTP/1.1\r\nHost: a\r\nOrigin: ${publicUrl}\r\nContent-Length: ${length}\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1.1 413 [\s\S]*Connection: close/)
    expect(seen).toHaveLength(1)
  })

  it('wants to know how long a body is', async () => {
    const { send, seen } = await open()
    expect(
      (await send('/', { method: 'POST', headers: { ...own, 'transfer-encoding': 'chunked' }, body: 'abc' })).status,
    ).toBe(411)
    expect(seen).toEqual([])
  })

  it('gives up on one that does not arrive', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { port } = await open()
    const socket = connect(port, '127.0.0.1')
    socket.write(`POST / HTTP/1.1\r\nHost: a\r\nOrigin: ${publicUrl}\r\nContent-Length: 10\r\n\r\nabc`)
    const over = text(socket)
    await once(servers[0]!, 'request')
    await vi.advanceTimersByTimeAsync(30_000)
    vi.useRealTimers()
    expect(await over).toBe('')
  })
})

describe('the headers of every answer (I4)', () => {
  const routes: [string, Sent][] = [
    ['/', {}],
    ['/api/health', {}],
    ['/door', {}],
    ['/%', {}],
    ['/nowhere', { method: 'TRACE' }],
    ['/sign-in', { method: 'POST' }],
    ['/_next/static/chunks/a.js', {}],
    ['/invitations/abc', {}],
    ['/let-in/abc', {}],
    ['/links/abc', {}],
    ['/resets/abc', {}],
    ['/setup/abc', {}],
  ]

  it.each(routes)('%s %j', async (path, sent) => {
    const { send } = await open()
    const { headers } = await send(path, sent)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
      'permissions-policy': expect.stringContaining('camera=()'),
      'referrer-policy': /\/abc$/.test(path) ? 'no-referrer' : 'same-origin',
      'cache-control': path.startsWith('/_next/static') ? 'public, max-age=31536000, immutable' : 'no-store',
    })
    expect(headers).not.toHaveProperty('x-powered-by')
    const policy = headers['content-security-policy']!
    expect(policy).toMatch(/script-src 'nonce-[\w+/]{22}==' https?:\/\/[^ ;]+\/_next\/static\/;/)
    for (const part of [
      "default-src 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ])
      expect(policy).toContain(part)
    expect(String(policy).replace('https://share.woodgrove.example/_next/static/', '')).not.toMatch(
      /unsafe|\*|https?:|strict-dynamic|script-src[^;]*'self'/,
    )
  })

  it('makes a nonce for each answer, and tells Next.js the same', async () => {
    const { send, seen } = await open()
    const policies = [await send('/'), await send('/')].map(({ headers }) => headers['content-security-policy'])
    expect(policies[0]).not.toBe(policies[1])
    expect(seen.map(({ headers }) => headers['content-security-policy'])).toEqual(policies)
  })

  it('keeps pages out of caches whatever Next.js says (C2)', async () => {
    const { send } = await open({}, async (_, response) => {
      response.setHeader('Cache-Control', 's-maxage=31536000')
      response
        .writeHead(200, 'OK', { 'cache-control': 'public', 'x-powered-by': 'Next.js', 'x-kept': 'yes' })
        .end('page')
    })
    const { headers } = await send('/shared-with-me')
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-kept': 'yes' })
    expect(headers).not.toHaveProperty('x-powered-by')
  })

  it.each(['foyer-session=; Path=/; Max-Age=0', '__Host-foyer-session=; Path=/; Max-Age=0; Secure'])(
    'empties the browser where the session’s cookie is taken: %s (B5)',
    async (cookie) => {
      const { send } = await open(
        {},
        async (_, response) =>
          void response
            .writeHead(303, { location: '/sign-in', 'set-cookie': ['foyer-attempt=; Max-Age=0', cookie] })
            .end(),
      )
      expect(
        (await send('/account/sign-out', { method: 'POST', headers: { origin: publicUrl } })).headers[
          'clear-site-data'
        ],
      ).toBe('"cache", "storage"')
      const other = await open(
        {},
        async (_, response) => void response.writeHead(303, { 'set-cookie': ['foyer-session=abc'] }).end(),
      )
      expect((await other.send('/')).headers).not.toHaveProperty('clear-site-data')
    },
  )

  it('keeps what is not found out of caches too', async () => {
    const { send } = await open({}, async (_, response) => void response.writeHead(404).end())
    expect((await send('/_next/static/chunks/gone.js')).headers['cache-control']).toBe('no-store')
  })

  it('asks for https only where the site has it', async () => {
    const { send } = await open({ publicUrl: 'http://10.0.0.5:3000', secure: false })
    const { headers } = await send('/links/abc')
    expect(headers).not.toHaveProperty('strict-transport-security')
    // A plain form on a page without referrer could not be told from a forged one there.
    expect(headers['referrer-policy']).toBe('same-origin')
  })
})

describe('what nobody expected', () => {
  const said = readLog()
  const closed = () => Object.assign(new Error('Premature close'), { code: 'ERR_STREAM_PREMATURE_CLOSE' })

  it('is answered in one sentence with the request’s reference, without a stack, and told in one line under the same', async () => {
    const { send } = await open({}, async () => Promise.reject(new Error('the cellar is flooded')))
    const answer = await send('/shares/Budget?address=nicole')
    const reference = String(answer.headers['x-request-id'])
    expect(reference).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    expect([answer.status, answer.text]).toEqual([
      500,
      `This did not work, and it is our fault. Try again in a moment. If it stays so, tell an administrator the reference ${reference}.\n`,
    ])
    expect(said()).toEqual([
      expect.stringMatching(
        new RegExp(`error command: GET /shares/… failed\\. \\(Error: the cellar is flooded.*\\) \\[${reference}\\]$`),
      ),
    ])
  })

  it('has another reference for each request', async () => {
    const { send } = await open()
    const references = await Promise.all(
      Array.from({ length: 20 }, async () => (await send('/')).headers['x-request-id']),
    )
    expect(new Set(references).size).toBe(20)
  })

  it('is not that a reader has left', async () => {
    let fail = () => {}
    const { port, seen } = await open({}, () => new Promise((_, reject) => (fail = () => reject(closed()))))
    const request = ask({ host: '127.0.0.1', port, path: '/', agent: false }).on('error', () => {})
    request.end()
    await vi.waitFor(() => expect(seen).toHaveLength(1))
    request.destroy()
    await vi.waitFor(
      () =>
        new Promise<void>((resolve, reject) =>
          servers.at(-1)!.getConnections((_, count) => (count === 0 ? resolve() : reject(new Error('still there')))),
        ),
    )
    fail()
    await new Promise(setImmediate)
    expect(said()).toEqual([])
  })

  it('is told where an answer breaks off under a reader who is there', async () => {
    const { port } = await open({}, async (_, response) => {
      response.writeHead(200, { 'content-length': 10 })
      response.write('half')
      throw closed()
    })
    await expect(send(port, '/', {})).rejects.toThrow()
    expect(said()).toEqual([
      expect.stringContaining('GET / failed. (Error ERR_STREAM_PREMATURE_CLOSE: Premature close'),
    ])
  })
})
