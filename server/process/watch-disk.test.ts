import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type * as Promised from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { disk, isDiskFull, toldIfFull } from '@/lib/disk'
import { lookAt } from './watch-disk'

const MIB = 1024 ** 2
const found = vi.hoisted(() => ({ free: 0, fails: false }))

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof Promised>()
  const full = () => Promise.reject(Object.assign(new Error('EDQUOT: disk quota exceeded'), { code: 'EDQUOT' }))
  return {
    ...real,
    statfs: async () => ({ bsize: 1, blocks: 1000 * 1024 ** 2, bfree: found.free, bavail: found.free }),
    open: (...given: Parameters<typeof real.open>) => (found.fails ? full() : real.open(...given)),
  }
})

const memory = globalThis as { foyerNoRoomAt?: Date }
let dataDir = ''
let said: string[] = []
beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'foyer-disk-'))
  ;[said, found.free, found.fails, memory.foyerNoRoomAt] = [[], 900 * MIB, false, undefined]
})
afterEach(() => rmSync(dataDir, { recursive: true }))

const watch = (withDatabase = true) => lookAt({ dataDir, withDatabase, say: (line) => void said.push(line) })
const ballast = () => path.join(dataDir, 'ballast')
const isKept = () => existsSync(ballast())
async function times(count: number, look: () => Promise<void>) {
  for (let nth = 0; nth < count; nth++) await look()
}

it('keeps 64 MB back once there has been room for a while, and whole', async () => {
  const look = watch()
  await times(9, look)
  expect(isKept()).toBe(false)
  await look()
  expect([statSync(ballast()).size, statSync(ballast()).mode & 0o777, existsSync(`${ballast()}.new`)]).toEqual([
    64 * MIB,
    0o600,
    false,
  ])
  expect(disk()).toEqual({ size: 1000 * MIB, free: 900 * MIB, taken: 0.1, full: false, withDatabase: true })
})

it('gives them up when next to nothing is left, says so once, and is full until there is room to keep them again', async () => {
  const look = watch()
  await times(10, look)
  found.free = 31 * MIB
  await times(3, look)
  expect([isKept(), isDiskFull(), said]).toEqual([
    false,
    true,
    [expect.stringMatching(/ is full: 64 MB .* given up.*Make room\.$/)],
  ])
  found.free = 95 * MIB
  await times(20, look)
  expect([isKept(), isDiskFull()]).toEqual([false, true])
  found.free = 128 * MIB
  await look()
  expect([isKept(), isDiskFull()]).toEqual([false, false])
  await times(9, look)
  expect([isKept(), said.length]).toEqual([true, 1])
})

it('gives them up too where a write finds no room that can’t be measured', async () => {
  const look = watch()
  await times(10, look)
  toldIfFull(Object.assign(new Error('quota'), { code: 'EDQUOT' }))
  await look()
  expect([isKept(), disk().full]).toEqual([false, true])
})

it('tries again later where they can’t be kept, leaves nothing of the try, and takes that for no full disk', async () => {
  found.fails = true
  const look = watch()
  await times(500, look)
  expect([isKept(), existsSync(`${ballast()}.new`), isDiskFull(), said]).toEqual([
    false,
    false,
    false,
    [expect.stringContaining('could not be kept')],
  ])
  found.fails = false
  await times(200, look)
  expect(isKept()).toBe(true)
})

it('takes away what a crash left half made, before it makes anything, on a full disk', async () => {
  writeFileSync(`${ballast()}.new`, 'half')
  found.free = 0
  await watch()()
  expect([existsSync(`${ballast()}.new`), said]).toEqual([false, []])
})

it('keeps nothing back where the database lies elsewhere', async () => {
  const look = watch(false)
  await times(20, look)
  expect(isKept()).toBe(false)
  found.free = 0
  await look()
  expect(disk()).toEqual({ size: 1000 * MIB, free: 0, taken: 1, full: true, withDatabase: false })
})
