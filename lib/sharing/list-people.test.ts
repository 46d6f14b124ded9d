import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { writeSignIn } from '../audit/testing'
import { after, MINUTE, now } from '../clock'
import { db } from '../db/client'
import { seatCast } from '../db/testing'
import type { PersonCaller } from '../principal'
import { listPeople } from './list-people'

let people: Record<CastName, PersonCaller>
let resourceId: string
let grantId: string

/** Megan has shared a page with Nicole, an hour ago. */
beforeEach(async () => {
  people = await seatCast()
  const ids = { sharedById: people.megan.principal.id, principalId: people.nicole.principal.id }
  resourceId = (
    await db().resource.create({
      data: { kind: 'page', title: 'Plan', body: 'x', sharedById: ids.sharedById, createdAt: now() },
    })
  ).id
  grantId = (
    await db().grant.create({
      data: {
        resourceId,
        principalId: ids.principalId,
        role: 'view',
        grantedAt: after(now(), -60 * MINUTE),
        grantedById: ids.sharedById,
      },
    })
  ).id
})

const row = async () => (await listPeople(people.megan, { resourceId })).rows[0]!

const answer = (
  outcome: 'refused' | 'asked' | 'allowed',
  reference: string,
  minutesAgo: number,
  more: { resourceId?: string; action?: string } = {},
) => {
  const whence = {
    platform: 'windows',
    browser: 'Chrome',
    strength: 'mailbox',
    newBrowser: false,
    policies: [],
    facts: {},
  } as const
  const who = { principalId: people.nicole.principal.id, principalKind: 'guest' } as const
  return writeSignIn({
    ...whence,
    ...who,
    at: after(now(), -minutesAgo * MINUTE),
    kind: 'access',
    outcome,
    reference,
    action: 'resource.view',
    resourceId,
    ...more,
  })
}

describe('a mail that did not get through', () => {
  it.each([
    ['connect ECONNREFUSED 10.0.0.7:25', 'delivery'],
    ['Invalid login: 535 5.7.8 relay.internal.example says no', 'delivery'],
    ['550 5.1.1 No such mailbox', 'address'],
  ])('is told to the sharer without what the mail server said: %s', async (lastError, problem) => {
    await db().mail.create({
      data: {
        template: 'access-added',
        recipient: 'nicole@contoso.example',
        input: {},
        messageId: 'a',
        createdAt: now(),
        droppedAt: now(),
        lastError,
        grantId,
      },
    })
    const { mail } = await row()
    expect(mail).toMatchObject({ state: 'failed', problem })
    expect(JSON.stringify(await row())).not.toContain(lastError)
  })
})

describe('a policy’s refusal', () => {
  it('shows beside whom it turned away, from then until they are let in', async () => {
    expect((await row()).refusedAt).toBeNull()
    await answer('refused', 'AAAA-0001', 5)
    expect((await row()).refusedAt).toEqual(expect.any(Date))
    await answer('asked', 'AAAA-0002', 3)
    expect((await row()).refusedAt).toBeNull()
    await answer('refused', 'AAAA-0003', 2)
    await db().grant.update({ where: { id: grantId }, data: { lastOpenedAt: after(now(), -MINUTE) } })
    expect((await row()).refusedAt).toBeNull()
  })

  it('is neither that of another resource nor of a download alone', async () => {
    const { id } = await db().resource.create({
      data: { kind: 'page', title: 'Other', body: 'x', sharedById: people.lee.principal.id, createdAt: now() },
    })
    await answer('refused', 'AAAA-0004', 5, { resourceId: id })
    await answer('refused', 'AAAA-0005', 4, { action: 'resource.download' })
    expect((await row()).refusedAt).toBeNull()
  })
})
