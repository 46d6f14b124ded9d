import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, DAY, HOUR, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { Conflict } from '../../errors'
import { removeGuest } from '../../people/guests/remove-guest'
import type { PersonCaller } from '../../principal'
import { deleteResource } from '../../sharing/delete-resource'
import { giveUpGrant } from '../../sharing/give-up-grant'
import { revokeGrant } from '../../sharing/revoke-grant'
import { takeBackGrant } from '../../sharing/take-back-grant'
import { getRound } from '../administering/get-round'
import { listRoundItems } from '../administering/list-round-items'
import { listRoundReviewers } from '../administering/list-round-reviewers'
import { reassignItems } from '../administering/reassign-items'
import { remindReviewersNow } from '../administering/remind-reviewers-now'
import { resetRound } from '../administering/reset-round'
import { answerItems } from '../answering/answer-items'
import { countMyOpenItems } from '../answering/count-my-open-items'
import { getMyRound } from '../answering/get-my-round'
import { listMatchingItems, listMyItems } from '../answering/list-my-items'
import { listMyRounds } from '../answering/list-my-rounds'
import { takeRecommendations } from '../answering/take-recommendations'
import { closeStages } from '../running/close-stages'
import { tellReviewers } from '../running/tell-reviewers'
import { UNDO_TAKEN } from '../../undo'
import { job, seatedItems, share, stageOf, startReview } from '../testing'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const id = (name: CastName) => people[name].principal.id
const goTo = (time: Date) => vi.useFakeTimers({ toFake: ['Date'], now: time })
const reminders = () => db().mail.count({ where: { template: 'review-reminder' } })

type Shared = { resourceId: string; grantId: string }

/** Every way in which access ends while a review runs, and what its item says then. */
const endings: [string, (shared: Shared) => Promise<unknown>, (string | null)[]][] = [
  ['revoked', ({ grantId }) => revokeGrant(people.megan, { grantId }), ['megan', null]],
  ['given up', ({ grantId }) => giveUpGrant(people.nicole, { grantId }), ['nicole', 'given up']],
  [
    'run out',
    ({ grantId }) => db().grant.update({ where: { id: grantId }, data: { endsAt: now() } }),
    [null, 'it ran out'],
  ],
  [
    'deleted with its resource',
    ({ resourceId }) => deleteResource(people.megan, { resourceId }),
    ['megan', 'what was shared was deleted'],
  ],
  [
    'removed with its guest',
    () => removeGuest(people.adele, { principalId: id('nicole') }),
    ['adele', 'the guest was removed'],
  ],
]

describe.each(endings)('an item whose access is %s while its round runs', (_, end, [by, why]) => {
  it('is not waited for: it leaves the counts and reminders, says so, and lets the round end', async () => {
    const shared = await share(people, 'A', 'megan', 'nicole')
    await share(people, 'B', 'megan', 'omar')
    const { roundId } = await startReview(people, { endWhenAnswered: true })
    const [gone, other] = await seatedItems(roundId)
    expect(await countMyOpenItems(people.megan)).toBe(2)
    await end(shared)
    await closeStages(job)
    expect((await seatedItems(roundId))[0]).toMatchObject({
      first: { answer: null },
      outcome: null,
      result: 'ended_before',
      resultById: by && id(by as CastName),
      resultReason: why,
    })
    expect(await countMyOpenItems(people.megan)).toBe(1)
    expect((await listMyRounds(people.megan)).open).toMatchObject([{ items: 2, answered: 1 }])
    expect((await getMyRound(people.megan, { roundId })).counts).toMatchObject({ items: 2, answered: 1, ended: 1 })
    expect(await listMyItems(people.megan, { roundId, state: 'open' })).toMatchObject({
      total: 1,
      rows: [{ id: other!.id, ended: null }],
    })
    const ended = { at: expect.any(Date) as Date, by: by && people[by as CastName].principal.name, why }
    expect(await listMyItems(people.megan, { roundId, state: 'ended' })).toMatchObject({
      total: 1,
      rows: [{ id: gone!.id, ended }],
    })
    expect(await listMatchingItems(people.megan, { roundId })).toEqual({ ids: [other!.id], answered: [] })
    expect(await getRound(people.adele, { roundId })).toMatchObject({ items: 2, answered: 0, ended: 1, notReviewed: 1 })
    expect(await listRoundItems(people.adele, { roundId, outcome: 'not_reviewed' })).toMatchObject({
      rows: [{ id: other!.id }],
      counts: { not_reviewed: 1 },
    })
    await answerItems(people.megan, { roundId, ids: [other!.id], answer: 'approve' })
    await expect(remindReviewersNow(people.adele, { roundId })).rejects.toThrow(Conflict)
    goTo(after(now(), UNDO_TAKEN))
    await closeStages(job)
    expect((await db().reviewRound.findUniqueOrThrow({ where: { id: roundId } })).endedAt).not.toBeNull()
  })
})

describe('an item whose access has ended', () => {
  it('is open again once access is given anew, on the same row', async () => {
    const { grantId } = await share(people, 'A', 'megan', 'nicole')
    const { roundId } = await startReview(people)
    await giveUpGrant(people.nicole, { grantId })
    await closeStages(job)
    expect(await countMyOpenItems(people.megan)).toBe(0)
    await takeBackGrant(people.nicole, { grantId })
    await closeStages(job)
    expect(await seatedItems(roundId)).toMatchObject([
      { result: null, resultAt: null, resultById: null, resultReason: null },
    ])
    expect(await countMyOpenItems(people.megan)).toBe(1)
    expect(await getRound(people.adele, { roundId })).toMatchObject({ ended: 0, notReviewed: 1 })
  })

  it('keeps an answer that it had, and takes no other', async () => {
    const { grantId } = await share(people, 'A', 'megan', 'nicole')
    const { roundId } = await startReview(people)
    const [item] = await seatedItems(roundId)
    await answerItems(people.megan, { roundId, ids: [item!.id], answer: 'approve' })
    await revokeGrant(people.megan, { grantId })
    await closeStages(job)
    await expect(answerItems(people.megan, { roundId, ids: [item!.id], answer: 'deny' })).rejects.toThrow(
      'ended meanwhile',
    )
    await expect(answerItems(people.megan, { roundId, ids: [item!.id], answer: null, undo: true })).rejects.toThrow(
      'ended meanwhile',
    )
    expect(await seatedItems(roundId)).toMatchObject([{ outcome: 'approve', result: 'ended_before' }])
    expect(await getRound(people.adele, { roundId })).toMatchObject({ answered: 1, ended: 0, notReviewed: 0 })
    await resetRound(people.adele, { roundId, confirm: 'on' })
    expect(await getRound(people.adele, { roundId })).toMatchObject({ answered: 0, ended: 1, notReviewed: 0 })
    expect(await countMyOpenItems(people.megan)).toBe(0)
  })

  it('brings no reminder, also where nothing has looked since it ended', async () => {
    const { grantId } = await share(people, 'A', 'megan', 'nicole')
    const { round } = await startReview(people)
    await tellReviewers(job)
    await revokeGrant(people.megan, { grantId })
    goTo(after(round.stageEndsAt[0]!, -HOUR))
    await tellReviewers(job)
    expect(await reminders()).toBe(0)
  })

  it('brings no reminder by hand before anything has looked', async () => {
    const { grantId } = await share(people, 'A', 'megan', 'nicole')
    const { roundId } = await startReview(people)
    await revokeGrant(people.megan, { grantId })
    await expect(remindReviewersNow(people.adele, { roundId })).rejects.toThrow(Conflict)
    expect(await reminders()).toBe(0)
  })

  it('is not announced to who has nothing else', async () => {
    const { grantId } = await share(people, 'A', 'megan', 'nicole')
    await startReview(people)
    await revokeGrant(people.megan, { grantId })
    await tellReviewers(job)
    expect(await db().mail.count({ where: { template: 'review-started' } })).toBe(0)
  })

  it('keeps the letter from nobody who answered before it was written', async () => {
    await share(people, 'A', 'megan', 'nicole')
    const { roundId } = await startReview(people)
    await answerItems(people.megan, { roundId, ids: [(await seatedItems(roundId))[0]!.id], answer: 'approve' })
    await tellReviewers(job)
    expect(await db().mail.count({ where: { template: 'review-started' } })).toBe(1)
  })

  it('is counted once for who meets it twice, and waits for no second reviewer', async () => {
    const { grantId } = await share(people, 'A', 'megan', 'nicole')
    await share(people, 'B', 'megan', 'nicole')
    const { roundId } = await startReview(people, {
      secondReviewer: true,
      stages: [stageOf({ fallbackIds: [id('megan'), id('priya')] })],
    })
    await revokeGrant(people.megan, { grantId })
    await closeStages(job)
    expect([await countMyOpenItems(people.megan), await countMyOpenItems(people.priya)]).toEqual([1, 1])
    expect((await listMyRounds(people.megan)).open).toMatchObject([{ items: 2, answered: 1 }])
    expect(
      (await listRoundReviewers(people.adele, { roundId })).rows.map(({ items, answered }) => [items, answered]),
    ).toEqual([
      [2, 1],
      [2, 1],
    ])
  })

  it('is neither taken with the recommendations nor given to somebody else', async () => {
    const { grantId } = await share(people, 'A', 'megan', 'nicole')
    const { roundId } = await startReview(people)
    await revokeGrant(people.megan, { grantId })
    await closeStages(job)
    expect(await takeRecommendations(people.megan, { roundId })).toMatchObject({ taken: 0 })
    await expect(
      reassignItems(people.adele, { roundId, fromId: id('megan'), to: 'lee@woodgrove.example', reason: 'Away.' }),
    ).rejects.toThrow('nothing open')
  })

  it('asks nobody in the next stage, and is open there once access is given anew', async () => {
    const [a, b] = [await share(people, 'A', 'megan', 'nicole'), await share(people, 'B', 'megan', 'nicole')]
    const { roundId, round } = await startReview(people, {
      stages: [stageOf(), stageOf({ reviewers: 'members', memberIds: [id('priya')] })],
    })
    await revokeGrant(people.megan, a)
    goTo(round.stageEndsAt[0]!)
    await closeStages(job)
    expect(await countMyOpenItems(people.priya)).toBe(1)
    await db().grant.update({ where: { id: a.grantId }, data: { revokedAt: null, revokedById: null, undoUntil: null } })
    await closeStages(job)
    expect(await countMyOpenItems(people.priya)).toBe(2)
    await db().grant.updateMany({ where: { id: { in: [a.grantId, b.grantId] } }, data: { endsAt: now() } })
    await closeStages(job)
    expect(await countMyOpenItems(people.priya)).toBe(0)
    expect((await getRound(people.adele, { roundId })).ended).toBe(2)
  })

  it('lets a round end after a stage of which nothing else would go on', async () => {
    const { grantId } = await share(people, 'A', 'megan', 'nicole')
    const { roundId, round } = await startReview(people, {
      stages: [stageOf(), stageOf({ reviewers: 'members', memberIds: [id('priya')] })],
    })
    await revokeGrant(people.megan, { grantId })
    goTo(round.stageEndsAt[0]!)
    await closeStages(job)
    expect(await db().reviewRound.findUniqueOrThrow({ where: { id: roundId } })).toMatchObject({
      stage: 1,
      endedAt: now(),
    })
  })

  it('is seen though it ended while nothing looked for days', async () => {
    const { grantId } = await share(people, 'A', 'megan', 'nicole')
    await startReview(people)
    await closeStages(job)
    goTo(after(now(), DAY))
    await revokeGrant(people.megan, { grantId })
    goTo(after(now(), 2 * DAY))
    await closeStages(job)
    expect(await countMyOpenItems(people.megan)).toBe(0)
  })

  it('is counted once though 20 look at once, and while others answer', async () => {
    const shared = []
    for (let n = 0; n < 12; n += 1) shared.push(await share(people, `Page ${n}`, 'megan', 'nicole'))
    const { roundId } = await startReview(people)
    const items = await seatedItems(roundId)
    const open = items.slice(6).map((item) => answerItems(people.megan, { roundId, ids: [item.id], answer: 'approve' }))
    const ended = new Set(items.slice(0, 6).map(({ grantId }) => grantId))
    const ends = shared.filter(({ grantId }) => ended.has(grantId)).map((grant) => revokeGrant(people.megan, grant))
    await Promise.all([...open, ...ends, ...Array.from({ length: 20 }, () => closeStages(job))])
    await closeStages(job)
    expect(await countMyOpenItems(people.megan)).toBe(0)
    expect(await getRound(people.adele, { roundId })).toMatchObject({ answered: 6, ended: 6, notReviewed: 0 })
  })
})
