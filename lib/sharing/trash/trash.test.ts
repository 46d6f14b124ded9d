import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, DAY, now, SECOND } from '../../clock'
import { db } from '../../db/client'
import { seatCast, stranger } from '../../db/testing'
import { transaction } from '../../db/transaction'
import { settings } from '../../env'
import { AccessDenied, Conflict, NotFound } from '../../errors'
import { sweepFiles } from '../../files/sweep-files'
import { uploaded } from '../../files/testing'
import { add, addThing, contentsOf, makeSpace, share } from '../../invitations/testing'
import { removeGuest } from '../../people/guests/remove-guest'
import { type PersonCaller, systemCaller } from '../../principal'
import { answer, job, startReview } from '../../reviews/testing'
import { applyRounds } from '../../reviews/applying/apply-rounds'
import { closeStages } from '../../reviews/running/close-stages'
import { linkToken } from '../../secrets'
import { revokeGrant } from '../revoke-grant'
import { CreateShareLink, createShareLink } from '../create-share-link'
import { deleteResource } from '../delete-resource'
import { getSharedResource } from '../get-shared-resource'
import { getShareLink } from '../get-share-link'
import { listInbox } from '../list-inbox'
import { openFile } from '../open-file'
import { archiveSpace } from '../spaces/archive-space'
import { MOST_THINGS } from '../spaces/lock-space'
import { listTrash, listTrashOfSpace } from './list-trash'
import { purgeResource } from './purge-resource'
import { restoreResource } from './restore-resource'
import { sweepTrash } from './sweep-trash'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const idOf = (name: CastName) => people[name].principal.id
const goTo = (time: Date) => vi.useFakeTimers({ toFake: ['Date'], now: time })
const remove = (resourceId: string, by: CastName = 'megan') => deleteResource(people[by], { resourceId })
const restore = (resourceId: string, by: CastName = 'megan') => restoreResource(people[by], { resourceId })
const purge = (resourceId: string, by: CastName = 'megan') => purgeResource(people[by], { resourceId })
const trash = async (name: CastName) => (await listTrash(people[name])).rows
const titles = async (name: CastName) => (await trash(name)).map(({ title }) => title)
const opens = (name: CastName, resourceId: string) =>
  getSharedResource(people[name], { resourceId }).then(
    () => true,
    () => false,
  )
const mails = async () =>
  (await db().mail.findMany({ where: { droppedAt: null }, orderBy: { createdAt: 'asc' } })).map(
    ({ template, recipient }) => `${template} ${recipient}`,
  )
const sendAll = () => db().mail.updateMany({ where: { droppedAt: null }, data: { sentAt: now(), nextAttemptAt: null } })
const give = (resourceId: string, name: CastName, fields = {}) =>
  add(people.megan, resourceId, people[name].principal.address, { role: 'download', ends: 'never', ...fields })
const grantOf = (resourceId: string, name: CastName) =>
  db().grant.findUniqueOrThrow({ where: { resourceId_principalId: { resourceId, principalId: idOf(name) } } })

/** Megan shares a file with Nicole and Lee. */
async function shareFile() {
  const fileId = await uploaded(people.megan, 'Rates.pdf')
  const { resourceId } = await share(people.megan, { kind: 'file', title: 'Rates', fileId })
  for (const name of ['nicole', 'lee'] as const) await give(resourceId, name)
  await sendAll()
  return { resourceId, fileId }
}

describe('what is deleted', () => {
  it('opens for nobody, keeps its bytes, and comes back with whoever held it and with its links', async () => {
    const { resourceId, fileId } = await shareFile()
    await createShareLink(
      people.megan,
      CreateShareLink.parse({ resourceId, audience: 'anyone', role: 'view', ends: 'never' }),
    )
    await remove(resourceId)
    for (const name of ['nicole', 'lee', 'megan'] as const) expect(await opens(name, resourceId), name).toBe(false)
    expect(await trash('megan')).toMatchObject([
      {
        title: 'Rates',
        takenDown: false,
        back: { people: 2, links: 1, things: 0, space: false },
        may: { restore: true, purge: true },
      },
    ])
    expect((await trash('megan'))[0]!.names.sort()).toEqual(['Lee Gu', 'Nicole Baker'])
    goTo(after(now(), 29 * DAY))
    await sweepTrash(systemCaller('sweep-trash'))
    await sweepFiles(systemCaller('sweep-files'))
    await restore(resourceId)
    expect((await openFile(people.nicole, { resourceId, download: true })).name).toBe('Rates.pdf')
    expect(await opens('lee', resourceId)).toBe(true)
    expect(await trash('megan')).toEqual([])
    expect(await db().storedFile.findUniqueOrThrow({ where: { id: fileId } })).toMatchObject({ discardedAt: null })
    const types = (await db().auditEvent.findMany({ where: { resourceId }, orderBy: { id: 'asc' } })).map((e) => e.type)
    expect(types.filter((type) => type === 'resource.deleted' || type === 'resource.restored')).toEqual([
      'resource.deleted',
      'resource.restored',
    ])
  })

  it('takes back the letters about its end that have not left, and tells whoever was told', async () => {
    const { resourceId } = await shareFile()
    await remove(resourceId)
    await db().mail.updateMany({ where: { recipient: people.nicole.principal.address }, data: { sentAt: now() } })
    const before = (await mails()).filter((mail) => mail.startsWith('access-added'))
    await restore(resourceId)
    const [ends, told] = [
      (await mails()).filter((mail) => mail.startsWith('access-removed')),
      (await mails()).filter((mail) => mail.startsWith('access-added')).slice(before.length),
    ]
    expect(ends).toEqual([`access-removed ${people.nicole.principal.address}`])
    expect(told).toEqual([`access-added ${people.nicole.principal.address}`])
  })

  it('comes back without whoever was blocked or removed, denied in a review, or ran out since', async () => {
    const { resourceId } = await shareFile()
    await give(resourceId, 'omar', { ends: '30' })
    const review = await startReview(people)
    const denied = await db().reviewItem.findFirstOrThrow({
      where: { roundId: review.roundId, principalId: idOf('nicole') },
    })
    await remove(resourceId)
    await answer(review.roundId, denied.id, 'deny')
    goTo(review.round.stageEndsAt.at(-1)!)
    await closeStages(job)
    await applyRounds(job)
    await db().principal.update({ where: { id: idOf('lee') }, data: { blockedAt: now() } })
    const { deletedAt } = await db().resource.findUniqueOrThrow({ where: { id: resourceId } })
    await db().resource.update({ where: { id: resourceId }, data: { deletedAt: now() } })
    await db().grant.update({ where: { id: (await grantOf(resourceId, 'omar')).id }, data: { endsAt: deletedAt! } })
    expect((await trash('megan'))[0]!.back.people).toBe(0)
    await restore(resourceId)
    for (const name of ['nicole', 'omar'] as const) expect(await opens(name, resourceId), name).toBe(false)
    expect((await grantOf(resourceId, 'nicole')).revokedAt).not.toBeNull()
    expect((await mails()).filter((mail) => mail.includes('access-ended'))).toEqual([])
  })

  it('comes back without a guest who was removed, also when they are invited anew elsewhere', async () => {
    const { resourceId } = await shareFile()
    await remove(resourceId)
    await removeGuest(people.adele, { principalId: idOf('nicole') })
    const { resourceId: other } = await share(people.megan, { addresses: people.nicole.principal.address })
    await restore(resourceId)
    expect((await grantOf(resourceId, 'nicole')).revokedAt).not.toBeNull()
    expect((await grantOf(other, 'nicole')).revokedAt).toBeNull()
  })

  it('is restored by whoever governs it, and by no one else', async () => {
    const { resourceId } = await shareFile()
    await remove(resourceId)
    for (const name of ['lee', 'nicole', 'omar', 'priya'] as const)
      for (const act of [restore, purge]) await expect(act(resourceId, name), name).rejects.toThrow(NotFound)
    for (const act of [restoreResource, purgeResource])
      await expect(act(stranger, { resourceId })).rejects.toThrow(NotFound)
    expect(await titles('lee')).toEqual([])
    expect(await titles('adele')).toEqual([])
    await restore(resourceId, 'adele')
    expect(await opens('megan', resourceId)).toBe(true)
  })

  it('stays taken down where an administrator deleted it', async () => {
    const { resourceId } = await shareFile()
    await remove(resourceId, 'adele')
    expect(await trash('megan')).toMatchObject([{ takenDown: true, may: { restore: false, purge: false } }])
    for (const act of [restore, purge]) await expect(act(resourceId)).rejects.toThrow(AccessDenied)
    expect(await titles('adele')).toEqual(['Rates'])
    await restore(resourceId, 'adele')
    await remove(resourceId)
    await restore(resourceId)
    expect(await opens('lee', resourceId)).toBe(true)
  })

  it('lets an invitation out after all that the deletion kept back', async () => {
    const { resourceId } = await share(people.megan, { addresses: 'new@contoso.example' })
    await remove(resourceId)
    expect(await mails()).toEqual([])
    await restore(resourceId)
    expect(await mails()).toEqual(['invitation new@contoso.example'])
  })

  it('is gone for good once it is purged or its days are over', async () => {
    const [first, second] = [await shareFile(), await shareFile()]
    for (const { resourceId } of [first, second]) await remove(resourceId)
    await purge(first.resourceId)
    await expect(restore(first.resourceId)).rejects.toThrow(NotFound)
    expect(await db().storedFile.findUniqueOrThrow({ where: { id: first.fileId } })).toMatchObject({
      discardedAt: expect.any(Date),
    })
    goTo(after(now(), 30 * DAY))
    expect(await titles('megan')).toEqual([])
    await expect(restore(second.resourceId)).rejects.toThrow(NotFound)
    expect(await sweepTrash(systemCaller('sweep-trash'))).toEqual({ purged: 1 })
    expect(await db().storedFile.findUniqueOrThrow({ where: { id: second.fileId } })).toMatchObject({
      discardedAt: expect.any(Date),
    })
    expect(await sweepTrash(systemCaller('sweep-trash'))).toEqual({ purged: 0 })
  })

  it('is purged at once where there is no trash', async () => {
    const { resourceId, fileId } = await shareFile()
    Object.assign(settings(), { trashDays: 0 })
    await remove(resourceId).finally(() => Object.assign(settings(), { trashDays: 30 }))
    await expect(restore(resourceId)).rejects.toThrow(NotFound)
    expect(await db().storedFile.findUniqueOrThrow({ where: { id: fileId } })).toMatchObject({
      discardedAt: expect.any(Date),
    })
  })

  it('has one winner of 32 who restore and purge it', async () => {
    const { resourceId, fileId } = await shareFile()
    await remove(resourceId)
    const tries = await Promise.allSettled(
      Array.from({ length: 32 }, (_, nth) => (nth % 2 ? restore(resourceId) : purge(resourceId))),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { deletedAt, purgedAt } = await db().resource.findUniqueOrThrow({ where: { id: resourceId } })
    const { discardedAt } = await db().storedFile.findUniqueOrThrow({ where: { id: fileId } })
    expect([deletedAt === null, purgedAt === null, discardedAt === null]).toEqual(
      deletedAt === null ? [true, true, true] : [false, false, false],
    )
  })
})

describe('a space', () => {
  const make = async () => (await makeSpace(people.megan)).spaceId
  const put = async (spaceId: string, title: string) =>
    (await addThing(people.megan, spaceId, { kind: 'page', title, body: title })).resourceId
  const trashOf = async (spaceId: string, name: CastName = 'megan') =>
    (await listTrashOfSpace(people[name], { spaceId })).rows

  it('comes back with what went with it, and without what was deleted before', async () => {
    const spaceId = await make()
    const [plan, old] = [await put(spaceId, 'Plan'), await put(spaceId, 'Old')]
    await add(people.megan, spaceId, people.nicole.principal.address, { role: 'view', ends: 'never' })
    await remove(old)
    goTo(after(now(), SECOND))
    await remove(spaceId)
    await expect(restore(plan)).rejects.toThrow(NotFound)
    await expect(restore(old)).rejects.toThrow(NotFound)
    expect(await trash('megan')).toMatchObject([{ kind: 'space', back: { things: 1, people: 1 } }])
    await restore(spaceId)
    expect((await contentsOf(people.nicole, { spaceId })).rows.map(({ title }) => title)).toEqual(['Plan'])
    expect(await trashOf(spaceId)).toMatchObject([{ title: 'Old', back: { space: true } }])
    expect((await listInbox(people.nicole)).rows).toHaveLength(1)
    await restore(old)
    expect((await contentsOf(people.nicole, { spaceId })).rows).toHaveLength(2)
  })

  it('has a trash for those who manage it alone', async () => {
    const spaceId = await make()
    const page = await put(spaceId, 'Plan')
    for (const name of ['lee', 'nicole'] as const)
      await add(people.megan, spaceId, people[name].principal.address, { role: 'contribute', ends: 'never' })
    await add(people.megan, spaceId, people.priya.principal.address, { role: 'manage', ends: 'never' })
    await remove(page)
    for (const name of ['lee', 'nicole', 'omar'] as const) {
      await expect(trashOf(spaceId, name), name).rejects.toThrow(NotFound)
      for (const act of [restore, purge]) await expect(act(page, name), name).rejects.toThrow(NotFound)
    }
    expect(await trashOf(spaceId, 'priya')).toHaveLength(1)
    expect(await titles('priya')).toEqual([])
    await restore(page, 'priya')
    await revokeGrant(people.megan, { grantId: (await grantOf(spaceId, 'priya')).id })
    await remove(page)
    await expect(restore(page, 'priya')).rejects.toThrow(NotFound)
  })

  it('takes nothing back while it is full or archived', async () => {
    const spaceId = await make()
    const page = await put(spaceId, 'Plan')
    await remove(page)
    await db().resource.createMany({
      data: Array.from({ length: MOST_THINGS }, (_, nth) => ({
        kind: 'page' as const,
        title: `${nth}`,
        body: '',
        sharedById: idOf('megan'),
        addedById: idOf('megan'),
        spaceId,
        createdAt: now(),
      })),
    })
    await expect(restore(page)).rejects.toThrow(Conflict)
    await transaction((tx) => tx.resource.deleteMany({ where: { spaceId, body: '' } }))
    await archiveSpace(people.megan, { spaceId })
    await expect(restore(page)).rejects.toThrow(AccessDenied)
  })

  it('takes nothing along for good that an administrator took down in it', async () => {
    const spaceId = await make()
    const page = await put(spaceId, 'Harmful')
    await remove(page, 'adele')
    await remove(spaceId)
    await expect(purge(spaceId)).rejects.toThrow(Conflict)
    await restore(spaceId)
    await restore(page, 'adele')
    await remove(page, 'adele')
    await remove(spaceId)
    await purge(spaceId, 'adele')
    expect(await db().resource.count({ where: { purgedAt: null } })).toBe(0)
  })

  it('is purged with all that is in it', async () => {
    const spaceId = await make()
    const fileId = await uploaded(people.megan, 'Rates.pdf')
    await addThing(people.megan, spaceId, { kind: 'file', title: 'Rates', fileId })
    await remove(spaceId)
    await purge(spaceId)
    expect(await db().resource.count({ where: { purgedAt: null } })).toBe(0)
    expect(await db().storedFile.findUniqueOrThrow({ where: { id: fileId } })).toMatchObject({
      discardedAt: expect.any(Date),
    })
  })
})

it('a link of what lies in the trash says that it ended', async () => {
  const { resourceId } = await shareFile()
  await createShareLink(
    people.megan,
    CreateShareLink.parse({ resourceId, audience: 'anyone', role: 'view', ends: 'never' }),
  )
  const link = await db().shareLink.findFirstOrThrow({ where: { resourceId } })
  await remove(resourceId)
  expect(await getShareLink(people.omar, { token: linkToken('share-link', link.id) })).toMatchObject({
    standing: 'ended',
    resource: null,
  })
})
