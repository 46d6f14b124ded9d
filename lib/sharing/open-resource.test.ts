import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { after, DAY, now } from '../clock'
import { db } from '../db/client'
import { seatCast, stranger } from '../db/testing'
import { NotFound } from '../errors'
import { placeOf } from '../files/place'
import type { PersonCaller } from '../principal'
import { hashToken } from '../secrets'
import { getSharedResource } from './get-shared-resource'
import { openResource } from './open-resource'
import { readText } from './read-text'

const directory = mkdtempSync(path.join(os.tmpdir(), 'foyer-open-'))
process.env.DATA_DIR = directory
afterAll(() => rmSync(directory, { recursive: true }))

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

type Content = { kind: 'link'; url: string } | { kind: 'page'; body: string } | { kind: 'file'; fileId: string }
const link: Content = { kind: 'link', url: 'https://intranet.woodgrove.example/rates?q=1' }

async function share(
  content: Content,
  { endsAt = null as Date | null, role = 'view' as 'view' | 'download', to = 'nicole' as CastName } = {},
) {
  const sharedById = people.megan.principal.id
  const { id } = await db().resource.create({
    data: { ...content, title: 'Rates', note: 'For your eyes', sharedById, createdAt: now() },
  })
  await db().grant.create({
    data: {
      resourceId: id,
      principalId: people[to].principal.id,
      role,
      endsAt,
      grantedAt: now(),
      grantedById: sharedById,
    },
  })
  return { resourceId: id }
}

async function storeText(name: string, mediaType: string, text: string) {
  const uploadedById = people.megan.principal.id
  const file = await db().storedFile.create({
    data: {
      name,
      mediaType,
      size: Buffer.byteLength(text),
      sha256: hashToken(text),
      uploadedById,
      startedAt: now(),
      storedAt: now(),
    },
  })
  await mkdir(path.dirname(placeOf(file.id)), { recursive: true })
  await writeFile(placeOf(file.id), text)
  return file.id
}

// The trail is never emptied: only what this test's people did counts.
const openings = () =>
  db().auditEvent.findMany({
    where: { type: 'resource.opened', callerId: { in: Object.values(people).map(({ principal }) => principal.id) } },
    orderBy: { at: 'asc' },
  })

/** Everything an opening can change. */
const state = async () =>
  JSON.stringify([
    await db().grant.findMany(),
    await db().auditEvent.count(),
    await db().mail.count(),
    await db().session.findMany(),
  ])

describe('getSharedResource', () => {
  it('tells a holder what it is, who shares it, until when and what they may', async () => {
    const endsAt = after(now(), 30 * DAY)
    const input = await share(link, { endsAt })
    expect(await getSharedResource(people.nicole, input)).toEqual({
      ...input,
      title: 'Rates',
      note: 'For your eyes',
      label: null,
      sharer: { name: 'Megan Bowen', address: 'megan@woodgrove.example', kind: 'member' },
      mine: false,
      grant: {
        id: expect.any(String),
        role: 'view',
        grantedAt: expect.any(Date),
        endsAt,
        endingSoon: false,
        undoSeconds: 10,
      },
      role: 'view',
      space: null,
      controls: [],
      mayDownload: false,
      content: { kind: 'link', host: 'intranet.woodgrove.example' },
    })
  })

  it('keeps the content for the opening', async () => {
    const page = await share({ kind: 'page', body: 'The secret rate is 4.2' })
    const told = JSON.stringify([
      await getSharedResource(people.nicole, page),
      await getSharedResource(people.nicole, await share(link)),
    ])
    expect(told).not.toContain('4.2')
    expect(told).not.toContain('/rates')
  })

  it('shows the sharer their own, without a grant', async () => {
    const view = await getSharedResource(people.megan, await share(link))
    expect(view).toMatchObject({ mine: true, grant: null, mayDownload: true })
  })

  it('says how a file can be shown, and lets only the download role download', async () => {
    const fileId = await storeText('notes.md', 'text/markdown', '# Notes')
    const input = await share({ kind: 'file', fileId }, { role: 'download' })
    expect(await getSharedResource(people.nicole, input)).toMatchObject({
      mayDownload: true,
      content: { kind: 'file', name: 'notes.md', mediaType: 'text/markdown', size: '7 bytes', showing: 'markdown' },
    })
  })

  it.each(['lee', 'priya', 'adele', 'omar'] as const)(
    'is not there for %s, whom it was not shared with',
    async (name) => {
      const input = await share(link)
      await expect(getSharedResource(people[name], input)).rejects.toThrow(NotFound)
      await expect(openResource(people[name], input)).rejects.toThrow(NotFound)
      expect(await openings()).toHaveLength(0)
    },
  )

  it('is not there for a stranger, nor under an id that is none', async () => {
    await expect(getSharedResource(stranger, await share(link))).rejects.toThrow(NotFound)
    await expect(getSharedResource(people.nicole, { resourceId: '../etc/passwd' })).rejects.toThrow(NotFound)
    await expect(openResource(stranger, await share(link))).rejects.toThrow(NotFound)
  })

  it.each([
    ['revoked', () => db().grant.updateMany({ data: { revokedAt: now() } })],
    ['ended', () => db().grant.updateMany({ data: { endsAt: now() } })],
    ['deleted', () => db().resource.updateMany({ data: { deletedAt: now() } })],
  ])('is gone on the very next request once %s', async (_, change) => {
    const input = await share(link)
    await getSharedResource(people.nicole, input)
    await change()
    await expect(getSharedResource(people.nicole, input)).rejects.toThrow(NotFound)
    await expect(openResource(people.nicole, input)).rejects.toThrow(NotFound)
  })

  it('changes nothing when it is read 1,000 times', async () => {
    const input = await share(link)
    const before = await state()
    for (let count = 0; count < 1000; count++) await getSharedResource(people.nicole, input)
    expect(await state()).toBe(before)
  })
})

describe('openResource', () => {
  it('hands out a link, and records the opening on the grant and in the trail', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-23T12:00:00Z'), toFake: ['Date'] })
    const input = await share(link)
    expect(await openResource(people.nicole, input)).toEqual(link)
    vi.setSystemTime('2026-11-23T13:00:00Z')
    await openResource(people.nicole, input)
    expect(await db().grant.findFirst()).toMatchObject({
      firstOpenedAt: new Date('2026-11-23T12:00:00Z'),
      lastOpenedAt: new Date('2026-11-23T13:00:00Z'),
      openCount: 2,
    })
    const { id: principalId } = people.nicole.principal
    expect(await openings()).toMatchObject([{ callerId: principalId, principalId, resourceId: input.resourceId }, {}])
  })

  it('counts every one of 20 openings at once', async () => {
    const input = await share(link)
    await Promise.all(Array.from({ length: 20 }, () => openResource(people.nicole, input)))
    expect((await db().grant.findFirst())?.openCount).toBe(20)
    expect(await openings()).toHaveLength(20)
  })

  it('hands out a page', async () => {
    expect(await openResource(people.nicole, await share({ kind: 'page', body: '# Hello' }))).toEqual({
      kind: 'page',
      markdown: '# Hello',
    })
  })

  it('leaves a file to the door of its bytes', async () => {
    const fileId = await storeText('notes.txt', 'text/plain', 'Hello')
    await expect(openResource(people.nicole, await share({ kind: 'file', fileId }))).rejects.toThrow(NotFound)
    expect(await openings()).toHaveLength(0)
  })

  it.each(['javascript:alert(1)', 'data:text/html,hi', 'file:///etc/passwd', 'not an address'])(
    'never leads to %s',
    async (url) => {
      await expect(openResource(people.nicole, await share({ kind: 'link', url }))).rejects.toThrow(NotFound)
    },
  )

  it('records the sharer’s own opening without a grant', async () => {
    const input = await share(link)
    await openResource(people.megan, input)
    expect(await openings()).toMatchObject([{ callerId: people.megan.principal.id }])
    expect((await db().grant.findFirst())?.openCount).toBe(0)
  })
})

describe('readText', () => {
  it('reads a text to show it, and records that as an opening', async () => {
    const fileId = await storeText('notes.md', 'text/markdown', '# Hello')
    expect(await readText(people.nicole, await share({ kind: 'file', fileId }))).toEqual({
      text: '# Hello',
      markdown: true,
      cut: false,
    })
    expect(await openings()).toHaveLength(1)
    expect((await db().grant.findFirst())?.openCount).toBe(1)
  })

  it('shows the beginning of a long text and says that it goes on', async () => {
    const fileId = await storeText('long.txt', 'text/plain', 'é'.repeat(200_000))
    const read = await readText(people.nicole, await share({ kind: 'file', fileId }))
    expect(read).toEqual({ text: 'é'.repeat(128 * 1024), markdown: false, cut: true })
  })

  it('has nothing to show of a text whose bytes are missing, known or not, and notes it', async () => {
    const fileId = await storeText('lost.txt', 'text/plain', 'Hello')
    const lost = await share({ kind: 'file', fileId })
    rmSync(placeOf(fileId))
    expect([await readText(people.nicole, lost), await readText(people.nicole, lost)]).toEqual([null, null])
    expect((await db().storedFile.findUniqueOrThrow({ where: { id: fileId } })).missingAt).not.toBeNull()
  })

  it('reads no file whose bytes are no text, and nobody else’s', async () => {
    const picture = await share({ kind: 'file', fileId: await storeText('picture.png', 'image/png', 'PNG') })
    await expect(readText(people.nicole, picture)).rejects.toThrow(NotFound)
    const text = await share({ kind: 'file', fileId: await storeText('a.txt', 'text/plain', 'Hello') })
    await expect(readText(people.omar, text)).rejects.toThrow(NotFound)
    await expect(readText(stranger, text)).rejects.toThrow(NotFound)
  })
})
