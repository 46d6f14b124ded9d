import { once } from 'node:events'
import { createServer, type IncomingMessage, request as ask, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { formRoutes, takeForm } from './take-form'

const boundary = '----WebKitFormBoundaryAbCdEfGhIjKlMnOp'
const known = '40'.repeat(21)
/** What the last release called it. */
const former = '7f'.repeat(21)
const actions = new Map([
  [known, known],
  [former, known],
])
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

/** What stands behind the front: it reads what it is given to the end, and tells what it read. */
async function open() {
  const passed: string[] = []
  const called: unknown[] = []
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    if (!(await takeForm(request, response, actions))) return
    passed.push(await text(request))
    called.push(request.headers['next-action'])
    response.end('done')
  }
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => void take(request, response))
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return { port, passed, called, send: (sent: Sent) => send(port, sent) }
}

type Sent = { path?: string; headers?: Record<string, string>; body: string | Buffer }

async function send(port: number, { path: target = '/sign-in', headers = {}, body }: Sent) {
  const request = ask({
    host: '127.0.0.1',
    port,
    path: target,
    method: 'POST',
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': Buffer.byteLength(body),
      ...headers,
    },
    agent: false,
  })
  request.on('error', () => {})
  request.end(body)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return {
    status: response.statusCode,
    outOfDate: response.headers['x-nextjs-action-not-found'],
    text: await text(response),
  }
}

/** A script's form is told that it is ours who answer. */
const said = ({ headers = {} }: Sent, sentence: string) =>
  headers['next-action'] === undefined ? `${sentence}\n` : `Foyer: ${sentence}`

type Field = [name: string, value: string]

const multipart = (...fields: Field[]) =>
  [
    ...fields.map(
      ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    ),
    `--${boundary}--\r\n`,
  ].join('')
const many = (count: number, name = (n: number) => `_1_name${n}`): Field[] =>
  Array.from({ length: count }, (_, n) => [name(n), 'x'])

/** As React calls an action, and as a browser without script posts one. */
const call = (args: string, ...fields: Field[]) => ({
  headers: { 'next-action': known },
  body: multipart(...fields, ['0', args]),
})
const post = (...fields: Field[]) => ({ body: multipart(...fields) })
const idle = '{"status":"idle"}'
const aim: Field[] = [
  ['$ACTION_REF_1', ''],
  ['$ACTION_1:0', `{"id":"${known}","bound":"$@1"}`],
  ['$ACTION_1:1', `[${idle}]`],
  ['$ACTION_KEY', 'k123'],
]
const only = (...instead: Field[]) => [
  ...aim.filter(([name]) => !instead.some(([other]) => other === name)),
  ...instead,
]

describe('a form of ours', () => {
  const failed =
    '{"status":"failed","message":"$$5 is too little","fields":{"name":"Say who."},"values":{"name":"[{,]}\\"\\\\"},"retryAt":"$D2026-11-28T20:00:00.000Z","result":{"first":{"at":1},"again":"$0:0:result:first","none":"$undefined","more":"$n12"}}'
  it.each<[string, Sent]>([
    ['called with its last state', call(`[${idle},"$K1"]`, ['_1_address', 'a@b.example'])],
    ['called with all that a state may hold', call(`[${failed},"$K1"]`, ['_1_a', 'x'])],
    ['called without a state', call('["$K1"]', ['_1_theme', 'dark'])],
    ['posted without script', post(...aim, ['address', 'a@b.example'])],
    [
      'posted after it failed',
      post(...only(['$ACTION_1:1', `[${failed.replaceAll('$0:', '$1:')}]`]), ['address', 'é\r\n\r\n--']),
    ],
    ['posted for an action without a state', post([`$ACTION_ID_${known}`, ''], ['theme', 'dark'])],
    [
      'with a file, as browsers write one',
      {
        body: multipart(...aim).replace(
          'name="$ACTION_KEY"',
          'name="file"; filename="a.txt"\r\nContent-Type: text/plain',
        ),
      },
    ],
    [
      'to a route, with nothing in it',
      { path: '/account/sign-out', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '' },
    ],
    ['to a route that reads it itself', { path: '/admin/policies/preview', body: multipart(['name', 'x']) }],
    ['with as many fields as there may be', call('["$K1"]', ...many(499))],
    ['of a review', { ...call('["$K1"]', ...many(1999)), path: '/reviews/1?page=2' }],
    ['of a review that is set up', { ...call('["$K1"]', ...many(1999)), path: '/admin/reviews/new' }],
  ])('goes on whole: %s', async (_, sent) => {
    const { send, passed } = await open()
    expect(await send(sent)).toMatchObject({ status: 200, text: 'done' })
    expect(passed).toEqual([sent.body])
  })

  it('goes on whole however it arrives', async () => {
    const { port, passed } = await open()
    const body = multipart(...aim, ['name', 'x'.repeat(2000)])
    const socket = connect(port, '127.0.0.1')
    socket.write(
      `POST /sign-in HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=${boundary}\r\nContent-Length: ${body.length}\r\n\r\n`,
    )
    for (let at = 0; at < body.length; at += 7) {
      socket.write(body.slice(at, at + 7))
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await text(socket)).toMatch(/^HTTP\/1.1 200 /)
    expect(passed).toEqual([body])
  })

  it('is forgotten when its sender leaves', async () => {
    const { port, passed, send } = await open()
    const socket = connect(port, '127.0.0.1')
    socket.write(
      `POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=${boundary}\r\nContent-Length: 1000\r\n\r\n--${boundary}`,
    )
    await once(servers[0]!, 'request')
    socket.destroy()
    expect(await send(call('["$K1"]', ['_1_a', 'x']))).toMatchObject({ status: 200 })
    expect(passed).toHaveLength(1)
  })
})

describe('a form of the last release', () => {
  const typed: Field = ['note', `my action {"id":"${former}","bound":"$@1"} was ${former}`]

  it('goes on under the id of today, called', async () => {
    const { send, passed, called } = await open()
    const sent = call(`[${idle},"$K1"]`, ['_1_note', typed[1]])
    expect(await send({ ...sent, headers: { 'next-action': former } })).toMatchObject({ status: 200 })
    expect([called, passed]).toEqual([[known], [sent.body]])
  })

  it.each<[string, (id: string) => Field[]]>([
    ['posted', (id) => [...only(['$ACTION_1:0', `{"id":"${id}","bound":"$@1"}`]), typed]],
    ['posted without a state', (id) => [[`$ACTION_ID_${id}`, ''], typed]],
  ])('goes on under the id of today, and as it was typed: %s', async (_, fields) => {
    const { send, passed } = await open()
    expect(await send(post(...fields(former)))).toMatchObject({ status: 200 })
    expect(passed).toEqual([post(...fields(known)).body])
  })
})

describe('a form with too many fields', () => {
  it.each<[string, Sent, string]>([
    ['called', call('["$K1"]', ...many(500)), '500'],
    ['posted', post(...aim, ...many(497)), '500'],
    ['of one name', post(...aim, ...many(20_000, () => 'a')), '500'],
    ['of a review', { ...call('["$K1"]', ...many(2000)), path: '/reviews/1' }, '2,000'],
    ['for React alone', post(...many(15_000, (n) => `$ACTION_${n}:0`)), '500'],
    ['to a route', { path: '/admin/policies/preview', body: multipart(...many(501)) }, '500'],
    ['urlencoded', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: '&'.repeat(501) }, '500'],
    [
      'urlencoded in UTF-8',
      { headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }, body: 'a=b&'.repeat(300_000) },
      '500',
    ],
  ])('is refused in words: %s', async (_, sent, most) => {
    const { send, passed } = await open()
    expect(await send(sent)).toMatchObject({
      status: 413,
      text: said(sent, `This form has more than ${most} fields, so nothing was done. Send less at a time.`),
    })
    expect(passed).toEqual([])
  })
})

const typed = (type: string, sent: Sent = call('["$K1"]', ['_1_a', 'x'])): Sent => ({
  ...sent,
  headers: { ...sent.headers, 'content-type': type },
})
const cut = (sent: Sent, length: number): Sent => ({ ...sent, body: sent.body.slice(0, length) })
const whole = call(`[${idle},"$K1"]`, ['_1_a', 'x'])

describe('a form that can’t be read', () => {
  it.each<[string, Sent]>([
    ['nothing in it', { ...whole, body: '' }],
    ['cut off in a value', cut(whole, 185)],
    ['cut off in a head', cut(whole, 60)],
    ['cut off before its end', cut(whole, whole.body.length - 4)],
    ['something after its end', { ...whole, body: `${whole.body}more` }],
    ['something before its beginning', { ...whole, body: `more\r\n${whole.body}` }],
    ['no boundary', typed('multipart/form-data')],
    ['an empty boundary', typed('multipart/form-data; boundary=')],
    ['a boundary of no RFC', typed(`multipart/form-data; boundary=${'a'.repeat(71)}`)],
    ['another boundary', typed('multipart/form-data; boundary=other')],
    ['two boundaries', typed(`multipart/form-data; boundary=${boundary}; boundary=other`)],
    ['another kind of multipart', typed(`multipart/mixed; boundary=${boundary}`)],
    ['no type', typed('')],
    ['JSON', { headers: { 'next-action': known, 'content-type': 'application/json' }, body: '[]' }],
    [
      'arguments as text',
      { headers: { 'next-action': known, 'content-type': 'text/plain;charset=UTF-8' }, body: '["x"]' },
    ],
    [
      'urlencoded for an action',
      { headers: { 'next-action': known, 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=b' },
    ],
    ['a part without a name', { ...whole, body: whole.body.replace('; name="_1_a"', '') }],
    ['a part without a head', { ...whole, body: whole.body.replace(/Content-Disposition[^\r]*\r\n\r\n/, '') }],
    ['a name of 201 characters', call('["$K1"]', ['_1_' + 'a'.repeat(198), 'x'])],
    [
      'a head of its own',
      { ...whole, body: whole.body.replace('\r\n\r\nx', '\r\nContent-Transfer-Encoding: base64\r\n\r\nx') },
    ],
    ['no arguments', { ...whole, body: multipart(['_1_a', 'x']) }],
    ['arguments twice', { ...whole, body: multipart(['0', '["$K1"]'], ['0', '["$K1"]']) }],
    ['fields of another form', call('["$K1"]', ['_2_a', 'x'])],
    ['a field of React', call('["$K1"]', ['1', '[]'])],
    ...[
      '',
      'x',
      '{',
      '[]',
      '{}',
      'null',
      '"$K1"',
      '[["$K1"]]',
      '["$K1","$K1","$K1"]',
      '["$K"]',
      '["$Kx"]',
      '["x"]',
      `["$K1",${idle}]`,
    ].map((args): [string, Sent] => [`the arguments ${args}`, call(args)]),
    ...[
      '$',
      '$K1',
      '$1',
      '$@1',
      '$h1',
      '$Q1',
      '$W1',
      '$i1',
      '$R1',
      '$X1',
      '$B1',
      '$A1',
      '$T',
      '$nx',
      `$n${'1'.repeat(301)}`,
      '$0',
      '$0:',
      '$0:1',
      '$0:0:x',
      '$0:0:a:length',
      '$2:0',
    ].map((text): [string, Sent] => [`the state ${text.slice(0, 9)}`, call(`[{"a":["${text}"]},"$K1"]`)]),
    ['a state deeper than any', call(`[${'['.repeat(100_000)}${']'.repeat(100_000)},"$K1"]`)],
    ['a state wider than any', call(`[[${'{},'.repeat(200_000)}0],"$K1"]`)],
    ['a post for no action', post(['address', 'a@b.example'])],
    ['a post without the action', post(...aim.filter(([name]) => name !== '$ACTION_1:0'))],
    ['a post without the state', post(...aim.filter(([name]) => name !== '$ACTION_1:1'))],
    ['a post of three actions', post(...aim, ['$ACTION_REF_2', ''], ['$ACTION_REF_3', ''])],
    ['a post of an action twice', post(...aim, ['$ACTION_REF_1', ''])],
    [
      'a post of a reference that is no number',
      post(['$ACTION_REF_x', ''], ['$ACTION_x:0', aim[1]![1]], ['$ACTION_x:1', '[{}]']),
    ],
    ['a post with more of React', post(...aim, ['$ACTION_1:2', '[]'])],
    ...[
      '',
      'x',
      '{}',
      '{"id":"x","bound":"$@1"}',
      `{"id":"${known}","bound":"$@2"}`,
      `{"id":"${known}","bound":[]}`,
      `{"bound":"$@1","id":"${known}"}`,
    ].map((action): [string, Sent] => [`a post for ${action}`, post(...only(['$ACTION_1:0', action]))]),
    ...['', 'x', '{}', '[]', '[1,2]', '["$K1"]', '["$@2"]', '[{"a":"$h1"}]'].map((state): [string, Sent] => [
      `a post with the state ${state}`,
      post(...only(['$ACTION_1:1', state])),
    ]),
  ])('is a 400 in words: %s', async (_, sent) => {
    const { send, passed } = await open()
    expect(await send(sent)).toEqual({
      status: 400,
      outOfDate: undefined,
      text: said(sent, 'This form can’t be read, so nothing was done. Load the page again, then send it once more.'),
    })
    expect(passed).toEqual([])
  })
})

it.each<[string, Sent]>([
  ['called by another id', { ...whole, headers: { 'next-action': '41'.repeat(21) } }],
  ['called by no id', { ...whole, headers: { 'next-action': 'x' } }],
  ['called by an empty id', { ...whole, headers: { 'next-action': '' } }],
  ['called by what every object has', { ...whole, headers: { 'next-action': 'toString' } }],
  ['posted', post(...only(['$ACTION_1:0', `{"id":"${'41'.repeat(21)}","bound":"$@1"}`]))],
  ['posted without a state', post(['$ACTION_ID_x', ''])],
])('a form for an action that is not there says how to go on: %s', async (_, sent) => {
  const { send, passed } = await open()
  expect(await send(sent)).toEqual({
    status: 400,
    outOfDate: '1',
    text: expect.stringContaining('older than this site'),
  })
  expect(passed).toEqual([])
})

it('leaves forms to every route that reads one', () => {
  const routes = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      path.basename(file) === 'route.ts' &&
      !file.startsWith('api/') &&
      /\bPOST\b/.test(readFileSync(path.join('app', file), 'utf8')),
  )
  expect(
    routes
      .map(
        (file) =>
          `/${path.posix
            .dirname(file)
            .split('/')
            .filter((part) => !/^\(.*\)$/.test(part))
            .join('/')}`,
      )
      .sort(),
  ).toEqual([...formRoutes].sort())
})

it('leaves a form whole for a route, which makes a request of its own out of what is left', async () => {
  const read: string[][] = []
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    if (!(await takeForm(request, response, actions))) return
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { 'content-type': request.headers['content-type']! },
      body: request as unknown as ReadableStream,
      duplex: 'half',
    }
    const form = await new Request('http://localhost/', init).formData()
    read.push([...form].map(([name, value]) => `${name}=${String(value)}`))
    response.end('done')
  }
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => void take(request, response))
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  await send((server.address() as AddressInfo).port, {
    path: '/admin/policies/preview',
    body: multipart(['name', 'Every guest'], ['state', 'on']),
  })
  expect(read).toEqual([['name=Every guest', 'state=on']])
})
