import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast, stranger } from '../../db/testing'
import { AccessDenied, NotFound } from '../../errors'
import type { PersonCaller } from '../../principal'
import { listRoundReviewers } from '../administering/list-round-reviewers'
import { getReport } from '../results/get-report'
import { answerItems } from './answer-items'
import { countMyOpenItems } from './count-my-open-items'
import { getMyRound } from './get-my-round'
import { listMatchingItems, listMyItems } from './list-my-items'
import { listMyRounds } from './list-my-rounds'
import { share, stageOf, startReview } from '../testing'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const id = (name: CastName) => people[name].principal.id
const titles = async (roundId: string, more: Record<string, unknown> = {}, of: CastName = 'megan') =>
  (await listMyItems(people[of], { roundId, ...more })).rows.map(
    ({ person, resource }) => `${person.name!.split(' ')[0]} ${resource?.title}`,
  )

describe('what lies before a reviewer', () => {
  it('is theirs alone, by person, with what speaks for and against', async () => {
    const plan = await share(people, 'Plan', 'megan', 'nicole', { openedDaysAgo: 2 })
    await share(people, 'Plan', 'megan', 'omar', { openedDaysAgo: 94 })
    await share(people, 'Lee’s', 'lee', 'nicole')
    for (const days of [1, 2, 40])
      await db().auditEvent.create({
        data: {
          type: 'resource.opened',
          at: after(now(), -days * DAY),
          callerKind: 'guest',
          callerId: id('nicole'),
          principalId: id('nicole'),
          resourceId: plan.resourceId,
        },
      })
    const { roundId } = await startReview(people)
    const { rows, total } = await listMyItems(people.megan, { roundId })
    expect(total).toBe(2)
    expect(rows).toMatchObject([
      {
        person: { name: 'Nicole Baker', address: 'nicole@contoso.example', kind: 'guest' },
        domain: 'contoso.example',
        resource: { title: 'Plan', kind: 'page' },
        role: 'view',
        endsAt: null,
        invitedBy: { name: 'Megan Bowen', active: true },
        recommendation: 'approve',
        reasons: ['Opened 2 times in the 30 days before this review'],
        changes: [],
        given: null,
        own: false,
      },
      {
        person: { name: 'Omar Haddad' },
        recommendation: 'deny',
        reasons: ['Not opened for 94 days before this review'],
      },
    ])
    expect(await titles(roundId, {}, 'lee')).toEqual(['Nicole Lee’s'])
  })

  it('is found, filtered, sorted and put together by resource', async () => {
    await share(people, 'Plan', 'megan', 'nicole', { openedDaysAgo: 2 })
    await share(people, 'Budget', 'megan', 'nicole', { openedDaysAgo: 94 })
    await share(people, 'Plan', 'megan', 'omar', { openedDaysAgo: 5 })
    const { roundId } = await startReview(people)
    expect(await titles(roundId)).toEqual(['Nicole Budget', 'Nicole Plan', 'Omar Plan'])
    expect(await titles(roundId, { by: 'resource' })).toEqual(['Nicole Plan', 'Omar Plan', 'Nicole Budget'])
    expect(await titles(roundId, { sort: 'unused' })).toEqual(['Nicole Budget', 'Omar Plan', 'Nicole Plan'])
    expect(await titles(roundId, { sort: 'denied' })).toEqual(['Nicole Budget', 'Nicole Plan', 'Omar Plan'])
    expect(await titles(roundId, { q: 'fabrikam' })).toEqual(['Omar Plan'])
    expect(await titles(roundId, { q: '100%' })).toEqual([])
    const [first] = (await listMatchingItems(people.megan, { roundId, q: 'budget' })).ids
    await answerItems(people.megan, { roundId, ids: [first!], answer: 'deny' })
    expect(await titles(roundId, { state: 'open' })).toEqual(['Nicole Plan', 'Omar Plan'])
    expect((await listMatchingItems(people.megan, { roundId })).answered).toEqual([first])
    expect(await titles(roundId, { state: 'deny' })).toEqual(['Nicole Budget'])
    expect(await titles(roundId, { state: 'answered' })).toEqual(['Nicole Budget'])
    expect((await getMyRound(people.megan, { roundId })).counts).toEqual({
      items: 3,
      answered: 1,
      approve: 0,
      deny: 1,
      dont_know: 0,
      ended: 0,
    })
    expect(await listMyItems(people.megan, { roundId, page: 99, state: 'nonsense', by: {}, sort: 7 })).toMatchObject({
      page: 1,
      pages: 1,
      total: 3,
      state: 'all',
    })
  })

  it('says what changed since the round began', async () => {
    const { grantId, resourceId } = await share(people, 'Plan', 'megan', 'nicole')
    const ended = await share(people, 'Budget', 'megan', 'nicole')
    const revoked = await share(people, 'Roster', 'megan', 'omar')
    const { roundId } = await startReview(people)
    const endsAt = after(now(), DAY)
    await db().grant.update({ where: { id: grantId }, data: { role: 'download', endsAt } })
    await db().grant.update({ where: { id: ended.grantId }, data: { endsAt: now() } })
    await db().grant.update({ where: { id: revoked.grantId }, data: { revokedAt: now(), revokedById: id('lee') } })
    await db().principal.update({ where: { id: id('omar') }, data: { blockedAt: after(now(), 1000) } })
    const { rows } = await listMyItems(people.megan, { roundId })
    expect(rows.map(({ changes }) => changes)).toMatchObject([
      [{ what: 'ended' }],
      [
        { what: 'end', endsAt },
        { what: 'role', role: 'download' },
      ],
      [{ what: 'blocked' }, { what: 'revoked', by: 'Lee Gu' }],
    ])
    await db().resource.update({ where: { id: resourceId }, data: { deletedAt: now() } })
    await db().principal.update({ where: { id: id('megan') }, data: { blockedAt: now() } })
    const [, plan] = (await listMyItems(people.megan, { roundId })).rows
    expect(plan).toMatchObject({
      changes: [{ what: 'resource-deleted' }, { what: 'end' }, { what: 'role' }],
      invitedBy: { active: false },
    })
  })

  it('says that others at the same domain keep it', async () => {
    await share(people, 'Plan', 'megan', 'nicole')
    await share(people, 'Plan', 'megan', 'omar')
    await db().principal.update({ where: { id: id('omar') }, data: { address: 'omar@contoso.example' } })
    const { roundId } = await startReview(people)
    const [nicole] = (await listMatchingItems(people.megan, { roundId, q: 'nicole' })).ids
    await answerItems(people.megan, { roundId, ids: [nicole!], answer: 'approve' })
    const { rows } = await listMyItems(people.megan, { roundId })
    expect(rows.map(({ reasons }) => reasons.at(-1)!.startsWith('Others at contoso.example keep it'))).toEqual([
      false,
      true,
    ])
  })

  it('shows a second reviewer what the first one said, and why they are asked', async () => {
    await share(people, 'Plan', 'megan', 'nicole')
    const { roundId } = await startReview(people, {
      secondReviewer: true,
      stages: [stageOf({ fallbackIds: [id('priya')] })],
    })
    const { ids } = await listMatchingItems(people.priya, { roundId })
    await answerItems(people.megan, { roundId, ids, answer: 'approve', reason: 'She works on it' })
    await answerItems(people.priya, { roundId, ids, answer: 'deny', reason: 'I doubt it' })
    const { rows } = await listMyItems(people.priya, { roundId })
    expect(rows).toMatchObject([
      {
        two: true,
        other: { answer: 'approve', by: 'Megan Bowen', reason: 'She works on it' },
        given: { answer: 'deny', by: 'Priya Nair', reason: 'I doubt it' },
        why: 'Asked as a second reviewer: the first one is who shared it.',
      },
    ])
    expect((await listMyItems(people.megan, { roundId })).rows).toMatchObject([
      { other: { answer: 'deny', by: 'Priya Nair' }, given: { answer: 'approve' } },
    ])
    expect((await getMyRound(people.priya, { roundId })).counts).toMatchObject({ items: 1, answered: 1, deny: 1 })
  })

  it('is nobody else’s to see', async () => {
    await share(people, 'Plan', 'megan', 'nicole')
    const { roundId } = await startReview(people)
    for (const other of [people.lee, people.adele, people.nicole])
      for (const see of [getMyRound, listMyItems, listMatchingItems])
        await expect(see(other, { roundId })).rejects.toThrow(NotFound)
    for (const see of [getMyRound, listMyItems, listMatchingItems])
      await expect(see(stranger, { roundId })).rejects.toThrow(AccessDenied)
    await expect(listMyRounds(stranger)).rejects.toThrow(AccessDenied)
    await expect(getMyRound(people.megan, { roundId: 'x' })).rejects.toThrow(NotFound)
  })

  it('comes in pages of 50', async () => {
    for (let n = 0; n < 51; n += 1) await share(people, `Page ${n}`, 'megan', 'nicole')
    const { roundId } = await startReview(people)
    const [one, two] = [
      await listMyItems(people.megan, { roundId }),
      await listMyItems(people.megan, { roundId, page: 2 }),
    ]
    expect([one.rows.length, two.rows.length, two.pages, two.total]).toEqual([50, 1, 2, 51])
    expect(new Set([...one.rows, ...two.rows].map((row) => row.id)).size).toBe(51)
    expect((await listMatchingItems(people.megan, { roundId })).ids).toHaveLength(51)
  })
})

describe('the rounds of a reviewer', () => {
  it('are those in progress, and those that ended in the last 90 days', async () => {
    await share(people, 'Plan', 'megan', 'nicole')
    const open = await startReview(people)
    const over = await startReview(people)
    const old = await startReview(people)
    await db().reviewRound.update({ where: { id: over.roundId }, data: { endedAt: after(now(), -89 * DAY) } })
    await db().reviewRound.update({ where: { id: old.roundId }, data: { endedAt: after(now(), -91 * DAY) } })
    const rounds = await listMyRounds(people.megan)
    expect(rounds.open).toMatchObject([
      { roundId: open.roundId, name: 'Every guest', items: 1, answered: 0, over: false },
    ])
    expect(rounds.over.map(({ roundId }) => roundId)).toEqual([over.roundId])
    expect(await countMyOpenItems(people.megan)).toBe(1)
    expect((await listMyRounds(people.lee)).open).toEqual([])
    expect(await countMyOpenItems(people.lee)).toBe(0)
    expect(await getMyRound(people.megan, { roundId: over.roundId })).toMatchObject({ open: false })
  })

  it('count an item once that lies before somebody as the first reviewer’s and as the second’s', async () => {
    await share(people, 'Plan', 'megan', 'nicole')
    await share(people, 'Plan', 'megan', 'omar')
    const { roundId } = await startReview(people, {
      secondReviewer: true,
      stages: [stageOf({ fallbackIds: [id('megan'), id('priya')] })],
    })
    const counted = async (name: CastName) => {
      const [row] = (await listMyRounds(people[name])).open
      const held = [row!.items, row!.answered]
      // Administrators and auditors read the same of them.
      for (const reviewers of [
        (await listRoundReviewers(people.adele, { roundId })).rows,
        (await getReport(people.adele, { roundId })).first!.reviewers,
      ]) {
        const seen = reviewers.find((reviewer) => reviewer.id === id(name))
        expect([seen?.items, seen?.answered]).toEqual(held)
      }
      return [...held, await countMyOpenItems(people[name])]
    }
    const [one, two] = (await db().reviewItem.findMany({ where: { roundId }, orderBy: { id: 'asc' } })).map(
      (item) => item.id,
    )
    expect([await counted('megan'), await counted('priya')]).toEqual([
      [2, 0, 2],
      [2, 0, 2],
    ])
    await answerItems(people.megan, { roundId, ids: [one!], answer: 'approve' })
    await answerItems(people.priya, { roundId, ids: [two!], answer: 'approve' })
    expect([await counted('megan'), await counted('priya')]).toEqual([
      [2, 1, 1],
      [2, 1, 1],
    ])
    await answerItems(people.megan, { roundId, ids: [two!], answer: 'approve' })
    await answerItems(people.priya, { roundId, ids: [one!], answer: 'approve' })
    expect([await counted('megan'), await counted('priya')]).toEqual([
      [2, 2, 0],
      [2, 2, 0],
    ])
  })

  it('say what each answer will do, and none', async () => {
    await share(people, 'Plan', 'megan', 'nicole')
    const { roundId } = await startReview(people, { ifUnanswered: 'remove', autoApply: false })
    expect((await getMyRound(people.megan, { roundId })).consequences).toMatchObject({
      approve: 'keeps the access as it is',
      deny: 'removes the access',
      dontKnow: 'keeps the access as it is',
      notReviewed: 'removes the access',
      when: 'when an administrator applies the results',
    })
    const self = await startReview(people, {
      stages: [stageOf({ reviewers: 'guests' })],
      ifUnanswered: 'recommendation',
    })
    expect(await getMyRound(people.nicole, { roundId: self.roundId })).toMatchObject({
      self: true,
      recommendations: false,
      mayHandOn: false,
      open: true,
    })
  })
})
