import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type * as FileSystem from 'node:fs'
import type * as Promised from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { PassThrough, Readable, Writable } from 'node:stream'
import { afterAll, beforeEach, expect, it, vi } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { db } from '../db/client'
import { seatCast, stranger } from '../db/testing'
import { type Disk, noteDisk } from '../disk'
import { NoRoom } from '../errors'
import type { Caller, PersonCaller } from '../principal'
import { getLowRoom } from './disk-room'
import { filesDirectory } from './place'
import { storeFile } from './store-file'

const disk = vi.hoisted(() => ({ free: Number.MAX_SAFE_INTEGER, fails: false }))

vi.mock('node:fs/promises', async (original) => ({
  ...(await original<typeof Promised>()),
  statfs: async () => ({ bavail: disk.free, bsize: 1, blocks: disk.free, bfree: disk.free }),
}))
vi.mock('node:fs', async (original) => {
  const real = await original<typeof FileSystem>()
  const full = () =>
    new Writable({
      write: (_chunk, _encoding, done) =>
        done(Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })),
    })
  return {
    ...real,
    createWriteStream: (...given: Parameters<typeof real.createWriteStream>) =>
      disk.fails ? full() : real.createWriteStream(...given),
  }
})

const directory = mkdtempSync(path.join(os.tmpdir(), 'foyer-full-'))
process.env.DATA_DIR = directory
afterAll(() => rmSync(directory, { recursive: true }))

const MIB = 1024 ** 2
let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
  disk.free = Number.MAX_SAFE_INTEGER
  disk.fails = false
})

const store = (size: number, read = () => {}) =>
  storeFile(people.megan, {
    name: 'a',
    size,
    body: Readable.from(
      (function* () {
        read()
        yield Buffer.alloc(size)
      })(),
    ),
  })
const onDisk = () =>
  existsSync(filesDirectory())
    ? readdirSync(filesDirectory(), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    : []

it('refuses a file for which there is no room before a byte of it is read', async () => {
  disk.free = 256 * MIB + 999
  const read = vi.fn()
  await expect(store(1000, read)).rejects.toThrow(NoRoom)
  expect([read.mock.calls.length, await db().storedFile.count()]).toEqual([0, 0])
  await store(999)
})

it('counts what others are still sending, of which nothing is on the disk yet', async () => {
  disk.free = 256 * MIB + 1000
  const [gate, before] = [new PassThrough(), onDisk().length]
  const slow = storeFile(people.megan, { name: 'slow', size: 600, body: gate })
  // Taken by half: 300 are still to come.
  gate.write(Buffer.alloc(300))
  await vi.waitFor(() => expect(onDisk()).toHaveLength(before + 1))
  await expect(store(701)).rejects.toThrow(NoRoom)
  await expect.poll(() => store(700).then(() => 'kept', String)).toBe('kept')
  gate.end(Buffer.alloc(300))
  await slow
  await store(1000)
})

it('leaves nothing of a file during which the disk filled up, and says so in words', async () => {
  disk.fails = true
  const before = onDisk().length
  await expect(store(100_000)).rejects.toThrow('There is no room left for this file. Tell an administrator.')
  expect([onDisk().length, await db().storedFile.count()]).toEqual([before, 0])
  disk.fails = false
  await store(100_000)
})

it('is seen by administrators once 90 percent are taken, or little is left, and by nobody else', () => {
  const seen = (found: Partial<Disk>, caller: Caller = people.adele) => {
    noteDisk({ size: 2 ** 41, free: 2 ** 40, taken: 0.1, full: false, withDatabase: true, ...found })
    return getLowRoom(caller)
  }
  expect(seen({})).toBeNull()
  expect(seen({ taken: 0.899 })).toBeNull()
  expect(seen({ taken: 0.9 })).toMatchObject({ percent: 90, full: false })
  expect(seen({ free: 300 * MIB })).toEqual({ left: 44 * MIB, percent: null, full: false, shut: false })
  expect(seen({ free: 0, full: true })).toMatchObject({ left: 0, full: true, shut: true })
  expect(seen({ free: 0, full: true, withDatabase: false })).toMatchObject({ full: true, shut: false })
  for (const caller of [people.megan, people.nicole, stranger]) expect(seen({ free: 0, full: true }, caller)).toBeNull()
})
