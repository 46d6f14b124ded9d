import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import type { PersonCaller } from '../../principal'
import { reassignItems } from '../administering/reassign-items'
import { answerItems } from '../answering/answer-items'
import { applyRounds } from '../applying/apply-rounds'
import { job, share, stageOf, startReview } from '../testing'
import { closeStages } from './close-stages'
import { replaceReviewers } from './replace-reviewers'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
  await share(people, 'Q3 plan', 'megan', 'nicole')
})

const id = (name: CastName) => people[name].principal.id
const goTo = (time: Date) => vi.useFakeTimers({ toFake: ['Date'], now: time })
const told = async () =>
  (await db().mail.findMany({ where: { template: 'review-unasked' } })).map(
    ({ input }) => (input as { input: { items: number; alone: number; waits: boolean } }).input,
  )
const roundOf = (roundId: string) => db().reviewRound.findUniqueOrThrow({ where: { id: roundId } })
const itemIn = (roundId: string) => db().reviewItem.findFirstOrThrow({ where: { roundId } })
const disable = (name: CastName) => db().principal.update({ where: { id: id(name) }, data: { blockedAt: now() } })

const twoReviewers = (fallbackIds: string[]) =>
  startReview(people, { secondReviewer: true, ifUnanswered: 'remove', stages: [stageOf({ fallbackIds })] })

describe('two reviewers of whom one is left', () => {
  it('are named to administrators once, where the only fallback reviewer is who shared it', async () => {
    await twoReviewers([id('megan')])
    await Promise.all(Array.from({ length: 8 }, () => replaceReviewers(job)))
    await replaceReviewers(job)
    expect(await told()).toMatchObject([{ items: 1, alone: 1, waits: false }])
  })

  it('are named where the second one leaves after the first has answered', async () => {
    const { roundId } = await twoReviewers([id('megan'), id('priya')])
    await replaceReviewers(job)
    expect(await told()).toEqual([])
    await answerItems(people.megan, { roundId, ids: [(await itemIn(roundId)).id], answer: 'approve' })
    await disable('priya')
    await replaceReviewers(job)
    expect(await told()).toMatchObject([{ items: 1, alone: 1 }])
  })

  it('are named where the only fallback reviewer takes the place of the first', async () => {
    await twoReviewers([id('priya')])
    await disable('megan')
    await replaceReviewers(job)
    expect(await told()).toMatchObject([{ items: 1, alone: 1 }])
  })

  it('are named where every fallback reviewer had left before the round began', async () => {
    await disable('priya')
    await twoReviewers([id('priya')])
    await replaceReviewers(job)
    expect(await told()).toMatchObject([{ items: 1, alone: 0 }])
  })

  it.each(['approve', 'deny'] as const)(
    'decide nothing by one who says %s: the results wait for administrators',
    async (answer) => {
      const { roundId, round } = await twoReviewers([id('megan')])
      await answerItems(people.megan, { roundId, ids: [(await itemIn(roundId)).id], answer })
      expect((await itemIn(roundId)).outcome).toBeNull()
      goTo(round.stageEndsAt[0]!)
      await closeStages(job)
      await applyRounds(job)
      expect(await roundOf(roundId)).toMatchObject({ endedAt: now(), applyingAt: null, appliedAt: null })
      expect(await told()).toMatchObject([{ alone: 1, waits: true }])
      expect(await db().grant.count({ where: { revokedAt: null } })).toBe(1)
    },
  )

  it('go by what was set for the unanswered once administrators have known for a day', async () => {
    const { roundId, round } = await twoReviewers([id('megan')])
    goTo(after(round.stageEndsAt[0]!, -DAY))
    await replaceReviewers(job)
    goTo(round.stageEndsAt[0]!)
    await closeStages(job)
    expect(await roundOf(roundId)).toMatchObject({ endedAt: now(), applyingAt: now() })
  })

  it('are two again once an administrator reassigns it', async () => {
    const { roundId } = await twoReviewers([id('megan')])
    await reassignItems(people.adele, {
      roundId,
      fromId: id('megan'),
      to: 'lee@woodgrove.example',
      reason: 'Two have to look.',
    })
    const item = (await itemIn(roundId)).id
    await answerItems(people.lee, { roundId, ids: [item], answer: 'approve' })
    await answerItems(people.megan, { roundId, ids: [item], answer: 'approve' })
    await replaceReviewers(job)
    expect([(await itemIn(roundId)).outcome, await told()]).toEqual(['approve', []])
  })
})
