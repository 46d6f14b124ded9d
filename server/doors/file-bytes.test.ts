import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, truncateSync } from 'node:fs'
import { Agent, createServer, request as ask, type IncomingMessage, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import contentDisposition from 'content-disposition'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { now } from '@/lib/clock'
import { db } from '@/lib/db/client'
import { asOwner } from '@/lib/db/owner/testing'
import { environment, seatCast } from '@/lib/db/testing'
import { placeOf, filesDirectory, arrivingDirectory } from '@/lib/files/place'
import { add, addThing, makeSpace } from '@/lib/invitations/testing'
import { readLog } from '@/lib/log/testing'
import { hashToken, newToken } from '@/lib/secrets'
import type { CastName } from '@/prisma/cast'
import type { PersonCaller } from '@/lib/principal'
import { deleteResource } from '@/lib/sharing/delete-resource'
import { purgeResource } from '@/lib/sharing/trash/purge-resource'
import { addVersion } from '@/lib/sharing/versions/add-version'
import * as room from '@/lib/files/disk-room'
import { NoRoom } from '@/lib/errors'
import { isForBytes, sendBytes } from './file-bytes'
import { isUpload, receiveUpload } from './uploads'

const LIMIT = 64 * 1024 * 1024
const directory = mkdtempSync(path.join(os.tmpdir(), 'foyer-bytes-'))
process.env.DATA_DIR = directory
process.env.FILE_LIMIT = String(LIMIT)

let server: Server
let origin: string
let people: Record<CastName, PersonCaller>
const cookies = new Map<CastName, string>()
const said = readLog()

beforeAll(async () => {
  // Never the first to close: whoever asks shares our processor, and would not see it in time.
  server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    if (isForBytes(request)) return void sendBytes(request, response, environment)
    if (isUpload(request)) return void receiveUpload(request, response, environment)
    response.writeHead(418).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(directory, { recursive: true })
})
beforeEach(async () => {
  people = await seatCast()
  for (const name of ['megan', 'nicole', 'omar', 'adele'] as const) {
    const token = newToken()
    await db().session.update({ where: { id: people[name].session.id }, data: { tokenHash: hashToken(token) } })
    cookies.set(name, `foyer-session=${token}`)
  }
})

type Options = { as?: CastName | null; method?: string; query?: string; headers?: Record<string, string> }
const get = (target: string, { as = 'megan', method = 'GET', headers = {} }: Options = {}) =>
  fetch(origin + target, {
    method,
    redirect: 'manual',
    headers: { ...(as ? { cookie: cookies.get(as)! } : {}), ...headers },
  })

const put = (body: BodyInit, { as = 'megan', query = '', headers = {} }: Options = {}) =>
  fetch(`${origin}/api/files${query}`, {
    method: 'PUT',
    body,
    headers: { ...(as ? { cookie: cookies.get(as)! } : {}), 'x-foyer-file-name': 'a.txt', ...headers },
  })

/** Uploads bytes as Megan, shares them, and gives Nicole access. Answers with the address of the bytes. */
async function share(
  bytes: Uint8Array<ArrayBuffer>,
  { name = 'a.txt', role = 'download' as 'view' | 'download' } = {},
) {
  const { fileId } = await (await put(bytes, { headers: { 'x-foyer-file-name': encodeURIComponent(name) } })).json()
  const sharedById = people.megan.principal.id
  const { id } = await db().resource.create({
    data: { kind: 'file', title: name, fileId, sharedById, createdAt: now() },
  })
  const grant = await db().grant.create({
    data: { resourceId: id, principalId: people.nicole.principal.id, role, grantedById: sharedById, grantedAt: now() },
  })
  return { url: `/api/files/${id}`, resourceId: id, fileId, grantId: grant.id }
}

/** As a browser follows a link: fetch sets Sec-Fetch-Mode itself, so it is asked by hand. */
async function navigate(target: string, as?: CastName) {
  const headers = { 'sec-fetch-mode': 'navigate', ...(as && { cookie: cookies.get(as)! }) }
  const answer = await new Promise<IncomingMessage>((resolve) => ask(origin + target, { headers }, resolve).end())
  const body = Buffer.concat(await answer.toArray()).toString()
  return { status: answer.statusCode, headers: answer.headers, body }
}

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())
const sample = (size: number) => new Uint8Array(randomBytes(size))
const onDisk = () =>
  existsSync(filesDirectory())
    ? readdirSync(filesDirectory(), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length
    : 0
const openFiles = () =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(directory)
    } catch {
      return false
    }
  }).length
const until = (what: () => boolean) => vi.waitFor(() => expect(what()).toBe(true), { interval: 25 })

describe('receiving a file', () => {
  it('answers with its id, its name and its size, and keeps every byte', async () => {
    const bytes = sample(3_000_000)
    const response = await put(bytes, { headers: { 'x-foyer-file-name': encodeURIComponent('../Überblick “Q4”.pdf') } })
    expect(response.status).toBe(201)
    const stored = await response.json()
    expect(stored).toMatchObject({ name: 'Überblick “Q4”.pdf', size: 3_000_000, shown: true })
    const row = await db().storedFile.findUniqueOrThrow({ where: { id: stored.fileId } })
    expect(Buffer.from(row.sha256!).equals(createHash('sha256').update(bytes).digest())).toBe(true)
    expect(existsSync(placeOf(stored.fileId))).toBe(true)
  })

  it('takes an empty one', async () => {
    const response = await put('')
    expect([response.status, (await response.json()).size]).toEqual([201, 0])
  })

  it.each([
    ['stranger', null, 401],
    ['nicole', 'nicole', 403],
  ] as const)('refuses a %s, in a sentence, and keeps nothing', async (_who, as, status) => {
    const before = onDisk()
    const response = await put('x', { as })
    expect(response.status).toBe(status)
    expect((await response.json()).error).toMatch(/\.$/)
    expect(onDisk()).toBe(before)
  })

  it('takes one for a space from a guest who contributes to it, and hands it to everybody in there', async () => {
    const [{ spaceId }, other] = [await makeSpace(people.megan), await makeSpace(people.megan)]
    await add(people.megan, spaceId, people.nicole.principal.address, { role: 'contribute' })
    await add(people.megan, spaceId, people.omar.principal.address, { role: 'view' })
    const bytes = sample(1000)
    const sent = (as: CastName, query: string) =>
      put(bytes, { as, query, headers: { 'x-foyer-file-name': 'a.pdf' } }).then(({ status }) => status)
    const before = onDisk()
    expect([
      await sent('nicole', ''),
      await sent('nicole', `?space=${other.spaceId}`),
      await sent('nicole', '?space=00000000-0000-4000-8000-000000000000'),
      await sent('omar', `?space=${spaceId}`),
    ]).toEqual([403, 403, 403, 403])
    for (const query of ['?space=', '?space=x', `?space=${spaceId}&x=1`, `?x=1&space=${spaceId}`, `?space=${spaceId}/`])
      expect(await sent('nicole', query), query).toBe(418)
    expect(onDisk()).toBe(before)
    const response = await put(bytes, {
      as: 'nicole',
      query: `?space=${spaceId}`,
      headers: { 'x-foyer-file-name': 'a.pdf' },
    })
    expect(response.status).toBe(201)
    const { fileId } = await response.json()
    const { resourceId } = await addThing(people.nicole, spaceId, { kind: 'file', fileId })
    const url = `/api/files/${resourceId}`
    expect(await bytesOf(await get(url, { as: 'omar' }))).toEqual(Buffer.from(bytes))
    expect(
      await Promise.all(
        [
          get(`${url}?download=1`, { as: 'omar' }),
          get(`${url}?download=1`, { as: 'nicole' }),
          get(url, { as: 'megan' }),
          get(url, { as: 'adele' }),
        ].map(async (one) => (await one).status),
      ),
    ).toEqual([403, 200, 200, 404])
  })

  it('cuts off within five seconds one whose sender may send it no more, and keeps nothing', async () => {
    const { spaceId } = await makeSpace(people.megan)
    await add(people.megan, spaceId, people.nicole.principal.address, { role: 'contribute' })
    const before = onDisk()
    const socket = connect((server.address() as AddressInfo).port)
    socket.on('error', () => {})
    socket.write(
      `PUT /api/files?space=${spaceId} HTTP/1.1\r\nHost: x\r\nCookie: ${cookies.get('nicole')}\r\nx-foyer-file-name: a\r\nContent-Length: 2000000\r\n\r\n`,
    )
    const closed = once(socket, 'close')
    const dripping = setInterval(() => socket.write(Buffer.alloc(1000)), 50)
    await until(() => onDisk() > before)
    await db().grant.updateMany({
      where: { resourceId: spaceId, principalId: people.nicole.principal.id },
      data: { revokedAt: now() },
    })
    // The promise itself, not a guess at how long something takes.
    expect(await Promise.race([closed.then(() => true), wait(5000, false)])).toBe(true)
    clearInterval(dripping)
    await until(() => onDisk() === before)
  })

  it('refuses more than the limit before it takes a byte of it', async () => {
    const response = await raw({ 'content-length': String(LIMIT + 1) }, async (send) => void send(Buffer.alloc(1000)))
    expect(response.status).toBe(413)
    expect(JSON.parse(response.body).error).toBe('Files can have at most 64 MB. Share a link to a larger one instead.')
  })

  it('wants to know how long it is', async () => {
    expect(
      (await raw({ 'transfer-encoding': 'chunked' }, async (_send, socket) => void socket.write('1\r\nx\r\n0\r\n\r\n')))
        .status,
    ).toBe(411)
  })

  it('says so when the name can’t be read', async () => {
    const response = await put('x', { headers: { 'x-foyer-file-name': '%E0%A4%A' } })
    expect([response.status, (await response.json()).error]).toEqual([
      422,
      'The name of this file can’t be read. Rename it and choose it again.',
    ])
  })

  it('answers 507 in words where the disk is full, 422 where too much waits to be shared, and keeps nothing', async () => {
    const before = [onDisk(), await db().storedFile.count()]
    const full = vi.spyOn(room, 'ensureRoom').mockRejectedValueOnce(new NoRoom())
    const response = await put('x')
    expect([response.status, (await response.json()).error]).toEqual([
      507,
      'There is no room left for this file. Tell an administrator.',
    ])
    full.mockRestore()
    expect([onDisk(), await db().storedFile.count()]).toEqual(before)
    const rows = Array.from({ length: 100 }, (_, n) => ({
      name: `${n}`,
      mediaType: 'text/plain',
      size: 1n,
      uploadedById: people.megan.principal.id,
      startedAt: now(),
      storedAt: now(),
    }))
    await db().storedFile.createMany({ data: rows })
    const refused = await put('x')
    expect([refused.status, (await refused.json()).error]).toEqual([
      422,
      expect.stringMatching(/^At most 100 files of yours may wait to be shared\./),
    ])
    expect(onDisk()).toBe(before[0])
  })

  it('answers 507 in words a file that has arrived whole before the disk was found full, and keeps nothing', async () => {
    const before = [onDisk(), await db().storedFile.count()]
    await asOwner(
      `CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = 'disk_full'; END $$; CREATE TRIGGER full_disk BEFORE INSERT ON "StoredFile" EXECUTE FUNCTION full_disk()`,
    )
    onTestFinished(async () => void (await asOwner('DROP FUNCTION full_disk CASCADE')))
    const response = await put('x')
    expect([response.status, (await response.json()).error]).toEqual([
      507,
      'There is no room left for this file. Tell an administrator.',
    ])
    expect([onDisk(), await db().storedFile.count()]).toEqual(before)
  })

  it('answers while the rest of a refused file is still coming', async () => {
    const response = await raw({ 'content-length': '5000000', cookie: cookies.get('nicole')! }, async (send) => {
      for (let n = 0; n < 50; n++) send(Buffer.alloc(100_000))
    })
    expect(response.status).toBe(403)
  })

  it('leaves nothing of 30 uploads that are cut off anywhere', async () => {
    const [files, rows] = [onDisk(), await db().storedFile.count()]
    await Promise.all(
      Array.from({ length: 30 }, async (_, n) => {
        const socket = connect((server.address() as AddressInfo).port)
        socket.write(
          `PUT /api/files HTTP/1.1\r\nHost: x\r\nCookie: ${cookies.get('megan')}\r\nx-foyer-file-name: a\r\nContent-Length: 2000000\r\n\r\n`,
        )
        socket.write(Buffer.alloc(1 + n * 60_000))
        await wait(20 + n * 5)
        if (n % 2) socket.destroy()
        else socket.resetAndDestroy()
      }),
    )
    await until(() => onDisk() === files && openFiles() === 0)
    expect(readdirSync(arrivingDirectory())).toEqual([])
    expect(await db().storedFile.count()).toBe(rows)
  })
})

type Send = (chunk: Buffer) => void
/** A request written by hand, so that it may be wrong. */
async function raw(
  headers: Record<string, string>,
  body: (send: Send, socket: import('node:net').Socket) => Promise<void>,
) {
  const socket = connect((server.address() as AddressInfo).port)
  const all = { Host: 'x', 'x-foyer-file-name': 'a', cookie: cookies.get('megan')!, ...headers }
  socket.on('error', () => {})
  socket.write(
    `PUT /api/files HTTP/1.1\r\n${Object.entries(all)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n`,
  )
  let text = ''
  socket.on('data', (chunk) => (text += chunk))
  await body((chunk) => void socket.write(chunk), socket)
  await until(() => /\r\n\r\n[^]/.test(text))
  socket.destroy()
  return { status: Number(text.split(' ')[1]), body: text.slice(text.indexOf('\r\n\r\n') + 4) }
}

describe('a file whose bytes are missing', () => {
  const sentence =
    'The content of this file is missing on the server. Ask whoever shared it to share it again, and tell an administrator.'
  const missed = async (fileId: string) =>
    (await db().storedFile.findUniqueOrThrow({ where: { id: fileId } })).missingAt !== null
  const lost = async (name = 'a.pdf') => {
    const shared = await share(sample(100), { name })
    rmSync(placeOf(shared.fileId))
    return shared
  }

  it.each([
    ['its bytes', 'GET', '', {}],
    ['a part of them', 'GET', '', { range: 'bytes=10-19' }],
    ['a download', 'GET', '?download=1', {}],
    ['its head', 'HEAD', '?download=1', {}],
  ])('is a 410 in words to whoever asks for %s, and is noted at once', async (_, method, query, headers) => {
    const { url, fileId } = await lost()
    const answer = await get(url + query, { as: 'nicole', method, headers })
    expect([answer.status, decodeURIComponent(answer.headers.get('x-foyer-sentence') ?? '')]).toEqual([410, sentence])
    expect(await missed(fileId)).toBe(true)
    expect((await get(url + query, { as: 'nicole', method, headers })).status).toBe(410)
  })

  it('is a page with the way on to a reader who follows a link', async () => {
    const { url } = await lost()
    const { status, body, headers } = await navigate(`${url}?download=1`, 'nicole')
    expect([status, headers['content-type']]).toEqual([410, 'text/html; charset=utf-8'])
    expect(body).toContain('missing on the server')
  })

  it('is told to nobody else, and counts as no opening once it is known', async () => {
    const { url, resourceId } = await lost()
    expect([(await get(url, { as: 'omar' })).status, (await get(url, { as: null })).status]).toEqual([404, 401])
    await get(url, { as: 'nicole', method: 'HEAD' })
    await get(url, { as: 'nicole' })
    expect(
      await db().auditEvent.count({ where: { resourceId, type: { in: ['resource.opened', 'resource.downloaded'] } } }),
    ).toBe(0)
  })
})

describe('sending bytes', () => {
  it('sends them as they came, with their length, type, name and validator', async () => {
    const bytes = sample(1_000_000)
    const { url } = await share(bytes, { name: 'Überblick “Q4”.pdf' })
    for (const as of ['megan', 'nicole'] as const) {
      const response = await get(url, { as })
      expect(response.status).toBe(200)
      expect((await bytesOf(response)).equals(bytes)).toBe(true)
      const headers = Object.fromEntries(response.headers)
      expect(headers).toMatchObject({
        'content-length': '1000000',
        'content-type': 'application/pdf',
        'accept-ranges': 'bytes',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      })
      expect(contentDisposition.parse(headers['content-disposition']!)).toEqual({
        type: 'inline',
        parameters: { filename: 'Überblick “Q4”.pdf' },
      })
      expect(headers.etag).toBe(`"${createHash('sha256').update(bytes).digest('base64url')}"`)
    }
    const kept = await get(`${url}?download=1`, { as: 'nicole' })
    expect(kept.headers.get('content-disposition')).toMatch(/^attachment/)
    await kept.body?.cancel()
  })

  it('sends an empty file, and the head alone of any', async () => {
    const empty = await get((await share(sample(0))).url)
    expect([empty.status, empty.headers.get('content-length'), (await bytesOf(empty)).length]).toEqual([200, '0', 0])
    const { url } = await share(sample(5000))
    const head = await get(url, { method: 'HEAD', headers: { range: 'bytes=0-9' } })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '5000'])
    expect(await db().auditEvent.count({ where: { resourceId: url.split('/').at(-1)! } })).toBe(0)
  })

  it('sends exactly the range asked for, 300 times over', async () => {
    const bytes = sample(700_000)
    const { url } = await share(bytes)
    await fc.assert(
      fc.asyncProperty(fc.nat(799_999), fc.nat(799_999), async (a, b) => {
        const [first, last] = [Math.min(a, b), Math.max(a, b)]
        const response = await get(url, { as: 'nicole', headers: { range: `bytes=${first}-${last}` } })
        const got = await bytesOf(response)
        if (first >= 700_000) {
          expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */700000'])
          return
        }
        expect(response.headers.get('content-range')).toBe(`bytes ${first}-${Math.min(last, 699_999)}/700000`)
        expect(Number(response.headers.get('content-length'))).toBe(got.length)
        expect(got.equals(Buffer.from(bytes.subarray(first, last + 1)))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('says when nothing has changed, and when what is wanted is no longer there', async () => {
    const { url } = await share(sample(10))
    const etag = (await get(url)).headers.get('etag')!
    expect((await get(url, { headers: { 'if-none-match': etag } })).status).toBe(304)
    expect((await get(url, { headers: { 'if-match': '"other"' } })).status).toBe(412)
    const resumed = await get(url, { headers: { range: 'bytes=3-', 'if-range': '"other"' } })
    expect([resumed.status, (await bytesOf(resumed)).length]).toEqual([200, 10])
  })

  it.each([
    ['a stranger', null, 401],
    ['another guest', 'omar', 404],
    ['an administrator', 'adele', 404],
  ] as const)('sends %s nothing', async (_who, as, status) => {
    const { url } = await share(sample(10))
    for (const target of [url, `${url}?download=1`]) {
      for (const headers of [{}, { range: 'bytes=0-1' }]) {
        const response = await get(target, { as, headers: headers as Record<string, string> })
        expect(response.status).toBe(status)
        expect(response.headers.get('etag')).toBeNull()
      }
    }
  })

  it('sends an older version by its number, written in one way, and nothing in its place for what is no number', async () => {
    const [older, newer] = [sample(10), sample(20)]
    const { url, resourceId } = await share(older)
    const { fileId } = await (await put(newer)).json()
    await addVersion(people.megan, { resourceId, fileId, note: null })
    expect(await bytesOf(await get(url))).toEqual(Buffer.from(newer))
    expect(await bytesOf(await get(`${url}?version=1`))).toEqual(Buffer.from(older))
    for (const number of ['', '0', '01', '1e0', '0x1', '%201', '+1', '1x', '3', '2147483648'])
      expect((await get(`${url}?version=${number}`)).status, number).toBe(404)
  })

  it('tells a stranger’s browser to sign in, and never sends it a page that would be saved as the file', async () => {
    const { url, resourceId } = await share(sample(10))
    const { status, headers, body } = await navigate(`${url}?download=1`)
    expect([status, headers.location, headers['content-disposition']]).toEqual([401, undefined, undefined])
    expect(body).toContain(
      `<p><a href="/sign-in?next=${encodeURIComponent(`/shared-with-me/${resourceId}`)}">Sign in</a></p>`,
    )
  })

  it.each(['revoked', 'deleted', 'blocked', 'ended', 'viewed only'] as const)(
    'says with its status why nothing is downloaded once it was %s, to a script that asks first and to a browser',
    async (meanwhile) => {
      const { url, resourceId, grantId } = await share(sample(10))
      const happen = {
        revoked: () => db().grant.update({ where: { id: grantId }, data: { revokedAt: now() } }),
        deleted: () => db().resource.update({ where: { id: resourceId }, data: { deletedAt: now() } }),
        blocked: () => db().principal.update({ where: { id: people.nicole.principal.id }, data: { blockedAt: now() } }),
        ended: () => db().grant.update({ where: { id: grantId }, data: { endsAt: now() } }),
        'viewed only': () => db().grant.update({ where: { id: grantId }, data: { role: 'view' } }),
      }
      await happen[meanwhile]()
      const head = await get(`${url}?download=1`, { as: 'nicole', method: 'HEAD' })
      const read = await navigate(`${url}?download=1`, 'nicole')
      expect(head.status).toBeGreaterThanOrEqual(401)
      expect(read.status).toBe(head.status)
      const sentence = decodeURIComponent(head.headers.get('x-foyer-sentence')!)
      expect(sentence).toMatch(/^[A-Z].*\.$/)
      expect(read.body).toContain(`<p>${sentence}</p>`)
    },
  )

  it('names a guest who owes the privacy statement the page that asks for it, and hands out nothing', async () => {
    const { url, resourceId } = await share(sample(10))
    await db().guest.update({ where: { principalId: people.nicole.principal.id }, data: { privacyVersion: 0 } })
    const plain = await get(url, { as: 'nicole' })
    expect([plain.status, (await plain.json()).error]).toEqual([
      403,
      'Open its page first: there is something to do before it opens.',
    ])
    const { status, headers, body } = await navigate(url, 'nicole')
    expect([status, headers.location]).toEqual([403, undefined])
    expect(body).toContain(`<a href="/shared-with-me/${resourceId}">Open its page</a>`)
    expect(await db().auditEvent.count({ where: { resourceId } })).toBe(0)
  })

  it('lets "Can view" look, and not keep', async () => {
    const { url } = await share(sample(10), { name: 'a.pdf', role: 'view' })
    expect((await get(url, { as: 'nicole' })).status).toBe(200)
    expect((await get(`${url}?download=1`, { as: 'nicole' })).status).toBe(403)
    expect((await get((await share(sample(10), { name: 'a.zip', role: 'view' })).url, { as: 'nicole' })).status).toBe(
      403,
    )
    expect(
      await db().auditEvent.count({ where: { type: 'access.denied', callerId: people.nicole.principal.id } }),
    ).toBe(2)
  })

  it('knows nothing of it after it is deleted, also for a range that had begun', async () => {
    const { url, resourceId } = await share(sample(1000))
    const etag = (await get(url)).headers.get('etag')!
    await db().resource.update({ where: { id: resourceId }, data: { deletedAt: now() } })
    expect((await get(url, { headers: { range: 'bytes=500-', 'if-range': etag } })).status).toBe(404)
    expect((await get(url, { as: 'nicole', headers: { 'if-none-match': etag } })).status).toBe(404)
  })

  it('keeps the bytes of a deleted share on the disk, for nobody', async () => {
    const { url, resourceId, fileId } = await share(sample(1000))
    await deleteResource(people.megan, { resourceId })
    expect((await get(url)).status).toBe(404)
    await purgeResource(people.megan, { resourceId })
    expect(await db().storedFile.findUniqueOrThrow({ where: { id: fileId } })).toMatchObject({
      discardedAt: expect.any(Date),
      erasedAt: null,
    })
    expect(existsSync(placeOf(fileId))).toBe(true)
    await db().resource.update({ where: { id: resourceId }, data: { deletedAt: null, purgedAt: null } })
    expect((await get(url)).status, 'whatever its resource says').toBe(404)
  })

  it('records an opening once in ten minutes of a session, however many parts', async () => {
    const { url, resourceId, grantId } = await share(sample(100_000))
    await Promise.all(
      Array.from({ length: 24 }, async (_, n) =>
        (await get(url, { as: 'nicole', headers: { range: `bytes=${n * 10}-` } })).arrayBuffer(),
      ),
    )
    expect(await db().auditEvent.findMany({ where: { resourceId } })).toMatchObject([
      { type: 'resource.opened', callerId: people.nicole.principal.id },
    ])
    const grant = await db().grant.findUniqueOrThrow({ where: { id: grantId } })
    expect([grant.openCount, grant.firstOpenedAt !== null, grant.lastOpenedAt !== null]).toEqual([1, true, true])
    await (await get(`${url}?download=1`, { as: 'nicole' })).arrayBuffer()
    expect(await db().auditEvent.count({ where: { resourceId, type: 'resource.downloaded' } })).toBe(1)
    expect((await db().grant.findUniqueOrThrow({ where: { id: grantId } })).openCount).toBe(2)
  })

  it.each([
    ['the grant is revoked', () => db().grant.updateMany({ data: { revokedAt: now() } })],
    ['the grant ends', () => db().grant.updateMany({ data: { endsAt: now() } })],
    ['the role is made "Can view"', () => db().grant.updateMany({ data: { role: 'view' } })],
    ['the guest is blocked', () => db().principal.updateMany({ where: { kind: 'guest' }, data: { blockedAt: now() } })],
    ['the session is ended', () => db().session.updateMany({ data: { endedAt: now() } })],
    ['the resource is deleted', () => db().resource.updateMany({ data: { deletedAt: now() } })],
  ])('cuts a download off after %s', async (_what, end) => {
    const { url } = await share(sample(60_000_000))
    const reader = await slowly(`${url}?download=1`)
    await wait(500)
    await end()
    await new Promise((resolve) => reader.once('close', resolve))
    expect(reader.complete).toBe(false)
    await until(() => openFiles() === 0)
  })

  it('goes on while access lasts', async () => {
    const { url } = await share(sample(60_000_000))
    const reader = await slowly(`${url}?download=1`)
    await wait(5500)
    reader.removeAllListeners('data')
    let rest = 0
    reader.on('data', (chunk: Buffer) => (rest += chunk.length)).resume()
    await once(reader, 'end')
    expect(reader.complete).toBe(true)
    expect(rest).toBeGreaterThan(0)
  })

  it('is told where it breaks off under a reader who is there', async () => {
    const { url, fileId } = await share(new Uint8Array(2 * 1024 * 1024))
    truncateSync(placeOf(fileId), 1024 * 1024)
    await expect(get(url).then((answer) => answer.arrayBuffer())).rejects.toThrow()
    expect(said()).toEqual([
      expect.stringMatching(
        /error command: GET \/api\/files\/… broke off\. \(Error: A stored file ends at 1048576, before 2097151\./,
      ),
    ])
  })

  it('leaks nothing when 40 readers leave in the middle', async () => {
    const { url } = await share(sample(30_000_000))
    const readers = await Promise.all(Array.from({ length: 40 }, () => slowly(url)))
    expect(openFiles()).toBeGreaterThan(0)
    for (const reader of readers) reader.destroy()
    await until(() => openFiles() === 0)
  })

  it('leaves nothing behind on a connection that is used again', async () => {
    const { url } = await share(sample(10))
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const connection = once(server, 'connection')
    const listening = new Set<number>()
    for (let n = 0; n < 5; n++) {
      const [response] = (await once(
        ask(origin + url, { headers: { cookie: cookies.get('nicole')! }, agent }).end(),
        'response',
      )) as [IncomingMessage]
      await once(response.resume(), 'end')
      listening.add((await connection)[0].listenerCount('close'))
    }
    expect(listening.size).toBe(1)
    agent.destroy()
  })

  it('leaks nothing when a connection ends with one answer on it behind another', async () => {
    const { url } = await share(sample(30_000_000))
    const socket = connect((server.address() as AddressInfo).port)
    socket.write(`GET ${url} HTTP/1.1\r\nHost: x\r\nCookie: ${cookies.get('nicole')}\r\n\r\n`.repeat(2))
    await until(() => openFiles() === 2)
    socket.destroy()
    await until(() => openFiles() === 0)
  })
})

/** Nicole, over a line that takes a little at a time. */
async function slowly(target: string) {
  const [response] = (await once(
    ask(origin + target, { headers: { cookie: cookies.get('nicole')! }, agent: false }).end(),
    'response',
  )) as [IncomingMessage]
  response.on('error', () => {})
  response.on('data', () => {
    response.pause()
    setTimeout(() => response.resume(), 20)
  })
  return response
}
