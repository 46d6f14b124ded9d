import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { AccessDenied, Conflict, Invalid, NotFound } from '../../errors'
import { sweepFiles } from '../../files/sweep-files'
import { share } from '../../invitations/testing'
import { type PersonCaller, systemCaller } from '../../principal'
import { beginChange, ChangeResource, changeResource } from '../change-resource'
import { deleteResource } from '../delete-resource'
import { findVersionFile } from '../find-file'
import { getShare } from '../get-share'
import { mayStillOpen, openFile } from '../open-file'
import { purgeResource } from '../trash/purge-resource'
import { AddVersion, addVersion } from './add-version'
import { deleteVersion } from './delete-version'
import { getVersion } from './get-version'
import { listVersions } from './list-versions'
import { RestoreVersion, restoreVersion } from './restore-version'

let people: Record<CastName, PersonCaller>
let resourceId: string
let first: string

/** Megan shares a file with Nicole. */
beforeEach(async () => {
  people = await seatCast()
  first = await upload('Rates 2026.pdf')
  resourceId = (
    await share(people.megan, {
      kind: 'file',
      fileId: first,
      title: 'Rates',
      role: 'download',
      addresses: people.nicole.principal.address,
    })
  ).resourceId
})

async function upload(name: string, by: CastName = 'megan') {
  const { id } = await db().storedFile.create({
    data: {
      name,
      mediaType: 'application/pdf',
      size: name.length,
      sha256: Buffer.alloc(32, name),
      uploadedById: people[by].principal.id,
      startedAt: now(),
      storedAt: now(),
    },
  })
  return id
}

const add = (fileId: string, as: CastName = 'megan', note = '') =>
  addVersion(people[as], AddVersion.parse({ resourceId, fileId, note }))
const restore = (number: number, newest: number, as: CastName = 'megan') =>
  restoreVersion(people[as], { resourceId, number, newest })
const drop = (number: number, as: CastName = 'megan') => deleteVersion(people[as], { resourceId, number })
const list = async (id = resourceId) => (await listVersions(people.megan, { resourceId: id })).rows
const inPlace = async () => (await db().resource.findUniqueOrThrow({ where: { id: resourceId } })).fileId
const open = (as: CastName, version?: number) => openFile(people[as], { resourceId, download: true, version })
const events = async (id = resourceId) =>
  (
    await db().auditEvent.findMany({
      where: { resourceId: id, type: { startsWith: 'version.' } },
      orderBy: [{ at: 'asc' }, { id: 'asc' }],
    })
  ).map(({ type, detail }) => [type, detail])
const fileOf = (id: string) => db().storedFile.findUniqueOrThrow({ where: { id } })

describe('a new version of a file', () => {
  it('is what everybody opens from then on, and leaves the old one to its sharer', async () => {
    const second = await upload('Rates 2027.pdf')
    expect(await add(second, 'megan', 'The new year')).toEqual({ number: 2 })
    expect((await open('nicole')).name).toBe('Rates 2027.pdf')
    expect((await open('megan', 1)).name).toBe('Rates 2026.pdf')
    expect((await open('megan', 2)).name).toBe('Rates 2027.pdf')
    expect(await list()).toMatchObject([
      { number: 2, current: true, note: 'The new year', file: { name: 'Rates 2027.pdf' } },
      { number: 1, current: false, note: null, file: { name: 'Rates 2026.pdf' } },
    ])
    // Never the words that a person wrote: those stay with the version, and go with it.
    expect(await events()).toEqual([['version.added', { number: 2 }]])
  })

  it('ends no download of the old file, whatever kind the new one is, until the old one is deleted for good', async () => {
    const asked = { resourceId, download: false }
    await db().grant.updateMany({ where: { resourceId }, data: { role: 'view' } })
    const opened = await openFile(people.nicole, asked)
    const mayGoOn = () => mayStillOpen(people.nicole, asked, opened)
    const { id } = await db().storedFile.update({
      where: { id: await upload('Rates 2027.docx') },
      data: { mediaType: 'application/octet-stream' },
    })
    await add(id)
    expect(await mayGoOn()).toBe(true)
    await drop(1)
    expect(await mayGoOn()).toBe(false)
  })

  it('takes only a file of one’s own that waits, never one that is shared, an older version, or another person’s', async () => {
    const second = await upload('Rates 2027.pdf')
    await add(second)
    for (const fileId of ['', 'x', first, second, await upload('Theirs.pdf', 'lee')])
      await expect(add(fileId)).rejects.toThrow(Invalid)
    await expect(share(people.megan, { kind: 'file', fileId: first, title: 'Again' })).rejects.toThrow(Invalid)
    expect(await inPlace()).toBe(second)
  })

  it('is the sharer’s to add, to restore and to delete, and older ones are nobody else’s to see', async () => {
    await add(await upload('Rates 2027.pdf'))
    const third = await upload('Rates 2028.pdf', 'adele')
    await expect(add(third, 'adele')).rejects.toThrow(AccessDenied)
    await expect(restore(1, 2, 'adele')).rejects.toThrow(AccessDenied)
    await expect(drop(1, 'adele')).rejects.toThrow(AccessDenied)
    await expect(listVersions(people.adele, { resourceId })).rejects.toThrow(AccessDenied)
    for (const other of ['nicole', 'lee'] as const) {
      await expect(add(third, other)).rejects.toThrow(NotFound)
      await expect(restore(1, 2, other)).rejects.toThrow(NotFound)
      await expect(drop(1, other)).rejects.toThrow(NotFound)
      await expect(listVersions(people[other], { resourceId })).rejects.toThrow(NotFound)
    }
    for (const other of ['nicole', 'lee', 'adele'] as const)
      for (const version of [0, 1, 2, 3]) await expect(open(other, version)).rejects.toThrow(NotFound)
    for (const version of [0, 3]) await expect(open('megan', version)).rejects.toThrow(NotFound)
  })

  it('is refused to all but its sharer by the decision alone, which is asked while its bytes are sent too', async () => {
    await add(await upload('Rates 2027.pdf'))
    const asked = { resourceId, download: true, version: 1 }
    const opened = await open('megan', 1)
    expect(await mayStillOpen(people.megan, asked, opened)).toBe(true)
    for (const other of ['nicole', 'lee', 'adele'] as const) {
      expect(await findVersionFile(people[other], resourceId, 1)).toMatchObject({
        file: { fileId: first },
        facts: { sharedById: people.megan.principal.id },
      })
      await expect(open(other, 1)).rejects.toThrow(NotFound)
      expect(await mayStillOpen(people[other], asked, opened)).toBe(false)
    }
    await deleteResource(people.megan, { resourceId })
    expect(await findVersionFile(people.megan, resourceId, 1)).toBeNull()
    expect(await mayStillOpen(people.megan, asked, opened)).toBe(false)
  })

  it('is announced with whether somebody may only view, by a grant in force alone', async () => {
    const hasViewers = async (id = resourceId) => (await getShare(people.megan, { resourceId: id })).hasViewers
    const set = (data: object) => db().grant.updateMany({ where: { resourceId }, data })
    expect(await hasViewers()).toBe(false)
    await set({ role: 'view' })
    expect(await hasViewers()).toBe(true)
    await set({ grantedAt: after(now(), -2 * DAY), endsAt: after(now(), -DAY) })
    expect(await hasViewers()).toBe(false)
    await set({ endsAt: after(now(), DAY) })
    expect(await hasViewers()).toBe(true)
    await set({ revokedAt: now() })
    expect(await hasViewers()).toBe(false)
    const { resourceId: page } = await share(people.megan, {
      kind: 'page',
      title: 'Plan',
      body: 'One',
      addresses: people.nicole.principal.address,
    })
    expect(await hasViewers(page)).toBe(false)
  })

  it('of 32 at once each gets a number, without a gap, and the last one is in place', async () => {
    const files = await Promise.all(Array.from({ length: 32 }, (_, n) => upload(`File ${n}.pdf`)))
    const numbers = await Promise.all(files.map((fileId) => add(fileId)))
    expect(numbers.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 32 }, (_, n) => n + 2),
    )
    const newest = await db().resourceVersion.findFirstOrThrow({ where: { resourceId }, orderBy: { number: 'desc' } })
    expect([newest.number, newest.fileId]).toEqual([33, await inPlace()])
  })

  it('keeps older versions from the sweep for as long as the share lives or can be restored, and gives up all with it', async () => {
    const second = await upload('Rates 2027.pdf')
    await add(second)
    await db().storedFile.updateMany({ data: { storedAt: after(now(), -9 * DAY) } })
    await sweepFiles(systemCaller('sweep-files'))
    expect([(await fileOf(first)).discardedAt, (await fileOf(second)).discardedAt]).toEqual([null, null])
    await deleteResource(people.megan, { resourceId })
    await sweepFiles(systemCaller('sweep-files'))
    expect([(await fileOf(first)).discardedAt, (await fileOf(second)).discardedAt]).toEqual([null, null])
    await purgeResource(people.megan, { resourceId })
    for (const id of [first, second]) expect((await fileOf(id)).discardedAt).toBeInstanceOf(Date)
  })
})

describe('restoring a version', () => {
  it('makes a new one of what it held, and refuses who saw another state', async () => {
    await add(await upload('Rates 2027.pdf'))
    await expect(restore(1, 1)).rejects.toThrow(Conflict)
    expect(await restore(1, 2)).toEqual({ number: 3 })
    expect(await inPlace()).toBe(first)
    expect((await open('nicole')).name).toBe('Rates 2026.pdf')
    await expect(restore(1, 2)).rejects.toThrow(Conflict)
    await expect(restore(3, 3)).rejects.toMatchObject({ code: 'version.current' })
    for (const number of [0, 9]) await expect(restore(number, 3)).rejects.toThrow(NotFound)
    expect(RestoreVersion.parse({ resourceId, number: '1e300', newest: 'x' })).toMatchObject({ number: 0, newest: 0 })
    expect((await events()).at(-1)).toEqual(['version.restored', { number: 3, from: 1 }])
  })

  it('against a new version at the same moment leaves what came last in place, under one number each', async () => {
    await add(await upload('Rates 2027.pdf'))
    const third = await upload('Rates 2028.pdf')
    const [added, restored] = await Promise.allSettled([add(third), restore(1, 2)])
    expect(added.status).toBe('fulfilled')
    const rows = await list()
    expect(rows.map(({ number }) => number)).toEqual(restored.status === 'fulfilled' ? [4, 3, 2, 1] : [3, 2, 1])
    expect(await inPlace()).toBe(third)
  })
})

describe('deleting a version for good', () => {
  it('takes its file from everybody, keeps the line, and never what is in place', async () => {
    const second = await upload('Rates 2027.pdf')
    await add(second)
    await expect(drop(2)).rejects.toMatchObject({ code: 'version.current' })
    await drop(1)
    await expect(open('megan', 1)).rejects.toThrow(NotFound)
    await expect(restore(1, 2)).rejects.toThrow(NotFound)
    await expect(drop(1)).rejects.toThrow(NotFound)
    expect((await fileOf(first)).discardedAt).toBeInstanceOf(Date)
    expect(await list()).toMatchObject([
      { number: 2, deletedAt: null },
      { number: 1, deletedAt: expect.any(Date), file: null },
    ])
    expect((await events()).at(-1)).toEqual(['version.deleted', { number: 1 }])
  })

  it('leaves a file to the other versions that hold it', async () => {
    await add(await upload('Rates 2027.pdf'))
    await restore(1, 2)
    await drop(1)
    expect((await fileOf(first)).discardedAt).toBeNull()
    expect((await open('nicole')).name).toBe('Rates 2026.pdf')
  })
})

describe('versions of a page', () => {
  const edit = async (id: string, body: string) => {
    const { revision, title } = await beginChange(people.megan, { resourceId: id })
    await changeResource(people.megan, ChangeResource.parse({ resourceId: id, revision, title, body }))
  }

  it('come with each change of its text, are read by its sharer alone, and are restored', async () => {
    const { resourceId: id } = await share(people.megan, { kind: 'page', title: 'Plan', body: 'One' })
    expect(await list(id)).toEqual([])
    await edit(id, 'Two')
    expect((await list(id)).map(({ number }) => number)).toEqual([2, 1])
    expect((await getVersion(people.megan, { resourceId: id, number: '1' })).body).toBe('One')
    for (const number of ['0', '3', '1x', '', '01', '1e0', '0x1', ' 1', String(2 ** 31)])
      await expect(getVersion(people.megan, { resourceId: id, number })).rejects.toThrow(NotFound)
    await expect(getVersion(people.adele, { resourceId: id, number: '1' })).rejects.toThrow(AccessDenied)
    await expect(getVersion(people.lee, { resourceId: id, number: '1' })).rejects.toThrow(NotFound)
    await restoreVersion(people.megan, { resourceId: id, number: 1, newest: 2 })
    expect((await beginChange(people.megan, { resourceId: id })).body).toBe('One')
    await deleteVersion(people.megan, { resourceId: id, number: 2 })
    await expect(getVersion(people.megan, { resourceId: id, number: '2' })).rejects.toThrow(NotFound)
    expect((await db().resourceVersion.findFirstOrThrow({ where: { resourceId: id, number: 2 } })).body).toBeNull()
  })

  it('take no file, and a file takes no text', async () => {
    const { resourceId: id } = await share(people.megan, { kind: 'page', title: 'Plan', body: 'One' })
    await expect(
      addVersion(people.megan, AddVersion.parse({ resourceId: id, fileId: await upload('x.pdf') })),
    ).rejects.toThrow(NotFound)
    await expect(getVersion(people.megan, { resourceId, number: '1' })).rejects.toThrow(NotFound)
  })
})
