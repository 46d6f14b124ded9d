import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { after, DAY, HOUR, MINUTE, now, SECOND } from '../clock'
import { db } from '../db/client'
import { seatCast } from '../db/testing'
import { transaction } from '../db/transaction'
import { Conflict, NotFound } from '../errors'
import { queueMail } from '../mail/queue-mail'
import type { PersonCaller } from '../principal'
import { ChangeGrant, changeGrant, grantRevision } from './change-grant'
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
import { claim } from '../mail/testing'
import { getPerson } from '../people/get-person'
import { UNDO_SHOWN, UNDO_TAKEN } from '../undo'

let people: Record<CastName, PersonCaller>
let resourceId: string
let grantId: string

/** Megan shares a page with Nicole. */
beforeEach(async () => {
  people = await seatCast()
  resourceId = (
    await db().resource.create({
      data: { kind: 'page', title: 'Plan', body: 'x', sharedById: people.megan.principal.id, createdAt: now() },
    })
  ).id
  grantId = await give('nicole')
})

const give = (to: CastName, terms: { role?: 'view' | 'download'; endsAt?: Date | null } = {}) =>
  transaction(async (tx) => {
    const given = { role: 'view' as const, endsAt: after(now(), 90 * DAY), ...terms }
    return (await giveGrant(tx, people.megan, { resourceId, principalId: people[to].principal.id, ...given })).grantId
  })

const grant = () => db().grant.findUniqueOrThrow({ where: { id: grantId } })
/** Changes it from a form that shows it as it is. */
const change = async (fields: object) =>
  changeGrant(people.megan, ChangeGrant.parse({ grantId, revision: grantRevision(await grant()), ...fields }))
const types = async () =>
  (await db().auditEvent.findMany({ where: { resourceId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })).map(
    ({ type }) => type,
  )
const outbox = () => db().mail.findMany({ where: { grantId, droppedAt: null }, orderBy: { createdAt: 'asc' } })
const goTo = (time: Date) => vi.useFakeTimers({ toFake: ['Date'], now: time })
const wait = (milliseconds: number) => goTo(after(now(), milliseconds))
const blockAndUnblock = async () => {
  for (const blockedAt of [now(), null])
    await db().principal.update({ where: { id: people.nicole.principal.id }, data: { blockedAt } })
}

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

describe('giveGrant to oneself, by a link', () => {
  const takeOneself = () =>
    transaction((tx) =>
      giveGrant(tx, people.nicole, {
        resourceId,
        principalId: people.nicole.principal.id,
        role: 'view',
        endsAt: null,
        grantedById: people.megan.principal.id,
      }),
    )

  it('gives back what one gave up, and nothing that somebody else has ended, however it was read before', async () => {
    await giveUpGrant(people.nicole, { grantId })
    expect(await takeOneself()).toEqual({ grantId })
    await giveUpGrant(people.nicole, { grantId })
    await revokeGrant(people.megan, { grantId })
    await expect(takeOneself()).rejects.toThrow(Conflict)
    expect(await grant()).toMatchObject({ revokedById: people.megan.principal.id })
    expect((await types()).filter((type) => type === 'grant.given')).toHaveLength(2)
  })
})

describe('revokeGrant', () => {
  it('is in force at once, and the mail about it waits for an undo', async () => {
    await revokeGrant(people.megan, { grantId })
    expect(await grant()).toMatchObject({ revokedById: people.megan.principal.id })
    const [mail] = await outbox()
    expect(mail).toMatchObject({
      template: 'access-removed',
      recipient: 'nicole@contoso.example',
      replyTo: 'megan@woodgrove.example',
    })
    expect(mail!.nextAttemptAt!.getTime()).toBeGreaterThanOrEqual((await grant()).undoUntil!.getTime())
    expect((await grant()).undoUntil!.getTime() - (await grant()).revokedAt!.getTime()).toBe(UNDO_TAKEN)
    expect(await types()).toEqual(['grant.given', 'grant.revoked'])
  })

  it('has one winner of 64', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 64 }, () => revokeGrant(people.megan, { grantId })))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(tries.filter((one) => one.status === 'rejected' && one.reason instanceof Conflict)).toHaveLength(63)
    expect(await outbox()).toHaveLength(1)
    expect((await types()).filter((type) => type === 'grant.revoked')).toHaveLength(1)
  })

  it('of two people is the no of each, once, told once, and neither undoes it any longer', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 64 }, (_, n) => revokeGrant(n % 2 ? people.megan : people.adele, { grantId })),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    expect(await outbox()).toHaveLength(1)
    for (const who of [people.megan, people.adele])
      await expect(restoreGrant(who, { grantId })).rejects.toThrow(Conflict)
    expect(await grant()).toMatchObject({ revokedAt: expect.any(Date), undoUntil: null })
    const events = await db().auditEvent.findMany({
      where: { type: 'grant.revoked', resourceId },
      orderBy: { id: 'asc' },
    })
    expect(events.map(({ detail }) => (detail as { was?: string }).was)).toEqual([undefined, 'ended'])
    expect(new Set(events.map(({ callerId }) => callerId)).size).toBe(2)
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
    data: {
      tokenHash: new Uint8Array(32),
      resourceId,
      principalId,
      invitedById: people.megan.principal.id,
      createdAt: now(),
      expiresAt: after(now(), DAY),
    },
  })
  const input = {
    invitationId: id,
    inviter: people.megan.principal,
    resource: { title: 'Plan', kind: 'page' as const },
    role: 'view' as const,
    endsAt: null,
    expiresAt: after(now(), DAY),
  }
  await transaction((tx) =>
    queueMail(tx, { template: 'invitation', recipient: 'nicole@contoso.example', input, grantId }),
  )
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

  it('refuses what was never revoked, what was given up, and what has run out since', async () => {
    await expect(restoreGrant(people.megan, { grantId })).rejects.toThrow('has access already')
    await giveUpGrant(people.nicole, { grantId })
    await expect(restoreGrant(people.megan, { grantId })).rejects.toThrow('gave this access up')
    await takeBackGrant(people.nicole, { grantId })
    await revokeGrant(people.megan, { grantId })
    await db().grant.updateMany({ data: { endsAt: now() } })
    await expect(restoreGrant(people.megan, { grantId })).rejects.toThrow('too late')
  })

  it('is taken to the last millisecond of its time, and not after', async () => {
    await revokeGrant(people.megan, { grantId })
    const { undoUntil } = await grant()
    goTo(undoUntil!)
    await expect(restoreGrant(people.megan, { grantId })).rejects.toThrow('too late')
    goTo(after(undoUntil!, -1))
    await restoreGrant(people.megan, { grantId })
    expect(await grant()).toMatchObject({ revokedAt: null, undoUntil: null })
  })

  it('refuses what somebody else revoked: that can only be given anew', async () => {
    for (const [one, other] of [
      [people.adele, people.megan],
      [people.megan, people.adele],
    ] as const) {
      await revokeGrant(one, { grantId })
      await expect(restoreGrant(other, { grantId })).rejects.toThrow('given anew')
      expect((await grant()).revokedAt).not.toBeNull()
      expect(await give('nicole')).toBe(grantId)
    }
  })

  it('refuses once the mail about it is on its way', async () => {
    await revokeGrant(people.megan, { grantId })
    const { undoUntil } = await grant()
    goTo(after(undoUntil!, SECOND))
    expect(await claim(1)).toHaveLength(1)
    goTo(after(undoUntil!, -1))
    await expect(restoreGrant(people.megan, { grantId })).rejects.toThrow('too late')
    expect((await grant()).revokedAt).not.toBeNull()
  })

  it('refuses after a block, though it was lifted', async () => {
    await revokeGrant(people.megan, { grantId })
    await blockAndUnblock()
    await expect(restoreGrant(people.megan, { grantId })).rejects.toThrow(Conflict)
  })
})

describe('changeGrant', () => {
  it('changes role and end, and tells the trail what they were', async () => {
    await db().resource.update({ where: { id: resourceId }, data: { kind: 'file', body: null } })
    const before = await grant()
    await change({ role: 'download', ends: 'never' })
    expect(await grant()).toMatchObject({ role: 'download', endsAt: null })
    const event = await db().auditEvent.findFirstOrThrow({ where: { type: 'grant.changed', resourceId } })
    expect(event.detail).toMatchObject({
      role: 'download',
      endsAt: null,
      before: { role: 'view', endsAt: before.endsAt!.toISOString() },
    })
  })

  it('gives nobody download of a page', async () => {
    await change({ role: 'download', ends: 'never' })
    expect(await grant()).toMatchObject({ role: 'view', endsAt: null })
    expect(
      (await db().auditEvent.findFirstOrThrow({ where: { type: 'grant.changed', resourceId } })).detail,
    ).toMatchObject({ role: 'view' })
  })

  it('keeps the end unless another is chosen', async () => {
    const { endsAt } = await grant()
    await change({ role: 'download' })
    expect((await grant()).endsAt).toEqual(endsAt)
  })

  it('refuses an older form: what it sends along unchanged does not come back', async () => {
    await change({ role: 'download', ends: '365' })
    const revision = grantRevision(await grant())
    await change({ role: 'view', ends: '30' })
    const kept = await grant()
    for (const older of [{ role: 'download', ends: '90' }, { role: 'download' }, { role: 'view', ends: 'never' }])
      await expect(changeGrant(people.megan, ChangeGrant.parse({ grantId, revision, ...older }))).rejects.toThrow(
        'Load the page again',
      )
    await expect(changeGrant(people.megan, ChangeGrant.parse({ grantId, role: 'download' }))).rejects.toThrow(Conflict)
    expect(await grant()).toEqual(kept)
  })

  it('says in words that access can’t end before it begins, where a clock was ahead when it began', async () => {
    await db().grant.update({ where: { id: grantId }, data: { grantedAt: after(now(), 400 * DAY), endsAt: null } })
    await expect(change({ role: 'view', ends: '30' })).rejects.toThrow('by this server’s clock it would end before')
    expect((await grant()).endsAt).toBeNull()
  })

  it('of 32 forms that show the same takes one', async () => {
    const revision = grantRevision(await grant())
    const tries = await Promise.allSettled(
      Array.from({ length: 32 }, (_, n) =>
        changeGrant(
          people.megan,
          ChangeGrant.parse({ grantId, revision, role: n % 2 ? 'view' : 'download', ends: 'never' }),
        ),
      ),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('does not wake what was revoked meanwhile', async () => {
    await revokeGrant(people.megan, { grantId })
    await expect(change({ role: 'download' })).rejects.toThrow('no access any longer')
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
    const { undoUntil } = await grant()
    goTo(undoUntil!)
    await expect(takeBackGrant(people.nicole, { grantId })).rejects.toThrow('too late')
    goTo(after(undoUntil!, -1))
    await takeBackGrant(people.nicole, { grantId })
  })

  it('is not taken back for hours where it was given up by a clock that ran ahead', async () => {
    const right = now()
    wait(3 * HOUR)
    await giveUpGrant(people.nicole, { grantId })
    goTo(after(right, MINUTE))
    await expect(takeBackGrant(people.nicole, { grantId })).rejects.toThrow('too late')
  })

  it('is overridden by anybody else’s no, which is written and told', async () => {
    await giveUpGrant(people.nicole, { grantId })
    await revokeGrant(people.adele, { grantId })
    await expect(takeBackGrant(people.nicole, { grantId })).rejects.toThrow(Conflict)
    expect(await grant()).toMatchObject({ revokedById: people.adele.principal.id, undoUntil: null })
    expect(await db().auditEvent.findFirst({ where: { type: 'grant.revoked', resourceId } })).toMatchObject({
      callerId: people.adele.principal.id,
      detail: { was: 'given-up' },
    })
    expect(await outbox()).toMatchObject([{ template: 'access-removed', recipient: 'nicole@contoso.example' }])
    await expect(restoreGrant(people.adele, { grantId })).rejects.toThrow(Conflict)
  })

  it('is overridden also long after, so that no link leads back', async () => {
    await giveUpGrant(people.nicole, { grantId })
    wait(DAY)
    await revokeGrant(people.megan, { grantId })
    expect(await grant()).toMatchObject({ revokedById: people.megan.principal.id })
    await expect(revokeGrant(people.megan, { grantId })).rejects.toThrow(Conflict)
  })

  it.each([
    ['a block that was lifted', blockAndUnblock],
    [
      'a removal',
      () => db().principal.update({ where: { id: people.nicole.principal.id }, data: { removedAt: now() } }),
    ],
    [
      'a change of kind',
      () => db().principal.update({ where: { id: people.nicole.principal.id }, data: { kind: 'member' } }),
    ],
  ])('is not taken back after %s', async (_, change) => {
    await giveUpGrant(people.nicole, { grantId })
    await change()
    await expect(takeBackGrant(people.nicole, { grantId })).rejects.toThrow(Conflict)
    expect((await grant()).revokedAt).not.toBeNull()
  })

  it('loses against a no in whatever order 64 come', async () => {
    await giveUpGrant(people.nicole, { grantId })
    const doing = (n: number) =>
      n === 32
        ? revokeGrant(people.megan, { grantId })
        : n % 2
          ? takeBackGrant(people.nicole, { grantId })
          : giveUpGrant(people.nicole, { grantId })
    const tries = await Promise.allSettled(Array.from({ length: 64 }, (_, n) => doing(n)))
    expect(tries[32]!.status).toBe('fulfilled')
    expect(await grant()).toMatchObject({ revokedById: people.megan.principal.id })
    await expect(takeBackGrant(people.nicole, { grantId })).rejects.toThrow(Conflict)
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
      'access-removed lee@woodgrove.example',
      'access-removed nicole@contoso.example',
    ])
    for (const verb of [revokeGrant, restoreGrant])
      await expect(verb(people.megan, { grantId })).rejects.toThrow(NotFound)
    await expect(giveUpGrant(people.nicole, { grantId })).rejects.toThrow(NotFound)
  })

  it('has one winner of 32', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 32 }, () => deleteResource(people.megan, { resourceId })),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await types()).filter((type) => type === 'resource.deleted')).toHaveLength(1)
  })
})

describe('the lists', () => {
  const listed = async (reader: PersonCaller) =>
    (await listPeople(reader, { resourceId })).rows.map(({ person, status, undo }) => [
      person.address,
      status,
      undo !== null,
    ])

  it('say who can open it, and keep a revocation for ten seconds before whoever can undo it', async () => {
    await give('lee')
    await revokeGrant(people.megan, { grantId })
    const lee = ['lee@woodgrove.example', 'active', false]
    expect(await listed(people.megan)).toEqual([lee, ['nicole@contoso.example', 'revoked', true]])
    expect(await listed(people.adele)).toEqual([lee])
    wait(UNDO_SHOWN)
    expect(await listed(people.megan)).toEqual([lee])
  })

  it('keep what was given up for as long as it can be taken back, to be revoked', async () => {
    await giveUpGrant(people.nicole, { grantId })
    for (const reader of [people.megan, people.adele])
      expect(await listed(reader)).toEqual([['nicole@contoso.example', 'given-up', false]])
    const held = async () =>
      (await getPerson(people.adele, { principalId: people.nicole.principal.id })).grants.rows.map(
        ({ status, undo }) => [status, undo],
      )
    expect(await held()).toEqual([['given-up', null]])
    wait(UNDO_TAKEN)
    expect([await listed(people.megan), await held()]).toEqual([[], []])
  })

  it('find by name, address and part of either, wildcards taken as written', async () => {
    const found = async (q: string) => (await listPeople(people.megan, { resourceId, q })).total
    expect([await found('nic'), await found('CONTOSO'), await found('%'), await found('_'), await found('zz')]).toEqual(
      [1, 1, 0, 0, 0],
    )
    const shares = async (q: string) => (await listShares(people.megan, { q })).total
    expect([await shares('plan'), await shares('nicole'), await shares('omar'), await shares('\\')]).toEqual([
      1, 1, 0, 0,
    ])
    expect((await listShares(people.lee, { q: 'plan' })).total).toBe(0)
  })

  it('come in pages of 50, and a page past the end is the last', async () => {
    const rows = Array.from({ length: 120 }, (_, n) => ({
      kind: 'page' as const,
      title: `Page ${n}`,
      body: 'x',
      sharedById: people.lee.principal.id,
      createdAt: after(now(), n),
    }))
    await db().resource.createMany({ data: rows })
    const page = await listShares(people.lee, { page: '99', sort: 'title' })
    expect([page.rows.length, page.page, page.pages, page.total]).toEqual([20, 3, 3, 120])
    expect((await listShares(people.lee, { sort: 'newest' })).rows[0]!.title).toBe('Page 119')
  })

  it('count people, pending ones and openings', async () => {
    await give('omar')
    await db().guest.update({ where: { principalId: people.omar.principal.id }, data: { privacyAcceptedAt: null } })
    expect((await listShares(people.megan)).rows).toMatchObject([
      { people: 2, pending: 1, links: 0, lastOpenedAt: null },
    ])
  })

  it('tell what happened, 20 at a time, to the last', async () => {
    for (let n = 0; n < 30; n++) await change({ role: n % 2 ? 'view' : 'download' })
    const first = await listHappenings(people.megan, { resourceId })
    const second = await listHappenings(people.megan, { resourceId, until: first.next })
    expect([first.rows.length, second.rows.length, second.next]).toEqual([20, 11, null])
    expect(first.rows[0]).toMatchObject({
      type: 'grant.changed',
      by: { mine: true },
      about: { name: 'Nicole Baker', mine: false },
    })
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(31)
    expect((await listHappenings(people.megan, { resourceId, until: "'; DROP" })).rows).toHaveLength(20)
  })
})
