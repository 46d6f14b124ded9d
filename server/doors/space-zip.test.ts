import { spawnSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readlinkSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer, request as ask, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import contentDisposition from 'content-disposition'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { makePolicy } from '@/lib/access/testing'
import { now } from '@/lib/clock'
import { db } from '@/lib/db/client'
import { environment, seatCast } from '@/lib/db/testing'
import { ensureChecksums } from '@/lib/files/ensure-checksums'
import { placeOf } from '@/lib/files/place'
import { storeFile } from '@/lib/files/store-file'
import { add, addThing, makeSpace } from '@/lib/invitations/testing'
import { readLog } from '@/lib/log/testing'
import { saveLabel } from '@/lib/policies/labels/labels'
import type { PolicySettingsInput } from '@/lib/policy'
import type { PersonCaller } from '@/lib/principal'
import { hashToken, newToken } from '@/lib/secrets'
import { deleteResource } from '@/lib/sharing/delete-resource'
import { labelResource } from '@/lib/sharing/label-resource'
import { createFolder } from '@/lib/sharing/spaces/folders/create-folder'
import { takeOutOfSpace } from '@/lib/sharing/spaces/take-out-of-space'
import { addVersion } from '@/lib/sharing/versions/add-version'
import type { CastName } from '@/prisma/cast'
import { isForZip, sendZip } from './space-zip'

const directory = mkdtempSync(path.join(os.tmpdir(), 'foyer-space-zip-'))
process.env.DATA_DIR = directory

let server: Server
let origin: string
let people: Record<CastName, PersonCaller>
let spaceId: string
const cookies = new Map<CastName, string>()
const said = readLog()

beforeAll(async () => {
  server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    if (isForZip(request)) return void sendZip(request, response, environment)
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

/** Megan's space, from which Nicole may download. */
beforeEach(async () => {
  people = await seatCast()
  for (const name of ['megan', 'nicole', 'omar', 'adele'] as const) {
    const token = newToken()
    await db().session.update({ where: { id: people[name].session.id }, data: { tokenHash: hashToken(token) } })
    cookies.set(name, `foyer-session=${token}`)
  }
  spaceId = (await makeSpace(people.megan, { name: 'Spring: launch' })).spaceId
  await add(people.megan, spaceId, people.nicole.principal.address, { role: 'download' })
})

const store = (name: string, bytes: Buffer, caller: PersonCaller = people.megan) =>
  storeFile(caller, { name, size: bytes.length, body: Readable.from([bytes]), spaceId })

async function putFile(name: string, bytes: Buffer, caller: PersonCaller = people.megan) {
  const { fileId } = await store(name, bytes, caller)
  return { fileId, ...(await addThing(caller, spaceId, { kind: 'file', fileId, title: `About ${name}` })) }
}
const putPage = (title: string, body: string) => addThing(people.megan, spaceId, { kind: 'page', title, body })

type Options = {
  as?: CastName | null
  method?: string
  query?: string
  space?: string
  headers?: Record<string, string>
}
const get = ({ as = 'nicole', method = 'GET', query = '', space = spaceId, headers = {} }: Options = {}) =>
  fetch(`${origin}/api/spaces/${space}/zip${query}`, {
    method,
    redirect: 'manual',
    headers: { ...(as ? { cookie: cookies.get(as)! } : {}), ...headers },
  })
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

/** The entries of a ZIP that stores them as they are, by its directory. */
function entriesOf(zip: Buffer) {
  const found: Record<string, Buffer> = {}
  for (let at = zip.readUInt32LE(zip.length - 6); zip.readUInt32LE(at) === 0x02014b50;) {
    const [size, name, extra] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30)]
    const local = zip.readUInt32LE(at + 42)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    found[zip.toString('utf8', at + 46, at + 46 + name)] = zip.subarray(from, from + size)
    at += 46 + name + extra
  }
  return found
}
const textsOf = async (response: Response) =>
  Object.fromEntries(Object.entries(entriesOf(await bytesOf(response))).map(([name, bytes]) => [name, `${bytes}`]))
const openFiles = () =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(directory)
    } catch {
      return false
    }
  }).length
const until = (what: () => boolean) => vi.waitFor(() => expect(what()).toBe(true), { interval: 25 })

describe('a ZIP of a space', () => {
  it('holds files as they are, pages as Markdown and links as shortcuts, with length, type, name and validator', async () => {
    const bytes = randomBytes(700_000)
    await putFile('Überblick.pdf', bytes)
    await putFile('überblick.PDF', Buffer.from('another'))
    await putPage('Goals: 2027', '# What we want')
    await addThing(people.megan, spaceId, { title: 'Rates' })
    const response = await get()
    const zip = await bytesOf(response)
    const headers = Object.fromEntries(response.headers)
    expect([response.status, headers['content-type'], Number(headers['content-length'])]).toEqual([
      200,
      'application/zip',
      zip.length,
    ])
    expect(headers).toMatchObject({ 'accept-ranges': 'bytes', 'cache-control': 'no-store' })
    expect(headers['last-modified']).toBeUndefined()
    expect(contentDisposition.parse(headers['content-disposition']!)).toMatchObject({
      type: 'attachment',
      parameters: { filename: 'Spring launch.zip' },
    })
    const entries = entriesOf(zip)
    expect(Object.keys(entries)).toEqual(['Überblick.pdf', 'überblick (2).PDF', 'Goals 2027.md', 'Rates.url'])
    expect(entries['Überblick.pdf']!.equals(bytes)).toBe(true)
    expect(`${entries['Goals 2027.md']}`).toBe('# What we want')
    expect(`${entries['Rates.url']}`).toBe('[InternetShortcut]\r\nURL=https://intranet.woodgrove.example/rates\r\n')
    const place = path.join(directory, 'whole.zip')
    writeFileSync(place, zip)
    const tested = spawnSync('python3', ['-m', 'zipfile', '-t', place], { encoding: 'utf8' })
    // A machine without Python can't say more.
    if (!tested.error) expect([tested.status, tested.stdout]).toEqual([0, 'Done testing\n'])
  })

  it('keeps the folders, each named once and safely, and holds one folder alone where that is asked for', async () => {
    const make = async (name: string, parentId = '') =>
      (await createFolder(people.megan, { spaceId, parentId, name })).folderId
    const plans = await make('Plans: 2027')
    const [inner, twin] = [await make('CON', plans), await make('plans 2027')]
    const put = (title: string, folderId = '') =>
      addThing(people.megan, spaceId, { kind: 'page', title, body: title, folderId })
    for (const [title, folderId] of [['Top'], ['A', plans], ['B', inner], ['A', plans], ['C', twin]] as const)
      await put(title, folderId)
    expect(Object.keys(await textsOf(await get()))).toEqual([
      'Top.md',
      'Plans 2027/A.md',
      'Plans 2027/_CON/B.md',
      'Plans 2027/A (2).md',
      'plans 2027 (2)/C.md',
    ])
    const one = await get({ query: `?folder=${plans}` })
    expect(contentDisposition.parse(one.headers.get('content-disposition')!).parameters.filename).toBe('Plans 2027.zip')
    expect(Object.keys(await textsOf(one))).toEqual(['A.md', '_CON/B.md', 'A (2).md'])
    const { spaceId: other } = await makeSpace(people.megan)
    for (const query of [`?folder=${plans}x`, '?folder=', `?folder=${randomUUID()}`])
      expect((await get({ query })).status, query).toBe(404)
    expect((await get({ as: 'megan', space: other, query: `?folder=${plans}` })).status).toBe(404)
  })

  it('sends exactly the range asked for, wherever it begins and ends', async () => {
    for (const size of [0, 1, 300_000]) await putFile(`${size}.bin`, randomBytes(size))
    await putPage('A page', 'Text of a page')
    const whole = await bytesOf(await get())
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length + 100), fc.nat(whole.length + 100), async (a, b) => {
        const [first, last] = [Math.min(a, b), Math.max(a, b)]
        const response = await get({ headers: { range: `bytes=${first}-${last}` } })
        const got = await bytesOf(response)
        if (first >= whole.length) return void expect(response.status).toBe(416)
        expect(response.headers.get('content-range')).toBe(
          `bytes ${first}-${Math.min(last, whole.length - 1)}/${whole.length}`,
        )
        expect(got.equals(whole.subarray(first, last + 1))).toBe(true)
      }),
      { numRuns: 60 },
    )
    const rest = await get({ headers: { range: `bytes=${whole.length - 5000}-` } })
    expect([rest.status, (await bytesOf(rest)).equals(whole.subarray(-5000))]).toEqual([206, true])
  })

  it('goes on where it is still the same ZIP, and begins anew where something in it has changed', async () => {
    const { resourceId } = await putFile('a.txt', Buffer.from('one'))
    const { etag, length } = await get({ method: 'HEAD' }).then(({ headers }) => ({
      etag: headers.get('etag')!,
      length: headers.get('content-length'),
    }))
    const resume = () => get({ headers: { range: 'bytes=10-', 'if-range': etag } })
    const going = await resume()
    expect([going.status, going.headers.get('etag'), going.headers.get('content-range')]).toEqual([
      206,
      etag,
      `bytes 10-${Number(length) - 1}/${length}`,
    ])
    await going.body?.cancel()
    expect((await get({ headers: { 'if-none-match': etag } })).status).toBe(304)
    const { fileId } = await store('a.txt', Buffer.from('two'))
    await addVersion(people.megan, { resourceId, fileId, note: null })
    const anew = await resume()
    expect([anew.status, anew.headers.get('etag') === etag, await textsOf(anew)]).toEqual([
      200,
      false,
      { 'a.txt': 'two' },
    ])
  })

  it('tells the head alone of it, and records nothing then', async () => {
    await putFile('a.txt', Buffer.from('a'))
    const head = await get({ method: 'HEAD', headers: { range: 'bytes=0-1' } })
    const whole = await bytesOf(await get({ as: 'megan' }))
    expect([head.status, head.headers.get('content-length')]).toEqual([200, `${whole.length}`])
    expect(
      await db().auditEvent.count({ where: { type: 'resource.downloaded', callerId: people.nicole.principal.id } }),
    ).toBe(0)
  })

  it('holds what is asked for alone, and nothing of another space', async () => {
    const first = await putFile('a.txt', Buffer.from('a'))
    await putFile('b.txt', Buffer.from('b'))
    const third = await putPage('C', 'c')
    const other = await makeSpace(people.megan)
    const elsewhere = await addThing(people.megan, other.spaceId, { kind: 'page', title: 'Elsewhere', body: 'x' })
    const both = { 'a.txt': 'a', 'C.md': 'c' }
    const [one, two, three] = [first.resourceId, third.resourceId, elsewhere.resourceId]
    expect(await textsOf(await get({ query: `?things=${two},${one},${three},nonsense` }))).toEqual(both)
    expect(await textsOf(await get({ query: `?things=${one}&things=${two}` }))).toEqual(both)
    for (const query of [`?things=${three}`, '?things=', '?things=nonsense'])
      expect((await get({ as: 'megan', query })).status, query).toBe(404)
  })

  it('is valid and says so where there is nothing in the space', async () => {
    expect(await textsOf(await get())).toEqual({ 'Empty.txt': 'There is nothing in this space yet.\r\n' })
    expect(await textsOf(await get({ as: 'megan' }))).toEqual({
      'Empty.txt': 'There is nothing in this space yet.\r\n',
    })
  })

  it('has neither what was deleted nor what was taken out', async () => {
    const [gone, out] = [await putPage('Gone', 'g'), await putPage('Out', 'o')]
    await putPage('Here', 'h')
    await deleteResource(people.megan, { resourceId: gone.resourceId })
    await takeOutOfSpace(people.megan, { resourceId: out.resourceId })
    expect(await textsOf(await get())).toEqual({ 'Here.md': 'h' })
  })

  it('names no guest to another', async () => {
    await add(people.megan, spaceId, people.omar.principal.address, { role: 'contribute' })
    await putFile('from outside.txt', Buffer.from('x'), people.omar)
    const { resourceId } = await putPage('Kept', 'k')
    await labelAside(resourceId)
    const zip = await bytesOf(await get())
    expect(Object.keys(entriesOf(zip))).toEqual(['from outside.txt', 'Not included.txt'])
    for (const word of ['omar', 'fabrikam', people.omar.principal.id, 'megan'])
      expect(zip.includes(word), word).toBe(false)
  })
})

/** Puts a label on a thing, and a policy on the label, which lets guests view alone. */
async function labelAside(resourceId: string, controls: PolicySettingsInput['controls'] = { viewOnly: true }) {
  await saveLabel(people.adele, { name: 'Secret', note: '' })
  const { id } = await db().sensitivityLabel.findFirstOrThrow({ where: { name: 'Secret' } })
  await labelResource(people.megan, { resourceId, labelId: id })
  await makePolicy({ who: { guests: true }, what: { labelIds: [id] }, controls })
}

describe('what may not be downloaded', () => {
  const text = (...lines: string[]) =>
    ['These are in the space and not in this ZIP:', '', ...lines.map((line) => `- ${line}`), ''].join('\r\n')

  it.each([
    ['lets it be viewed alone', { viewOnly: true }, 'can’t be downloaded right now. Its page says more.'],
    ['blocks it', { block: true }, 'can’t be downloaded right now. Its page says more.'],
    ['asks for more', { multiFactor: true }, 'asks for something first. Open its page, then download again.'],
  ] as const)('is left out and named where a policy on its label %s', async (_, controls, reason) => {
    const { resourceId } = await putFile('secret.pdf', randomBytes(100))
    await putFile('Not included.txt', Buffer.from('a file of that name'))
    await labelAside(resourceId, controls)
    expect(await textsOf(await get())).toEqual({
      'Not included.txt': 'a file of that name',
      'Not included (2).txt': text(`About secret.pdf: ${reason}`),
    })
    expect(Object.keys(await textsOf(await get({ as: 'megan' })))).toEqual(['secret.pdf', 'Not included.txt'])
    expect(
      await db().auditEvent.count({
        where: { type: 'resource.downloaded', resourceId, callerId: people.nicole.principal.id },
      }),
    ).toBe(0)
  })

  it('is refused as a single download is where that is all there is, and what one holds by itself is in it', async () => {
    const { resourceId } = await putFile('mine.txt', Buffer.from('mine'))
    await putFile('theirs.txt', Buffer.from('theirs'))
    const nicole = { principalId: people.nicole.principal.id }
    await db().grant.updateMany({ where: nicole, data: { role: 'view' } })
    const refused = await get()
    expect([refused.status, refused.headers.get('etag'), await refused.json()]).toEqual([
      403,
      null,
      expect.objectContaining({ error: 'Your access does not include this. Ask whoever shared it with you.' }),
    ])
    const given = {
      resourceId,
      ...nicole,
      role: 'download',
      grantedById: people.megan.principal.id,
      grantedAt: now(),
    } as const
    await db().grant.create({ data: given })
    expect(await textsOf(await get())).toEqual({
      'mine.txt': 'mine',
      'Not included.txt': text('About theirs.txt: can only be viewed.'),
    })
  })

  it('is left out where its bytes are missing, or are not what was received', async () => {
    const [lost, spoiled] = [
      await putFile('lost.txt', Buffer.from('a')),
      await putFile('spoiled.txt', Buffer.from('b')),
    ]
    await putFile('old.txt', Buffer.from('kept'))
    await db().storedFile.updateMany({ data: { crc32: null } })
    rmSync(placeOf(lost.fileId))
    writeFileSync(placeOf(spoiled.fileId), 'c')
    const why = 'has lost its content on the server. Tell an administrator.'
    const expected = {
      'old.txt': 'kept',
      'Not included.txt': text(`About lost.txt: ${why}`, `About spoiled.txt: ${why}`),
    }
    expect(await textsOf(await get())).toEqual(expected)
    expect(said()).toEqual([expect.stringContaining('its SHA-256 is another')])
    const rows = await db().storedFile.findMany({ select: { id: true, crc32: true, missingAt: true } })
    const of = (id: string) => rows.find((row) => row.id === id)!
    expect([of(lost.fileId).missingAt !== null, of(spoiled.fileId).crc32]).toEqual([true, null])
    expect(rows.filter(({ crc32 }) => crc32 !== null)).toHaveLength(1)
  })
})

describe('looking at files from before', () => {
  it('ends where nobody waits any longer, keeps what was found, and goes on from there', async () => {
    for (const name of ['a', 'b', 'c']) await putFile(name, Buffer.from(name))
    await db().storedFile.updateMany({ data: { crc32: null } })
    const rows = await db().storedFile.findMany({ orderBy: { startedAt: 'asc' } })
    const gone = new AbortController()
    const asked = rows.map(({ id, sha256 }, nth) => ({
      fileId: id,
      get sha256() {
        if (nth === 1) gone.abort()
        return sha256!
      },
    }))
    await expect(ensureChecksums(people.megan, asked, gone.signal)).rejects.toThrow('aborted')
    const kept = async () => (await db().storedFile.findMany({ where: { crc32: { not: null } } })).length
    expect(await kept()).toBe(1)
    expect((await ensureChecksums(people.megan, asked)).size).toBe(3)
    expect(await kept()).toBe(3)
  })
})

describe('a ZIP, for others,', () => {
  it.each([
    ['a stranger', null, 401],
    ['another guest', 'omar', 404],
    ['an administrator', 'adele', 404],
  ] as const)('is to %s what is not there', async (_who, as, status) => {
    const { resourceId } = await putFile('a.txt', Buffer.from('a'))
    const nothing = '00000000-0000-4000-8000-000000000000'
    for (const headers of [{}, { range: 'bytes=0-1' }] as Record<string, string>[]) {
      const answers = await Promise.all(
        [{}, { space: nothing }, { space: resourceId }, { query: `?things=${resourceId}` }].map(async (asked) => {
          const response = await get({ as, headers, ...asked })
          return [response.status, response.headers.get('etag'), await response.text()]
        }),
      )
      expect(answers[0]![0]).toBe(status)
      for (const answer of answers) expect(answer.slice(0, 2)).toEqual([status, null])
      expect(answers[0]).toEqual(answers[1])
    }
  })

  it('is not of a thing, and gives nothing to a guest who owes the privacy statement', async () => {
    const { resourceId } = await putFile('a.txt', Buffer.from('a'))
    expect((await get({ as: 'megan', space: resourceId })).status).toBe(404)
    await db().guest.update({ where: { principalId: people.nicole.principal.id }, data: { privacyVersion: 0 } })
    const refused = await get()
    expect([refused.status, (await refused.json()).error]).toEqual([
      403,
      'Open its page first: there is something to do before it opens.',
    ])
  })
})

describe('the trail of a ZIP', () => {
  it('has one download of the space and one of each thing, once in ten minutes of a session, however many parts', async () => {
    const things = [await putFile('a.txt', Buffer.from('a')), await putPage('B', 'b')].map(
      ({ resourceId }) => resourceId,
    )
    const downloads = async () =>
      (
        await db().auditEvent.findMany({
          where: { type: 'resource.downloaded', callerId: people.nicole.principal.id },
          select: { resourceId: true },
        })
      ).map(({ resourceId }) => resourceId)
    await (await get({ query: `?things=${things[0]}` })).arrayBuffer()
    expect((await downloads()).toSorted()).toEqual([spaceId, things[0]].toSorted())
    await Promise.all(
      Array.from({ length: 24 }, async (_, n) => (await get({ headers: { range: `bytes=${n}-` } })).arrayBuffer()),
    )
    expect((await downloads()).toSorted()).toEqual([spaceId, ...things].toSorted())
    const grant = await db().grant.findFirstOrThrow({ where: { principalId: people.nicole.principal.id } })
    expect([grant.openCount, grant.firstOpenedAt !== null]).toEqual([2, true])
  })
})

describe('a ZIP under way', () => {
  const LARGE = 40_000_000
  let first: string
  let last: string
  beforeEach(async () => {
    // What is read first goes into buffers on the way, and is larger than all of them.
    first = (await putFile('first.bin', randomBytes(LARGE))).resourceId
    last = (await putFile('last.bin', randomBytes(1000))).resourceId
  })

  it.each([
    ['the grant is revoked', () => db().grant.updateMany({ data: { revokedAt: now() } })],
    ['the role is made "Can view"', () => db().grant.updateMany({ data: { role: 'view' } })],
    ['the guest is blocked', () => db().principal.updateMany({ where: { kind: 'guest' }, data: { blockedAt: now() } })],
    ['the session is ended', () => db().session.updateMany({ data: { endedAt: now() } })],
    ['the space is deleted', () => deleteResource(people.megan, { resourceId: spaceId })],
    ['a thing still to come is deleted', () => deleteResource(people.megan, { resourceId: last })],
    ['a thing still to come is taken out', () => takeOutOfSpace(people.megan, { resourceId: last })],
    ['a policy on the label of a thing still to come lets it be viewed alone', () => labelAside(last)],
  ])('is cut off after %s', async (_what, end) => {
    const reader = await slowly()
    await wait(500)
    await end()
    await new Promise((resolve) => reader.once('close', resolve))
    expect(reader.complete).toBe(false)
    await until(() => openFiles() === 0)
  })

  it('goes on while access lasts, whatever becomes of what was sent or has a new version', async () => {
    const { fileId } = await store('last.bin', randomBytes(5))
    const reader = await slowly()
    await addVersion(people.megan, { resourceId: last, fileId, note: null })
    await putPage('Later', 'l')
    await wait(2500)
    reader.removeAllListeners('data')
    reader.resume()
    await once(reader, 'end')
    expect(reader.complete).toBe(true)
    expect(first).not.toBe(last)
    await until(() => openFiles() === 0)
  })

  it('is told where it breaks off under a reader who is there, and leaks nothing of readers who leave', async () => {
    const { fileId } = await putFile('short.bin', randomBytes(2000))
    truncateSync(placeOf(fileId), 1000)
    await expect(get().then((answer) => answer.arrayBuffer())).rejects.toThrow()
    expect(said()).toEqual([expect.stringContaining('A stored file ends at 1000, before 1999.')])
    const readers = await Promise.all(Array.from({ length: 10 }, () => slowly()))
    expect(openFiles()).toBeGreaterThan(0)
    for (const reader of readers) reader.destroy()
    await until(() => openFiles() === 0)
  })
})

/** Nicole, over a line that takes a little at a time. */
async function slowly() {
  const headers = { cookie: cookies.get('nicole')! }
  const sent = ask(`${origin}/api/spaces/${spaceId}/zip`, { headers, agent: false }).end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  response.on('error', () => {})
  response.on('data', () => {
    response.pause()
    setTimeout(() => response.resume(), 20)
  })
  return response
}
