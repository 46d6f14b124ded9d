import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { AccessDenied, Conflict, Invalid } from '../../errors'
import type { PersonCaller } from '../../principal'
import { answerItems } from './answer-items'
import { handOnItems, HandOnItems } from './hand-on-items'
import { listMatchingItems, listMyItems } from './list-my-items'
import { listMyRounds } from './list-my-rounds'
import { previewRecommendations, takeRecommendations } from './take-recommendations'
import { seatedItems, share, stageOf, startReview } from '../testing'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const id = (name: CastName) => people[name].principal.id
const counters = async (roundId: string) =>
  (await db().reviewPanel.findMany({ where: { roundId }, orderBy: { itemCount: 'desc' } })).map(
    ({ kind, itemCount, answeredCount }) => [kind, itemCount, answeredCount],
  )

async function threeItems(more: Parameters<typeof startReview>[1] = {}) {
  for (const title of ['Plan', 'Budget', 'Roster']) await share(people, title, 'megan', 'nicole')
  const { roundId } = await startReview(people, more)
  return { roundId, ids: (await listMatchingItems(people.megan, { roundId })).ids }
}

const to = (name: CastName) => ({ toAddress: people[name].principal.address, reason: 'Lee knows them' })

describe('handing items on', () => {
  it('puts them before another member with their answers and says why', async () => {
    const { roundId, ids } = await threeItems()
    await answerItems(people.megan, { roundId, ids: [ids[0]!], answer: 'approve' })
    expect(await handOnItems(people.megan, { roundId, ids: ids.slice(0, 2), ...to('lee') })).toEqual({
      items: 2,
      to: 'Lee Gu',
      left: true,
    })
    expect(await counters(roundId)).toEqual([
      ['handed', 2, 1],
      ['sharer', 1, 0],
    ])
    const { rows } = await listMyItems(people.lee, { roundId })
    expect(rows.map(({ id: one, why, given }) => [one, why, given?.answer])).toEqual([
      [ids[0], 'Megan Bowen handed this on: Lee knows them', 'approve'],
      [ids[1], 'Megan Bowen handed this on: Lee knows them', undefined],
    ])
    await answerItems(people.lee, { roundId, ids: ids.slice(0, 2), answer: 'deny' })
    await expect(answerItems(people.megan, { roundId, ids, answer: 'deny' })).rejects.toThrow(
      /2 of these are no longer yours to answer; nothing was changed/,
    )
    const [event] = await db().auditEvent.findMany({
      where: { type: 'review-item.handed-on' },
      orderBy: { at: 'desc' },
      take: 1,
    })
    expect(event).toMatchObject({
      callerId: id('megan'),
      principalId: id('lee'),
      detail: { items: 2, reason: 'Lee knows them' },
    })
    const mails = await db().mail.findMany({ where: { template: 'review-handed-on' } })
    expect(mails).toMatchObject([
      {
        recipient: 'lee@woodgrove.example',
        replyTo: 'megan@woodgrove.example',
        input: { input: { items: 2, roundId, reason: 'Lee knows them' } },
      },
    ])
  })

  it('takes all that is open where nothing is chosen, and takes who has nothing left off the panel', async () => {
    const { roundId, ids } = await threeItems()
    await handOnItems(people.megan, { roundId, ids: null, ...to('lee') })
    expect((await listMatchingItems(people.lee, { roundId })).ids).toEqual(ids)
    expect((await listMyRounds(people.megan)).open).toEqual([])
  })

  it('happens once to an item', async () => {
    const { roundId, ids } = await threeItems()
    await handOnItems(people.megan, { roundId, ids, ...to('lee') })
    for (const chosen of [ids, null])
      await expect(handOnItems(people.lee, { roundId, ids: chosen, ...to('priya') })).rejects.toThrow(Conflict)
  })

  it.each([
    ['a guest', 'omar', /not a member/],
    ['oneself', 'megan', /already/],
    ['whom it is about', 'nicole', /nobody decides on their own access/],
    ['the other of two reviewers', 'priya', /other of two reviewers/],
  ] as const)('is refused to %s', async (_, name, words) => {
    const { roundId, ids } = await threeItems({
      secondReviewer: true,
      stages: [stageOf({ fallbackIds: [id('priya')] })],
    })
    if (name === 'nicole') await db().principal.update({ where: { id: id('nicole') }, data: { kind: 'member' } })
    await expect(handOnItems(people.megan, { roundId, ids, ...to(name) })).rejects.toThrow(words)
  })

  it('is refused to what is no address, and without a reason', async () => {
    const { roundId, ids } = await threeItems()
    await expect(handOnItems(people.megan, { roundId, ids, toAddress: 'lee', reason: 'x' })).rejects.toThrow(Invalid)
    expect(
      HandOnItems.safeParse({ roundId, ids: '1', toAddress: 'a@b.example', reason: ' ' }).error?.issues,
    ).toMatchObject([{ path: ['reason'] }])
  })

  it('is members’ alone', async () => {
    await share(people, 'Plan', 'megan', 'nicole')
    const { roundId } = await startReview(people, { stages: [stageOf({ reviewers: 'guests' })] })
    await expect(handOnItems(people.nicole, { roundId, ids: null, ...to('lee') })).rejects.toThrow(AccessDenied)
  })

  it('and answering at once leave the counters right', async () => {
    const { roundId, ids } = await threeItems()
    const racing = Array.from({ length: 12 }, (_, n) =>
      n % 3 === 0
        ? handOnItems(people.megan, { roundId, ids: [ids[n % 2]!], ...to('lee') })
        : answerItems(people.megan, { roundId, ids: [ids[n % 3]!, ids[0]!].sort(), answer: n % 2 ? 'deny' : null }),
    )
    await Promise.allSettled(racing)
    const items = await seatedItems(roundId)
    for (const panel of await db().reviewPanel.findMany({ where: { roundId } })) {
      const mine = items.filter(({ first }) => first.panelId === panel.id)
      expect([panel.itemCount, panel.answeredCount]).toEqual([
        mine.length,
        mine.filter(({ first }) => first.answer).length,
      ])
    }
    expect((await db().reviewRound.findUniqueOrThrow({ where: { id: roundId } })).deniedCount).toBe(
      items.filter(({ outcome }) => outcome === 'deny').length,
    )
  })
})

describe('taking all recommendations', () => {
  it('does what it says first, to what is open alone, and gives the reasons', async () => {
    await share(people, 'Used', 'megan', 'nicole', { openedDaysAgo: 2 })
    await share(people, 'Unused', 'megan', 'nicole', { openedDaysAgo: 94 })
    await share(people, 'New', 'megan', 'nicole', { daysAgo: 3 })
    await share(people, 'Decided', 'megan', 'nicole', { openedDaysAgo: 94 })
    const { roundId } = await startReview(people)
    const [decided] = (await listMatchingItems(people.megan, { roundId, q: 'Decided' })).ids
    await answerItems(people.megan, { roundId, ids: [decided!], answer: 'approve', reason: 'Needed' })
    expect(await previewRecommendations(people.megan, { roundId })).toEqual({ approve: 1, deny: 1, none: 1 })
    const { taken, before } = await takeRecommendations(people.megan, { roundId })
    expect([taken, before.map(({ answer }) => answer)]).toEqual([2, [null, null]])
    const { rows } = await listMyItems(people.megan, { roundId })
    expect(
      Object.fromEntries(rows.map(({ resource, given }) => [resource!.title, given && [given.answer, given.reason]])),
    ).toEqual({
      Used: ['approve', 'Recommendation: Opened in the 30 days before this review.'],
      Unused: ['deny', 'Recommendation: Not opened for 94 days before this review.'],
      New: null,
      Decided: ['approve', 'Needed'],
    })
    expect(await counters(roundId)).toEqual([['sharer', 4, 3]])
    expect((await takeRecommendations(people.megan, { roundId })).taken).toBe(0)
  })

  it('leaves one’s own access to others', async () => {
    await share(people, 'Unused', 'megan', 'nicole')
    const { roundId } = await startReview(people, {
      stages: [stageOf({ reviewers: 'members', memberIds: [id('lee')] })],
    })
    await db().reviewItem.updateMany({ where: { roundId }, data: { principalId: id('lee') } })
    expect(await previewRecommendations(people.lee, { roundId })).toEqual({ approve: 0, deny: 0, none: 0 })
    expect((await takeRecommendations(people.lee, { roundId })).taken).toBe(0)
  })
})
