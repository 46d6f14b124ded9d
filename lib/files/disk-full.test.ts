import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type * as FileSystem from 'node:fs'
import type * as Promised from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Readable, Writable } from 'node:stream'
import { afterAll, beforeEach, expect, it, vi } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { db } from '../db/client'
import { seatCast, stranger } from '../db/testing'
import { NoRoom } from '../errors'
import type { PersonCaller } from '../principal'
import { getLowRoom } from './disk-room'
import { filesDirectory } from './place'
import { storeFile } from './store-file'

const disk = vi.hoisted(() => ({ free: Number.MAX_SAFE_INTEGER, fails: false }))

vi.mock('node:fs/promises', async (original) => ({ ...(await original<typeof Promised>()), statfs: async () => ({ bavail: disk.free, bsize: 1 }) }))
vi.mock('node:fs', async (original) => {
  const real = await original<typeof FileSystem>()
  const full = () => new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })) })
  return { ...real, createWriteStream: (...given: Parameters<typeof real.createWriteStream>) => (disk.fails ? full() : real.createWriteStream(...given)) }
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
  storeFile(people.megan, { name: 'a', size, body: Readable.from((function* () { read(); yield Buffer.alloc(size) })()) })
const onDisk = () => (existsSync(filesDirectory()) ? readdirSync(filesDirectory(), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()) : [])

it('refuses a file for which there is no room before a byte of it is read', async () => {
  disk.free = 256 * MIB + 999
  const read = vi.fn()
  await expect(store(1000, read)).rejects.toThrow(NoRoom)
  expect([read.mock.calls.length, await db().storedFile.count()]).toEqual([0, 0])
  await store(999)
})

it('leaves nothing of a file during which the disk filled up, and says so in words', async () => {
  disk.fails = true
  const before = onDisk().length
  await expect(store(100_000)).rejects.toThrow('There is no room left for this file. Tell an administrator.')
  expect([onDisk().length, await db().storedFile.count()]).toEqual([before, 0])
  disk.fails = false
  await store(100_000)
})

it('is seen by administrators, and by nobody else', async () => {
  expect(await getLowRoom(people.adele)).toBeNull()
  disk.free = 300 * MIB
  expect(await getLowRoom(people.adele)).toBe(44 * MIB)
  disk.free = 0
  expect(await getLowRoom(people.adele)).toBe(0)
  for (const caller of [people.megan, people.nicole, stranger]) expect(await getLowRoom(caller)).toBeNull()
})
