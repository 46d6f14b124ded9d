import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { after, DAY, MINUTE, now, SECOND } from '../clock'
import { db } from '../db/client'
import { seatCast } from '../db/testing'
import { transaction } from '../db/transaction'
import { Conflict, NotFound } from '../errors'
import { queueMail } from '../mail/queue-mail'
import type { PersonCaller } from '../principal'
import { ChangeGrant, changeGrant } from './change-grant'
import { deleteResource } from './delete-resource'
import { getShare } from './get-share'
import { giveGrant } from './give-grant'
import { giveUpGrant } from './give-up-grant'
import { listHappenings } from './list-happenings'
import { listPeople } from './list-people'
import { listShares } from './list-shares'
import { restoreGrant } from './restore-grant'
import { revokeGrant } from './revoke-grant'
import { takeBackGrant } from './take-back-grant'

let people: Record<CastName, PersonCaller>
let resourceId: string
let grantId: string

/** Megan shares a page with Nicole. */
beforeEach(async () => {
  people = await seatCast()
  resourceId = (await db().resource.create({ data: { kind: 'page', title: 'Plan', body: 'x', sharedById: people.megan.principal.id, createdAt: now() } })).id
  grantId = await give('nicole')
})

const give = (to: CastName, terms: { role?: 'view' | 'download'; endsAt?: Date | null } = {}) =>
  transaction(async (tx) => {
    const given = { role: 'view' as const, endsAt: after(now(), 90 * DAY), ...terms }
    return (await giveGrant(tx, people.megan, { resourceId, principalId: people[to].principal.id, ...given })).grantId
  })

const grant = () => db().grant.findUniqueOrThrow({ where: { id: grantId } })
const types = async () => (await db().auditEvent.findMany({ where: { resourceId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })).map(({ type }) => type)
const outbox = () => db().mail.findMany({ where: { grantId, droppedAt: null }, orderBy: { createdAt: 'asc' } })
const shift = (milliseconds: number) => db().grant.updateMany({ data: { revokedAt: after(now(), milliseconds) } })

describe('giveGrant', () => {
  it('keeps one row for a principal and a resource, whoever writes it and however often', async () => {
    await Promise.all(Array.from({ length: 32 }, () => give('omar')))
    expect(await db().grant.count()).toBe(2)
  })

  it('gives anew what was revoked, on the new terms', async () => {
    await revokeGrant(people.megan, { grantId })
    expect(await give('nicole', { role: 'download', endsAt: null })).toBe(grantId)
    expect(await grant()).toMatchObject({ role: 'download', endsAt: null, revokedAt: null, revokedById: null })
  })
})

describe('revokeGrant', () => {
  it('is in force at once, and the mail about it waits for an undo', async () => {
    await revokeGrant(people.megan, { grantId })
    expect(await grant()).toMatchObject({ revokedById: people.megan.principal.id })
    const [mail] = await outbox()
    expect(mail).toMatchObject({ template: 'access-removed', recipient: 'nicole@contoso.example', replyTo: 'megan@woodgrove.example' })
    expect(mail!.nextAttemptAt!.getTime() - mail!.createdAt.getTime()).toBeGreaterThanOrEqual(14 * SECOND)
    expect(await types()).toEqual(['grant.given', 'grant.revoked'])
  })

  it('has one winner of 64', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 64 }, (_, n) => revokeGrant(n % 2 ? people.megan : people.adele, { grantId })))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(tries.filter((one) => one.status === 'rejected' && one.reason instanceof Conflict)).toHaveLength(63)
    expect(await outbox()).toHaveLength(1)
    expect((await types()).filter((type) => type === 'grant.revoked')).toHaveLength(1)
  })

  it('withdraws the invitation, and takes back a mail that has not left', async () => {
    await invitePending()
    await revokeGrant(people.megan, { grantId })
    expect((await db().invitation.findFirstOrThrow()).withdrawnAt).not.toBeNull()
    expect(await outbox()).toEqual([])
    await restoreGrant(people.megan, { grantId })
    expect((await db().invitation.findFirstOrThrow()).withdrawnAt).toBeNull()
    expect(await outbox()).toMatchObject([{ template: 'invitation', sentAt: null }])
    expect((await outbox())[0]!.nextAttemptAt).not.toBeNull()
  })

  it('says nothing to somebody who never accepted, or is blocked', async () => {
    await invitePending()
    await db().mail.updateMany({ data: { sentAt: now(), nextAttemptAt: null } })
    await revokeGrant(people.megan, { grantId })
    expect(await db().mail.count({ where: { template: 'access-removed' } })).toBe(0)
  })
})

/** Nicole has not been here yet, and an invitation is in the outbox. */
async function invitePending() {
  const principalId = people.nicole.principal.id
  await db().guest.update({ where: { principalId }, data: { privacyAcceptedAt: null } })
  const { id } = await db().invitation.create({
    data: { tokenHash: new Uint8Array(32), resourceId, principalId, invitedById: people.megan.principal.id, createdAt: now(), expiresAt: after(now(), DAY) },
  })
  const input = { invitationId: id, inviter: people.megan.principal, resource: { title: 'Plan', kind: 'page' as const }, role: 'view' as const, endsAt: null, expiresAt: after(now(), DAY) }
  await transaction((tx) => queueMail(tx, { template: 'invitation', recipient: 'nicole@contoso.example', input, grantId }))
}

describe('restoreGrant', () => {
  it('gives back what was revoked as it was, and withdraws the mail', async () => {
    const before = await grant()
    await revokeGrant(people.megan, { grantId })
    await restoreGrant(people.megan, { grantId })
    expect(await grant()).toEqual(before)
    expect(await outbox()).toEqual([])
    expect(await types()).toEqual(['grant.given', 'grant.revoked', 'grant.restored'])
  })

  it('has one winner of 32', async () => {
    await revokeGrant(people.megan, { grantId })
    const tries = await Promise.allSettled(Array.from({ length: 32 }, () => restoreGrant(people.megan, { grantId })))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('refuses what was never revoked, what was given up, what has ended, and what is long gone', async () => {
    await expect(restoreGrant(people.megan, { grantId })).rejects.toThrow('has access already')
    await giveUpGrant(people.nicole, { grantId })
    await expect(restoreGrant(people.megan, { grantId })).rejects.toThrow('gave this access up')
    await db().grant.updateMany({ data: { revokedById: people.megan.principal.id, endsAt: after(now(), -SECOND) } })
    await expect(restoreGrant(people.megan, { grantId })).rejects.toThrow('too late')
    await db().grant.updateMany({ data: { endsAt: null } })
    await shift(-11 * MINUTE)
    await expect(restoreGrant(people.megan, { grantId })).rejects.toThrow('too late')
  })
})

describe('changeGrant', () => {
  it('changes role and end, and tells the trail what they were', async () => {
    const before = await grant()
    await changeGrant(people.megan, ChangeGrant.parse({ grantId, role: 'download', ends: 'never' }))
    expect(await grant()).toMatchObject({ role: 'download', endsAt: null })
    const event = await db().auditEvent.findFirstOrThrow({ where: { type: 'grant.changed', resourceId } })
    expect(event.detail).toMatchObject({ role: 'download', endsAt: null, before: { role: 'view', endsAt: before.endsAt!.toISOString() } })
  })

  it('keeps the end unless another is chosen', async () => {
    const { endsAt } = await grant()
    await changeGrant(people.megan, ChangeGrant.parse({ grantId, role: 'download' }))
    expect((await grant()).endsAt).toEqual(endsAt)
  })

  it('does not wake what was revoked meanwhile', async () => {
    await revokeGrant(people.megan, { grantId })
    await expect(changeGrant(people.megan, ChangeGrant.parse({ grantId, role: 'download' }))).rejects.toThrow(Conflict)
    expect((await grant()).role).toBe('view')
  })
})

describe('giving up', () => {
  it('is in force at once and can be taken back for a while', async () => {
    const before = await grant()
    await giveUpGrant(people.nicole, { grantId })
    await expect(giveUpGrant(people.nicole, { grantId })).rejects.toThrow(NotFound)
    await takeBackGrant(people.nicole, { grantId })
    expect(await grant()).toEqual(before)
    await giveUpGrant(people.nicole, { grantId })
    await shift(-11 * MINUTE)
    await expect(takeBackGrant(people.nicole, { grantId })).rejects.toThrow('too late')
  })

  it('never takes back what somebody else took away', async () => {
    await revokeGrant(people.megan, { grantId })
    await expect(takeBackGrant(people.nicole, { grantId })).rejects.toThrow(Conflict)
  })

  it('gives one give-up of 32 at once', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 32 }, () => giveUpGrant(people.nicole, { grantId })))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('deleteResource', () => {
  it('cuts everybody off, tells those who have been here, and stays out of every list', async () => {
    await give('lee')
    await deleteResource(people.megan, { resourceId })
    await expect(getShare(people.megan, { resourceId })).rejects.toThrow(NotFound)
    expect((await listShares(people.megan)).total).toBe(0)
    expect((await db().mail.findMany()).map(({ template, recipient }) => `${template} ${recipient}`).sort()).toEqual([
      'access-removed lee@woodgrove.example', 'access-removed nicole@contoso.example',
    ])
    for (const verb of [revokeGrant, restoreGrant]) await expect(verb(people.megan, { grantId })).rejects.toThrow(NotFound)
    await expect(giveUpGrant(people.nicole, { grantId })).rejects.toThrow(NotFound)
  })

  it('has one winner of 32', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 32 }, () => deleteResource(people.megan, { resourceId })))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await types()).filter((type) => type === 'resource.deleted')).toHaveLength(1)
  })
})

describe('the lists', () => {
  it('say who can open it, and keep a revocation for ten seconds', async () => {
    await give('lee')
    await revokeGrant(people.megan, { grantId })
    const undoing = (await listPeople(people.megan, { resourceId })).rows
    expect(undoing.map(({ person, status, undoSeconds }) => [person.address, status, undoSeconds === null])).toEqual([
      ['lee@woodgrove.example', 'active', true], ['nicole@contoso.example', 'revoked', false],
    ])
    await shift(-11 * SECOND)
    await db().grant.updateMany({ where: { principalId: people.lee.principal.id }, data: { revokedAt: null } })
    expect((await listPeople(people.megan, { resourceId })).rows).toHaveLength(1)
  })

  it('find by name, address and part of either, wildcards taken as written', async () => {
    const found = async (q: string) => (await listPeople(people.megan, { resourceId, q })).total
    expect([await found('nic'), await found('CONTOSO'), await found('%'), await found('_'), await found('zz')]).toEqual([1, 1, 0, 0, 0])
    const shares = async (q: string) => (await listShares(people.megan, { q })).total
    expect([await shares('plan'), await shares('nicole'), await shares('omar'), await shares('\\')]).toEqual([1, 1, 0, 0])
    expect((await listShares(people.lee, { q: 'plan' })).total).toBe(0)
  })

  it('come in pages of 50, and a page past the end is the last', async () => {
    const rows = Array.from({ length: 120 }, (_, n) => ({ kind: 'page' as const, title: `Page ${n}`, body: 'x', sharedById: people.lee.principal.id, createdAt: after(now(), n) }))
    await db().resource.createMany({ data: rows })
    const page = await listShares(people.lee, { page: '99', sort: 'title' })
    expect([page.rows.length, page.page, page.pages, page.total]).toEqual([20, 3, 3, 120])
    expect((await listShares(people.lee, { sort: 'newest' })).rows[0]!.title).toBe('Page 119')
  })

  it('count people, pending ones and openings', async () => {
    await give('omar')
    await db().guest.update({ where: { principalId: people.omar.principal.id }, data: { privacyAcceptedAt: null } })
    expect((await listShares(people.megan)).rows).toMatchObject([{ people: 2, pending: 1, links: 0, lastOpenedAt: null }])
  })

  it('tell what happened, 20 at a time, to the last', async () => {
    for (let n = 0; n < 30; n++) await changeGrant(people.megan, ChangeGrant.parse({ grantId, role: n % 2 ? 'view' : 'download' }))
    const first = await listHappenings(people.megan, { resourceId })
    const second = await listHappenings(people.megan, { resourceId, until: first.next })
    expect([first.rows.length, second.rows.length, second.next]).toEqual([20, 11, null])
    expect(first.rows[0]).toMatchObject({ type: 'grant.changed', by: { mine: true }, about: { name: 'Nicole Baker', mine: false } })
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(31)
    expect((await listHappenings(people.megan, { resourceId, until: "'; DROP" })).rows).toHaveLength(20)
  })
})
