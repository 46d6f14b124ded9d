import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Upload as Sender } from 'tus-js-client'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { after, DAY, now } from '@/lib/clock'
import { db } from '@/lib/db/client'
import { environment, seatCast } from '@/lib/db/testing'
import { NoRoom } from '@/lib/errors'
import * as room from '@/lib/files/disk-room'
import { arrivingDirectory, placeOf } from '@/lib/files/place'
import { sweepFiles } from '@/lib/files/sweep-files'
import { add, addThing, makeSpace } from '@/lib/invitations/testing'
import { systemCaller, type PersonCaller } from '@/lib/principal'
import { hashToken, newToken } from '@/lib/secrets'
import { revokeGrant } from '@/lib/sharing/revoke-grant'
import type { CastName } from '@/prisma/cast'
import { isPiece, receivePiece } from './pieces'

const LIMIT = 64 * 1024 * 1024
const directory = mkdtempSync(path.join(os.tmpdir(), 'foyer-pieces-'))
process.env.DATA_DIR = directory
process.env.FILE_LIMIT = String(LIMIT)

let server: Server
let origin: string
let people: Record<CastName, PersonCaller>
const cookies = new Map<CastName, string>()

beforeAll(async () => {
  server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    if (isPiece(request)) return void receivePiece(request, response, environment)
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

type Options = { as?: CastName | null; method?: string; headers?: Record<string, string>; body?: BodyInit }
const ask = (target: string, { as = 'megan', method = 'HEAD', headers = {}, body }: Options = {}) =>
  fetch(origin + target, {
    method,
    body,
    headers: { ...(as ? { cookie: cookies.get(as)! } : {}), 'tus-resumable': '1.0.0', ...headers },
  })
const encoded = (name: string) => `filename ${Buffer.from(name).toString('base64')}`
const begin = (
  size: number,
  { name = 'a.txt', query = '', ...options }: Options & { name?: string; query?: string } = {},
) =>
  ask(`/api/uploads${query}`, {
    method: 'POST',
    ...options,
    headers: { 'upload-length': String(size), 'upload-metadata': encoded(name), ...options.headers },
  })
const begun = async (size: number, options: Parameters<typeof begin>[1] = {}) =>
  (await begin(size, options)).headers.get('location')!
const send = (place: string, offset: number, body: BodyInit, options: Options = {}) =>
  ask(place, {
    method: 'PATCH',
    ...options,
    body,
    headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset), ...options.headers },
  })
const byMegan = () => ({ callerId: people.megan.principal.id })
const idOf = (place: string) => place.split('/').at(-1)!
const offsetOf = async (place: string, as: CastName = 'megan') =>
  (await ask(place, { as })).headers.get('upload-offset')
const sample = (size: number) => new Uint8Array(randomBytes(size))
const said = async (response: Response) => [response.status, (await response.json()).error]
const hashed = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

/** A piece written by hand, so that it can be left half sent. */
function open(place: string, { offset, size, as = 'megan' }: { offset: number; size: number; as?: CastName }): Socket {
  const socket = connect((server.address() as AddressInfo).port)
  socket.on('error', () => {})
  socket.write(
    `PATCH ${place} HTTP/1.1\r\nHost: x\r\nCookie: ${cookies.get(as)}\r\nTus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\nUpload-Offset: ${offset}\r\nContent-Length: ${size}\r\n\r\n`,
  )
  return socket
}

const arrivingSize = (place: string) => {
  const at = path.join(arrivingDirectory(), idOf(place))
  return existsSync(at) ? statSync(at).size : 0
}

describe('a file in pieces', () => {
  it('arrives piece by piece, and is a stored file with its hash and the id of its upload', async () => {
    const bytes = sample(3_000_000)
    const created = await begin(bytes.length, { name: 'Überblick “Q4”.pdf' })
    const place = created.headers.get('location')!
    expect([created.status, place, created.headers.get('tus-resumable')]).toEqual([
      201,
      expect.stringMatching(/^\/api\/uploads\/[0-9a-f-]{36}$/),
      '1.0.0',
    ])
    expect(Date.parse(created.headers.get('upload-expires')!)).toBeGreaterThan(Date.now())
    expect(await offsetOf(place)).toBe('0')
    const first = await send(place, 0, bytes.slice(0, 1_000_000))
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '1000000'])
    const half = await ask(place)
    expect([half.status, half.headers.get('upload-offset'), half.headers.get('upload-length')]).toEqual([
      200,
      '1000000',
      '3000000',
    ])
    expect(await db().storedFile.count({ where: { id: idOf(place) } })).toBe(0)
    const last = await send(place, 1_000_000, bytes.slice(1_000_000))
    expect([last.status, last.headers.get('upload-offset')]).toEqual([204, '3000000'])
    const row = await db().storedFile.findUniqueOrThrow({ where: { id: idOf(place) } })
    expect(row).toMatchObject({ name: 'Überblick “Q4”.pdf', size: 3_000_000n, uploadedById: people.megan.principal.id })
    expect(Buffer.from(row.sha256!)).toEqual(hashed(bytes))
    expect(readFileSync(placeOf(row.id)).equals(bytes)).toBe(true)
    expect(await offsetOf(place)).toBe('3000000')
    expect(readdirSync(arrivingDirectory())).toEqual([])
    expect(await db().auditEvent.count({ where: { type: 'file.uploaded', ...byMegan() } })).toBe(1)
  })

  it('may be empty', async () => {
    const place = await begun(0)
    const row = await db().storedFile.findUniqueOrThrow({ where: { id: idOf(place) } })
    expect([row.size, Buffer.from(row.sha256!), readFileSync(placeOf(row.id)).length]).toEqual([
      0n,
      hashed(Buffer.alloc(0)),
      0,
    ])
  })

  it('goes on from what is on the disk after its sender has left anywhere', async () => {
    const bytes = sample(2_000_000)
    const place = await begun(bytes.length)
    const socket = open(place, { offset: 0, size: bytes.length })
    socket.write(bytes.subarray(0, 700_000))
    await vi.waitFor(() => expect(arrivingSize(place)).toBeGreaterThan(0))
    socket.resetAndDestroy()
    const offset = Number(await offsetOf(place))
    expect(offset).toBe(arrivingSize(place))
    expect(offset).toBeLessThanOrEqual(700_000)
    expect((await send(place, offset, bytes.slice(offset))).status).toBe(204)
    const row = await db().storedFile.findUniqueOrThrow({ where: { id: idOf(place) } })
    expect(Buffer.from(row.sha256!)).toEqual(hashed(bytes))
  })

  it('takes a piece only where the last one ended, and never more than was promised', async () => {
    const place = await begun(1000)
    await send(place, 0, sample(400))
    for (const offset of [0, 399, 401, 1000])
      expect(await said(await send(place, offset, sample(10)))).toEqual([
        409,
        'Something else has arrived meanwhile. Ask how far the file is, and go on from there.',
      ])
    for (const offset of ['-1', 'x', '1e3'])
      expect((await send(place, 0, sample(10), { headers: { 'upload-offset': offset } })).status, offset).toBe(400)
    expect((await send(place, 400, sample(601))).status).toBe(413)
    expect(await offsetOf(place)).toBe('400')
  })

  it('answers while the rest of a refused piece is still coming', async () => {
    const place = await begun(60_000_000)
    expect((await send(place, 1, sample(20_000_000))).status).toBe(409)
    expect((await send(place, 0, sample(20_000_000), { as: 'adele' })).status).toBe(404)
    expect(await offsetOf(place)).toBe('0')
  })

  it('answers its sender alone: to anybody else it is not there, like one that never was', async () => {
    const place = await begun(10)
    const none = '/api/uploads/00000000-0000-4000-8000-000000000000'
    for (const [as, status] of [
      ['adele', 404],
      ['nicole', 404],
      [null, 401],
    ] as const)
      for (const at of [place, none]) {
        expect((await ask(at, { as })).status).toBe(status)
        const sent = await said(await send(at, 0, 'x', { as }))
        expect(sent).toEqual(await said(await send(none, 0, 'x', { as })))
        expect(sent[0]).toBe(status)
        expect((await ask(at, { as, method: 'DELETE' })).status).toBe(status)
      }
    expect((await send(place, 0, 'xxxxxxxxxx')).status).toBe(204)
  })

  it('is given up with its bytes, whole or not', async () => {
    const [half, whole] = [await begun(10), await begun(4)]
    await send(half, 0, 'abc')
    await send(whole, 0, 'abcd')
    for (const place of [half, whole]) {
      expect((await ask(place, { method: 'DELETE' })).status).toBe(204)
      expect((await ask(place)).status).toBe(404)
    }
    expect(existsSync(path.join(arrivingDirectory(), idOf(half)))).toBe(false)
    expect((await db().storedFile.findUniqueOrThrow({ where: { id: idOf(whole) } })).discardedAt).not.toBeNull()
  })

  it('is finished by the next question where something died behind its last byte', async () => {
    const bytes = sample(5000)
    const place = await begun(bytes.length)
    mkdirSync(arrivingDirectory(), { recursive: true })
    writeFileSync(path.join(arrivingDirectory(), idOf(place)), bytes)
    const answers = await Promise.all(Array.from({ length: 20 }, () => offsetOf(place)))
    expect(new Set(answers)).toEqual(new Set(['5000']))
    const row = await db().storedFile.findUniqueOrThrow({ where: { id: idOf(place) } })
    expect(Buffer.from(row.sha256!)).toEqual(hashed(bytes))
    expect(await db().auditEvent.count({ where: { type: 'file.uploaded', ...byMegan() } })).toBe(1)
    // Put in place, and no further.
    const other = await begun(bytes.length)
    mkdirSync(path.dirname(placeOf(idOf(other))), { recursive: true })
    writeFileSync(placeOf(idOf(other)), bytes)
    expect(await offsetOf(other)).toBe('5000')
    expect(await db().storedFile.count({ where: { id: idOf(other) } })).toBe(1)
  })

  it('is over after three days: its place says so, then the sweep takes it', async () => {
    const place = await begun(10)
    await send(place, 0, 'abc')
    await db().upload.update({ where: { id: idOf(place) }, data: { startedAt: after(now(), -3 * DAY - 1) } })
    expect((await ask(place)).status).toBe(410)
    expect(await said(await send(place, 3, 'd'))).toEqual([
      410,
      'This file did not arrive in time, and was given up. Choose it again.',
    ])
    await sweepFiles(systemCaller('sweep-files'))
    expect([(await ask(place)).status, existsSync(path.join(arrivingDirectory(), idOf(place)))]).toEqual([404, false])
  })

  it('ends the piece before, whose sender may be gone, for the one that follows', async () => {
    const bytes = sample(500_000)
    const place = await begun(bytes.length)
    const older = open(place, { offset: 0, size: bytes.length })
    older.write(bytes.subarray(0, 200_000))
    await vi.waitFor(() => expect(arrivingSize(place)).toBe(200_000))
    const offset = Number(await offsetOf(place))
    expect(offset).toBe(200_000)
    expect((await send(place, offset, bytes.slice(offset))).status).toBe(204)
    const row = await db().storedFile.findUniqueOrThrow({ where: { id: idOf(place) } })
    expect(Buffer.from(row.sha256!)).toEqual(hashed(bytes))
    older.destroy()
  })

  it('says nothing to other sites, and takes no other method than the one it came by', async () => {
    const place = await begun(10, { headers: { origin: 'https://elsewhere.example' } })
    const answers = [
      await ask(place, { headers: { origin: 'https://elsewhere.example' } }),
      await send(place, 0, 'abc', { headers: { 'x-http-method-override': 'DELETE' } }),
      await ask(place, { headers: { 'tus-resumable': '0.2.0' } }),
    ]
    for (const { headers } of answers)
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    expect(answers.map(({ status }) => status)).toEqual([200, 204, 412])
    for (const target of ['/api/uploads?x=1', '/api/uploads?space=x', `${place}?space=x`, '/api/uploads/x'])
      expect((await ask(target, { method: 'POST' })).status, target).toBe(418)
  })
})

describe('what is told before a file is taken', () => {
  it('is 413 over the limit, 422 where too much waits, 507 on a full disk, each in words', async () => {
    expect(await said(await begin(LIMIT + 1))).toEqual([
      413,
      'Files can have at most 64 MB. Share a link to a larger one instead.',
    ])
    const full = vi.spyOn(room, 'ensureRoom').mockRejectedValueOnce(new NoRoom())
    expect(await said(await begin(10))).toEqual([507, 'There is no room left for this file. Tell an administrator.'])
    full.mockRestore()
    await begun(LIMIT)
    await begun(LIMIT)
    expect((await said(await begin(1)))[0]).toBe(422)
  })

  it.each([
    ['no length', { 'upload-length': '' }],
    ['a length that is none', { 'upload-length': '-1' }],
    ['a length to come', { 'upload-length': '', 'upload-defer-length': '1' }],
    ['a name that is not Base64', { 'upload-metadata': 'filename %%%' }],
  ])('is a sentence about %s', async (_, headers) => {
    const [status, sentence] = await said(await begin(10, { headers }))
    expect(status).toBeGreaterThanOrEqual(400)
    expect(sentence).toMatch(/\.$/)
    expect(await db().upload.count({ where: { uploadedById: people.megan.principal.id } })).toBe(0)
  })

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\x.txt', 'x.txt'],
    ['CON.txt', 'CON.txt'],
    ['', 'Unnamed file'],
    ['..', 'Unnamed file'],
    [`${'a'.repeat(300)}.pdf`, `${'a'.repeat(251)}.pdf`],
    ['e\u0301.txt', '\u00e9.txt'],
    ['\u00e9.txt', '\u00e9.txt'],
  ])('%j is kept as %j', async (given, kept) => {
    const place = await begun(1, { name: given })
    expect((await send(place, 0, 'x')).status).toBe(204)
    expect((await db().storedFile.findUniqueOrThrow({ where: { id: idOf(place) } })).name).toBe(kept)
  })
})

describe('a guest who contributes to a space', () => {
  it('sends a file for it, and for nothing else', async () => {
    const [{ spaceId }, other] = [await makeSpace(people.megan), await makeSpace(people.megan)]
    await add(people.megan, spaceId, people.nicole.principal.address, { role: 'contribute' })
    await add(people.megan, spaceId, people.omar.principal.address, { role: 'view' })
    const status = async (as: CastName, query: string) => (await begin(3, { as, query })).status
    expect([
      await status('nicole', ''),
      await status('nicole', `?space=${other.spaceId}`),
      await status('omar', `?space=${spaceId}`),
    ]).toEqual([403, 403, 403])
    const place = await begun(3, { as: 'nicole', query: `?space=${spaceId}` })
    expect((await send(place, 0, 'abc', { as: 'nicole' })).status).toBe(204)
    expect(await offsetOf(place, 'nicole')).toBe('3')
    await addThing(people.nicole, spaceId, { kind: 'file', fileId: idOf(place) })
  })

  it('is cut off within five seconds once that is revoked, and what has arrived is swept', async () => {
    const { spaceId } = await makeSpace(people.megan)
    await add(people.megan, spaceId, people.nicole.principal.address, { role: 'contribute' })
    const place = await begun(10_000_000, { as: 'nicole', query: `?space=${spaceId}` })
    const socket = open(place, { offset: 0, size: 10_000_000, as: 'nicole' })
    const closed = once(socket, 'close')
    const dripping = setInterval(() => socket.write(Buffer.alloc(1000)), 50)
    await vi.waitFor(() => expect(arrivingSize(place)).toBeGreaterThan(0))
    const grant = await db().grant.findFirstOrThrow({
      where: { resourceId: spaceId, principalId: people.nicole.principal.id },
    })
    await revokeGrant(people.megan, { grantId: grant.id })
    // The promise itself, not a guess at how long something takes.
    const cut = await Promise.race([closed.then(() => true), wait(5000, false)])
    clearInterval(dripping)
    expect(cut).toBe(true)
    expect([(await ask(place, { as: 'nicole' })).status, (await send(place, 0, 'x', { as: 'nicole' })).status]).toEqual(
      [403, 403],
    )
    await sweepFiles(systemCaller('sweep-files'))
    expect([
      await db().upload.count({ where: { id: idOf(place) } }),
      existsSync(path.join(arrivingDirectory(), idOf(place))),
    ]).toEqual([0, false])
  })
})

it('is what tus-js-client speaks, three at once', async () => {
  const files = Array.from({ length: 3 }, (_, n) => Buffer.from(sample(1_500_000 + n)))
  const urls = await Promise.all(
    files.map(
      (bytes, n) =>
        new Promise<string>((resolve, reject) => {
          const sender = new Sender(bytes, {
            endpoint: `${origin}/api/uploads`,
            chunkSize: 400_000,
            retryDelays: [],
            headers: { cookie: cookies.get('megan')! },
            metadata: { filename: `${n}.bin` },
            onError: reject,
            onSuccess: () => resolve(sender.url!),
          })
          sender.start()
        }),
    ),
  )
  for (const [n, url] of urls.entries()) {
    const row = await db().storedFile.findUniqueOrThrow({ where: { id: idOf(url) } })
    expect([row.name, Buffer.from(row.sha256!)]).toEqual([`${n}.bin`, hashed(files[n]!)])
  }
})
