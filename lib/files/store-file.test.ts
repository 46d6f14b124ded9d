import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { after, DAY, HOUR, MINUTE, now } from '../clock'
import { db } from '../db/client'
import { seatCast, stranger } from '../db/testing'
import { AccessDenied, Invalid } from '../errors'
import { add, addThing, makeSpace } from '../invitations/testing'
import { type PersonCaller, systemCaller } from '../principal'
import { deleteResource } from '../sharing/delete-resource'
import { revokeGrant } from '../sharing/revoke-grant'
import { discardFile, kept } from './discard-file'
import { eraseFile } from './erase-file'
import { arrivingDirectory, filesDirectory, placeOf } from './place'
import { readBeginning, readWhole } from './read-file'
import { storeFile } from './store-file'
import { sweepFiles } from './sweep-files'
import { transaction } from '../db/transaction'

const directory = mkdtempSync(path.join(os.tmpdir(), 'foyer-files-'))
process.env.DATA_DIR = directory
process.env.FILE_LIMIT = '1000000'
afterAll(() => rmSync(directory, { recursive: true }))

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  rmSync(filesDirectory(), { recursive: true, force: true })
  people = await seatCast()
})

const job = systemCaller('sweep-files')
const onDisk = () =>
  existsSync(filesDirectory())
    ? readdirSync(filesDirectory(), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    : []
const store = (bytes: Buffer, { name = 'a.txt', size = bytes.length } = {}) =>
  storeFile(people.megan, { name, size, body: Readable.from([bytes]) })
const share = (fileId: string) =>
  db().resource.create({
    data: { kind: 'file', title: 'F', fileId, sharedById: people.megan.principal.id, createdAt: now() },
  })
const age = (place: string, by: number) => utimesSync(place, after(now(), -by), after(now(), -by))

describe('storeFile', () => {
  it('keeps the bytes, their hash, and a clean name', async () => {
    const bytes = randomBytes(700_000)
    const stored = await store(bytes, { name: '../Q4 /Budget 2027.xlsx' })
    expect(stored).toMatchObject({ name: 'Budget 2027.xlsx', size: 700_000, shown: false })
    expect(readFileSync(placeOf(stored.fileId)).equals(bytes)).toBe(true)
    const row = await db().storedFile.findUniqueOrThrow({ where: { id: stored.fileId } })
    expect(row).toMatchObject({
      mediaType: 'application/octet-stream',
      size: 700_000n,
      uploadedById: people.megan.principal.id,
    })
    expect(Buffer.from(row.sha256!)).toEqual(createHash('sha256').update(bytes).digest())
    expect(row.crc32).toBe(BigInt(crc32(bytes)))
    expect(row.storedAt).not.toBeNull()
    expect(await db().auditEvent.count({ where: { type: 'file.uploaded', callerId: people.megan.principal.id } })).toBe(
      1,
    )
  })

  it('says whether a page can show what it keeps, by the name that is kept', async () => {
    const shown = async (name: string) => (await store(Buffer.from('x'), { name })).shown
    expect([await shown('a.txt'), await shown('Plan.PDF'), await shown('Plan.docx'), await shown('page.html')]).toEqual(
      [true, true, false, false],
    )
  })

  it('puts nothing outside its folder, whatever the name', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('../x', '/etc/x', '..\\..\\x', '\0', 'a'.repeat(4096), '%2e%2e%2fx', '..'),
        async (name) => {
          const { fileId } = await store(Buffer.from('x'), { name })
          expect(placeOf(fileId).startsWith(path.join(filesDirectory(), fileId.slice(0, 2)))).toBe(true)
        },
      ),
      { numRuns: 20 },
    )
    expect(readdirSync(directory)).toEqual(['files'])
  })

  it('takes an empty file', async () => {
    const { fileId, size } = await store(Buffer.alloc(0))
    expect([size, readFileSync(placeOf(fileId)).length]).toEqual([0, 0])
  })

  it('leaves nothing of a file that was cut off, is shorter or longer than promised, or over the limit', async () => {
    const broken = Readable.from(
      (function* () {
        yield Buffer.alloc(1000)
        throw new Error('aborted')
      })(),
    )
    await expect(storeFile(people.megan, { name: 'a', size: 5000, body: broken })).rejects.toThrow('aborted')
    await expect(store(Buffer.alloc(10), { size: 11 })).rejects.toThrow('arrived incomplete')
    await expect(store(Buffer.alloc(12), { size: 11 })).rejects.toThrow(Invalid)
    await expect(store(Buffer.alloc(1), { size: 1_000_001 })).rejects.toThrow('at most 977 kB')
    expect(onDisk()).toEqual([])
    expect(await db().storedFile.count()).toBe(0)
  })

  it('leaves nothing when the database does not take it', async () => {
    const gone = {
      ...people.megan,
      principal: { ...people.megan.principal, id: '00000000-0000-4000-8000-000000000000' },
    }
    await expect(storeFile(gone, { name: 'a', size: 1, body: Readable.from([Buffer.from('x')]) })).rejects.toThrow()
    expect(onDisk()).toEqual([])
  })

  it('is for members alone', async () => {
    for (const caller of [stranger, people.nicole, people.omar])
      await expect(storeFile(caller, { name: 'a', size: 0, body: Readable.from([]) })).rejects.toThrow(AccessDenied)
  })

  it('is for a guest too who contributes to the space that it is for, as long as they do', async () => {
    const { spaceId } = await makeSpace(people.megan)
    const { resourceId } = await addThing(people.megan, spaceId)
    const space = await makeSpace(people.lee)
    const address = people.nicole.principal.address
    const send = (to: string | null, caller: PersonCaller = people.nicole) =>
      storeFile(caller, { name: 'a', size: 1, body: Readable.from([Buffer.from('x')]), spaceId: to })
    const refused = async () => {
      for (const to of [null, spaceId, space.spaceId, resourceId, 'x'])
        await expect(send(to), String(to)).rejects.toThrow(AccessDenied)
    }
    await refused()
    for (const role of ['view', 'download']) {
      await add(people.megan, spaceId, address, { role })
      await refused()
      const grant = await db().grant.findFirstOrThrow({ where: { principalId: people.nicole.principal.id } })
      await revokeGrant(people.megan, { grantId: grant.id })
    }
    expect(onDisk()).toEqual([])
    await add(people.megan, spaceId, address, { role: 'contribute' })
    const { fileId } = await send(spaceId)
    expect(await db().storedFile.findUniqueOrThrow({ where: { id: fileId } })).toMatchObject({
      uploadedById: people.nicole.principal.id,
    })
    for (const to of [null, space.spaceId, 'x']) await expect(send(to)).rejects.toThrow(AccessDenied)
    await expect(send(spaceId, people.omar)).rejects.toThrow(AccessDenied)
    await expect(addThing(people.megan, spaceId, { kind: 'file', fileId })).rejects.toThrow(Invalid)
    await addThing(people.nicole, spaceId, { kind: 'file', fileId })
    await deleteResource(people.megan, { resourceId: spaceId })
    await expect(send(spaceId)).rejects.toThrow(AccessDenied)
  })

  it.each([
    ['files', 100, () => store(Buffer.from('a'))],
    ['bytes', 2, () => store(Buffer.alloc(1_000_000))],
  ] as const)(
    'takes no more %s of one person than may wait, also of many at once, and tells what to do',
    async (_of, most, one) => {
      const tries = await Promise.allSettled(Array.from({ length: most + 20 }, one))
      const refused = tries.filter((tried) => tried.status === 'rejected')
      expect(refused).toHaveLength(20)
      for (const { reason } of refused)
        expect(reason).toMatchObject({
          name: 'Invalid',
          message: expect.stringMatching(/^At most .* may wait to be shared\. Share what you have uploaded/),
        })
      expect([onDisk().length, await db().storedFile.count()]).toEqual([most, most])
      await expect(one()).rejects.toThrow(Invalid)
      // Anybody else's are counted apart, and what is shared or erased waits no longer.
      await storeFile(people.lee, { name: 'a', size: 1, body: Readable.from([Buffer.from('x')]) })
      const [first, second, third] = await db().storedFile.findMany({
        where: { uploadedById: people.megan.principal.id },
        take: 3,
      })
      await share(first!.id)
      await one()
      await eraseFile(job, { fileId: second!.id })
      await one()
      if (third) await transaction((tx) => discardFile(tx, job, { fileId: third.id }))
      if (third) await one()
      await expect(one()).rejects.toThrow(Invalid)
    },
  )

  it('counts what was given up for as long as it lies on the disk, so that giving up makes no room without end', async () => {
    const giveUp = async () => {
      const { fileId } = await store(Buffer.alloc(1_000_000))
      await transaction((tx) => discardFile(tx, job, { fileId }))
      return fileId
    }
    const given: string[] = []
    for (let nth = 0; nth < 4; nth++) given.push(await giveUp())
    await expect(giveUp()).rejects.toThrow(/with what you gave up within the last week/)
    await eraseFile(job, { fileId: given[0]! })
    await giveUp()
  })

  it('counts nothing that was cut off', async () => {
    for (let n = 0; n < 3; n++)
      await expect(store(Buffer.alloc(10), { size: 1_000_000 })).rejects.toThrow('arrived incomplete')
    await store(Buffer.alloc(1_000_000))
    await store(Buffer.alloc(1_000_000))
  })

  it('stores 64 at once, each whole', async () => {
    const all = Array.from({ length: 64 }, (_, n) => Buffer.alloc(20_000, n))
    const stored = await Promise.all(all.map((bytes) => store(bytes)))
    stored.forEach(({ fileId }, n) => expect(readFileSync(placeOf(fileId)).equals(all[n]!)).toBe(true))
  })
})

describe('reading', () => {
  it('reads a whole file', async () => {
    const { fileId } = await store(Buffer.from('0123456789'))
    expect((await readWhole(fileId)).toString()).toBe('0123456789')
  })

  it('never cuts a letter in two', async () => {
    const { fileId } = await store(Buffer.from('aéé'))
    expect(await readBeginning(people.megan, { fileId, limit: 4 })).toBe('aé')
  })
})

describe('sweepFiles', () => {
  const discardedSince = (fileId: string, age: number) =>
    db().storedFile.update({ where: { id: fileId }, data: { discardedAt: after(now(), -age) } })
  const rowOf = (fileId: string) => db().storedFile.findUniqueOrThrow({ where: { id: fileId } })
  const eventsOf = async () =>
    (
      await db().auditEvent.findMany({
        where: { type: { in: ['file.discarded', 'file.erased'] } },
        orderBy: { id: 'asc' },
      })
    ).map(({ type, detail }) => [type, detail])

  it('discards what was never shared after a day, and not before; its bytes stay for a week', async () => {
    const [waiting, old, shared] = [
      await store(Buffer.from('a')),
      await store(Buffer.from('b')),
      await store(Buffer.from('c')),
    ]
    await share(shared.fileId)
    await db().storedFile.updateMany({
      where: { id: { in: [old.fileId, shared.fileId] } },
      data: { storedAt: after(now(), -DAY - MINUTE) },
    })
    expect(await sweepFiles(job)).toEqual({ discarded: 1, erased: 0, leftovers: 0 })
    expect(await sweepFiles(job)).toEqual({ discarded: 0, erased: 0, leftovers: 0 })
    expect(
      (await Promise.all([waiting, old, shared].map(({ fileId }) => rowOf(fileId)))).map(
        ({ discardedAt, erasedAt }) => [discardedAt !== null, erasedAt !== null],
      ),
    ).toEqual([
      [false, false],
      [true, false],
      [false, false],
    ])
    await discardedSince(old.fileId, 7 * DAY - MINUTE)
    age(placeOf(old.fileId), 7 * DAY)
    expect(await sweepFiles(job)).toEqual({ discarded: 0, erased: 0, leftovers: 0 })
    expect(existsSync(placeOf(old.fileId))).toBe(true)
    await discardedSince(old.fileId, 7 * DAY)
    const before = await eventsOf()
    expect(await sweepFiles(job)).toEqual({ discarded: 0, erased: 1, leftovers: 0 })
    expect([waiting, old, shared].map(({ fileId }) => existsSync(placeOf(fileId)))).toEqual([true, false, true])
    expect((await rowOf(old.fileId)).erasedAt).not.toBeNull()
    expect((await eventsOf()).slice(before.length - 1)).toEqual([
      ['file.discarded', { fileId: old.fileId }],
      ['file.erased', { fileId: old.fileId }],
    ])
  })

  it('discards the file of a purged resource that an earlier version left, and none that can be restored', async () => {
    const { fileId } = await store(Buffer.from('a'))
    await share(fileId)
    await db().resource.updateMany({ data: { deletedAt: now() } })
    expect(await sweepFiles(job)).toMatchObject({ discarded: 0 })
    await db().resource.updateMany({ data: { purgedAt: now() } })
    expect(await sweepFiles(job)).toMatchObject({ discarded: 1, erased: 0 })
    expect(existsSync(placeOf(fileId))).toBe(true)
  })

  it('clears up what a kill left on the disk, and touches nothing that is still arriving', async () => {
    await mkdir(arrivingDirectory(), { recursive: true })
    const [dead, alive] = [path.join(arrivingDirectory(), 'dead'), path.join(arrivingDirectory(), 'alive')]
    for (const place of [dead, alive]) writeFileSync(place, 'x')
    age(dead, 2 * HOUR)
    const whole = await store(Buffer.from('kept'))
    age(placeOf(whole.fileId), 2 * HOUR)
    const nameless = path.join(path.dirname(placeOf(whole.fileId)), '0b5c1f2e-0000-4000-8000-000000000000')
    writeFileSync(nameless, 'renamed, but never known')
    age(nameless, 2 * HOUR)
    const erased = await store(Buffer.from('marked, but not gone'))
    await db().storedFile.update({ where: { id: erased.fileId }, data: { erasedAt: now() } })
    age(placeOf(erased.fileId), 2 * HOUR)
    expect(await sweepFiles(job)).toEqual({ discarded: 0, erased: 0, leftovers: 3 })
    expect(
      [dead, alive, placeOf(whole.fileId), nameless, placeOf(erased.fileId)].map((place) => existsSync(place)),
    ).toEqual([false, true, true, false, false])
  })

  it('does not mind that nothing was ever stored', async () => {
    expect(await sweepFiles(job)).toEqual({ discarded: 0, erased: 0, leftovers: 0 })
  })
})

describe('discardFile', () => {
  it('takes a file once of 20 at once, and none that is shared', async () => {
    const [{ fileId }, shared] = [await store(Buffer.from('a')), await store(Buffer.from('b'))]
    await share(shared.fileId)
    const discard = (id: string) => transaction((tx) => discardFile(tx, job, { fileId: id }))
    expect((await Promise.all(Array.from({ length: 20 }, () => discard(fileId)))).filter(Boolean)).toEqual([true])
    expect(await discard(shared.fileId)).toBe(false)
  })
})

describe.each([
  ['eraseFile', (fileId: string) => eraseFile(job, { fileId }), false],
  ['discardFile', (fileId: string) => transaction((tx) => discardFile(tx, job, { fileId })), true],
] as const)('%s', (_name, take, staysOnDisk) => {
  it('never takes a file that is being shared at this moment', async () => {
    for (let round = 0; round < 20; round++) {
      const { fileId } = await store(Buffer.from('a'))
      const [erased, shared] = await Promise.all([
        take(fileId),
        transaction(async (tx) => {
          await tx.$queryRaw`SELECT 1 FROM "StoredFile" WHERE id = ${fileId}::uuid FOR UPDATE`
          const free = await tx.storedFile.findFirst({ where: { id: fileId, ...kept } })
          if (free)
            await tx.resource.create({
              data: { kind: 'file', title: 'F', fileId, sharedById: people.megan.principal.id, createdAt: now() },
            })
          return free !== null
        }),
      ])
      expect(erased).toBe(!shared)
      expect(existsSync(placeOf(fileId))).toBe(shared || staysOnDisk)
    }
  })

  it('waits for a share that has the file already, and leaves it alone', async () => {
    const { fileId } = await store(Buffer.from('a'))
    const taken = await transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "StoredFile" WHERE id = ${fileId}::uuid FOR UPDATE`
      const taking = take(fileId)
      const waiting = () =>
        db().$queryRaw<
          unknown[]
        >`SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT l.granted AND a.datname = current_database()`
      await expect.poll(waiting).toHaveLength(1)
      await tx.resource.create({
        data: { kind: 'file', title: 'F', fileId, sharedById: people.megan.principal.id, createdAt: now() },
      })
      return { taking }
    })
    expect(await taken.taking).toBe(false)
    expect(existsSync(placeOf(fileId))).toBe(true)
  })
})
