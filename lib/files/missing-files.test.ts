import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { after, DAY, now } from '../clock'
import { db } from '../db/client'
import { seatCast, stranger } from '../db/testing'
import { AccessDenied } from '../errors'
import { type PersonCaller, systemCaller } from '../principal'
import { transaction } from '../db/transaction'
import { discardFile } from './discard-file'
import { eraseFile } from './erase-file'
import { countMissingFiles, listMissingFiles, lookForFiles, noting } from './missing-files'
import { placeOf } from './place'
import { readWhole } from './read-file'
import { storeFile } from './store-file'

const directory = mkdtempSync(path.join(os.tmpdir(), 'foyer-missing-'))
process.env.DATA_DIR = directory
afterAll(() => rmSync(directory, { recursive: true }))

const caller = systemCaller('look-for-files')
let people: Record<CastName, PersonCaller>
beforeEach(async () => void (people = await seatCast()))

const store = async (name = 'a.txt') =>
  (await storeFile(people.megan, { name, size: 3, body: Readable.from(Buffer.from('abc')) })).fileId
const lose = (fileId: string) => renameSync(placeOf(fileId), `${placeOf(fileId)}.away`)
const bringBack = (fileId: string) => renameSync(`${placeOf(fileId)}.away`, placeOf(fileId))
const missed = async () =>
  (await db().storedFile.findMany({ where: { missingAt: { not: null } } })).map(({ id }) => id).sort()

describe('looking for files', () => {
  it('misses those that are gone from the disk, and finds them once they are there again', async () => {
    const [there, one, other] = [await store(), await store(), await store()]
    ;[one, other].forEach(lose)
    expect(await lookForFiles(caller)).toEqual({ missing: 2, found: 0 })
    expect(await missed()).toEqual([one, other].sort())
    expect(await lookForFiles(caller)).toEqual({ missing: 0, found: 0 })
    bringBack(one)
    expect(await lookForFiles(caller)).toEqual({ missing: 0, found: 1 })
    expect([await missed(), await countMissingFiles(caller)]).toEqual([[other], 1])
    expect((await readWhole(there)).toString()).toBe('abc')
  })

  it('misses nothing that was erased, or that nobody can be handed any longer', async () => {
    const [fileId, discarded] = [await store(), await store()]
    await eraseFile(systemCaller('sweep-files'), { fileId })
    await transaction((tx) => discardFile(tx, caller, { fileId: discarded }))
    lose(discarded)
    expect([await lookForFiles(caller), await countMissingFiles(caller)]).toEqual([{ missing: 0, found: 0 }, 0])
  })

  it('comes to all of them, five hundred at a time, and to each missed one every time', async () => {
    const rows = Array.from({ length: 1100 }, (_, nth) => ({
      name: `${nth}`,
      mediaType: 'text/plain',
      size: 3n,
      uploadedById: people.megan.principal.id,
      startedAt: now(),
      storedAt: now(),
      checkedAt: after(now(), nth - DAY),
    }))
    await db().storedFile.createMany({ data: rows })
    const found: number[] = []
    for (let nth = 0; nth < 4; nth++) found.push((await lookForFiles(caller)).missing)
    expect([found, await countMissingFiles(caller)]).toEqual([[500, 500, 100, 0], 1100])
  })

  it('says so where it can’t tell, rather than take files for missing', async () => {
    const fileId = await store()
    rmSync(path.dirname(placeOf(fileId)), { recursive: true })
    writeFileSync(path.dirname(placeOf(fileId)), '')
    const lost = await store()
    lose(lost)
    await expect(lookForFiles(caller)).rejects.toThrow('ENOTDIR')
    expect(await missed()).toEqual([lost])
    rmSync(path.dirname(placeOf(fileId)))
  })
})

it('a read that meets a missing file notes it once, at once, of twenty as of one', async () => {
  const fileId = await store()
  lose(fileId)
  await Promise.allSettled(Array.from({ length: 20 }, () => noting(people.nicole, fileId, () => readWhole(fileId))))
  expect(await missed()).toEqual([fileId])
})

it('administrators are told how many and which, and nobody else', async () => {
  const fileId = await store('Plan.pdf')
  const { id } = await db().resource.create({
    data: { kind: 'file', title: 'The plan', fileId, sharedById: people.megan.principal.id, createdAt: now() },
  })
  lose(fileId)
  await lookForFiles(caller)
  expect([
    await countMissingFiles(people.adele),
    await countMissingFiles(people.megan),
    await countMissingFiles(stranger),
  ]).toEqual([1, null, null])
  expect(await listMissingFiles(people.adele)).toEqual([
    { id: fileId, name: 'Plan.pdf', since: expect.any(Date), resource: { id, title: 'The plan' } },
  ])
  await expect(listMissingFiles(people.megan)).rejects.toThrow(AccessDenied)
})
