import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { now } from '../clock'
import { db } from '../db/client'
import { seatCast, stranger } from '../db/testing'
import { AccessDenied, Conflict, NotFound } from '../errors'
import type { PersonCaller } from '../principal'
import { askForDownload } from './ask-for-download'

let people: Record<CastName, PersonCaller>
let resourceId: string

/** Megan shares a Word document with Nicole, to view. */
beforeEach(async () => {
  people = await seatCast()
  const sharedById = people.megan.principal.id
  const file = await db().storedFile.create({
    data: {
      name: 'Plan.docx',
      mediaType: 'application/octet-stream',
      size: 1n,
      sha256: new Uint8Array(32),
      uploadedById: sharedById,
      startedAt: now(),
      storedAt: now(),
    },
  })
  resourceId = (
    await db().resource.create({ data: { kind: 'file', title: 'Plan', fileId: file.id, sharedById, createdAt: now() } })
  ).id
  await db().grant.create({
    data: {
      resourceId,
      principalId: people.nicole.principal.id,
      role: 'view',
      grantedAt: now(),
      grantedById: sharedById,
    },
  })
})

const mails = () =>
  db().mail.findMany({
    where: { template: 'download-asked-for' },
    orderBy: { recipient: 'asc' },
    select: { recipient: true, replyTo: true },
  })
const events = () => db().auditEvent.count({ where: { type: 'download.asked-for', resourceId } })
const leave = (name: CastName) =>
  db().principal.update({ where: { id: people[name].principal.id }, data: { blockedAt: now() } })

describe('askForDownload', () => {
  it('tells the sharer once, however many ask at a time', async () => {
    const asked = await Promise.allSettled(
      Array.from({ length: 32 }, () => askForDownload(people.nicole, { resourceId })),
    )
    expect(asked.filter((one) => one.status === 'fulfilled').map(({ value }) => value)).toEqual([{ told: 'sharer' }])
    expect(asked.filter((one) => one.status === 'rejected' && one.reason instanceof Conflict)).toHaveLength(31)
    expect(await mails()).toEqual([{ recipient: 'megan@woodgrove.example', replyTo: 'nicole@contoso.example' }])
    expect(await events()).toBe(1)
  })

  it('tells administrators where the sharer has left, and says that nobody is told where nobody is', async () => {
    await leave('megan')
    expect(await askForDownload(people.nicole, { resourceId })).toEqual({ told: 'others' })
    expect(await mails()).toEqual([{ recipient: 'adele@woodgrove.example', replyTo: 'nicole@contoso.example' }])
    await db().budget.deleteMany()
    await leave('adele')
    expect(await askForDownload(people.nicole, { resourceId })).toEqual({ told: 'nobody' })
    expect([(await mails()).length, await events()]).toEqual([1, 2])
  })

  it('asks nothing for who may download it already', async () => {
    await db().grant.updateMany({ data: { role: 'download' } })
    await expect(askForDownload(people.nicole, { resourceId })).rejects.toThrow(Conflict)
    expect([await mails(), await events()]).toEqual([[], 0])
  })

  it('is for its viewers alone', async () => {
    for (const caller of [stranger, people.omar, people.lee, people.adele])
      await expect(askForDownload(caller, { resourceId })).rejects.toThrow(NotFound)
    await expect(askForDownload(people.megan, { resourceId })).rejects.toThrow(AccessDenied)
    await db().grant.updateMany({ data: { endsAt: now() } })
    await expect(askForDownload(people.nicole, { resourceId })).rejects.toThrow(NotFound)
    expect([await mails(), await events()]).toEqual([[], 0])
  })
})
