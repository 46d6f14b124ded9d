import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, DAY, now, SECOND } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { transaction } from '../../db/transaction'
import type { PersonCaller } from '../../principal'
import { closeStages } from './close-stages'
import { moveOn } from './move-on'
import { replaceReviewers } from './replace-reviewers'
import { readRound } from '../rounds/round-row'
import { standingOf } from '../starting/standing'
import { answer, itemsOf, job, seatedItems, share, stageOf, startReview } from '../testing'
import { UNDO_TAKEN } from '../../undo'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
  await share(people, 'Q3 plan', 'megan', 'nicole')
  await share(people, 'Budget', 'lee', 'nicole')
  await share(people, 'Q3 plan', 'megan', 'omar')
})

const id = (name: CastName) => people[name].principal.id
const roundOf = (roundId: string) => db().reviewRound.findUniqueOrThrow({ where: { id: roundId } })
const itemIds = async (roundId: string) =>
  (await db().reviewItem.findMany({ where: { roundId }, orderBy: { id: 'asc' } })).map((item) => item.id)
const trailOf = async (roundId: string) =>
  (
    await db().auditEvent.findMany({
      where: { detail: { path: ['roundId'], equals: roundId } },
      orderBy: { id: 'asc' },
    })
  ).map(({ type, detail }) => [type, (detail as { cause?: string }).cause])
const unasked = () => db().mail.findMany({ where: { template: 'review-unasked' } })
const goTo = (time: Date) => vi.useFakeTimers({ toFake: ['Date'], now: time })
const members = (name: CastName, more = {}) => stageOf({ reviewers: 'members', memberIds: [id(name)], ...more })

describe('a stage', () => {
  it('ends at its very millisecond, and the round with it when it was the last', async () => {
    const { roundId, round } = await startReview(people)
    goTo(after(round.stageEndsAt[0]!, -1))
    await closeStages(job)
    expect(await roundOf(roundId)).toMatchObject({ endedAt: null })
    const [first] = await itemIds(roundId)
    expect(await answer(roundId, first!, 'deny')).toBe(true)
    goTo(round.stageEndsAt[0]!)
    expect(await answer(roundId, first!, 'approve')).toBe(false)
    await closeStages(job)
    expect(await roundOf(roundId)).toMatchObject({ endedAt: now(), applyingAt: now(), deniedCount: 1 })
    expect((await trailOf(roundId)).at(-1)).toEqual(['review-round.ended', 'its time was up'])
  })

  it('leaves the results to be applied by hand where that was chosen', async () => {
    const { roundId, round } = await startReview(people, { autoApply: false })
    goTo(round.stageEndsAt[0]!)
    await closeStages(job)
    expect(await roundOf(roundId)).toMatchObject({ endedAt: now(), applyingAt: null })
  })

  it('removes nothing by itself that nobody could answer, until administrators have known of it for a day', async () => {
    const { roundId, round } = await startReview(people, { ifUnanswered: 'remove' })
    await db().principal.update({ where: { id: id('lee') }, data: { blockedAt: now() } })
    goTo(after(round.stageEndsAt[0]!, -DAY))
    await Promise.all(Array.from({ length: 8 }, () => replaceReviewers(job)))
    expect(await unasked()).toMatchObject([
      { recipient: 'adele@woodgrove.example', input: { input: { items: 1, removes: true, waits: false } } },
    ])
    goTo(round.stageEndsAt[0]!)
    await closeStages(job)
    expect(await roundOf(roundId)).toMatchObject({ endedAt: now(), applyingAt: now() })
  })

  it('waits with its results where nobody could answer and nobody knew, and says so', async () => {
    const { roundId, round } = await startReview(people, { ifUnanswered: 'remove' })
    goTo(round.stageEndsAt[0]!)
    await db().principal.update({ where: { id: id('lee') }, data: { blockedAt: now() } })
    await closeStages(job)
    expect(await roundOf(roundId)).toMatchObject({ endedAt: now(), applyingAt: null })
    expect(await unasked()).toMatchObject([
      { recipient: 'adele@woodgrove.example', input: { input: { items: 1, waits: true } } },
    ])
    const kept = await startReview(people, { ifUnanswered: 'keep' })
    goTo(kept.round.stageEndsAt[0]!)
    await closeStages(job)
    expect(await roundOf(kept.roundId)).toMatchObject({ endedAt: now(), applyingAt: now() })
  })

  it('hands on what it was to hand on, which then stands before the next reviewers unanswered, with what stood of it', async () => {
    const stages = [stageOf({ movesOn: ['deny', 'not_reviewed'] }), members('priya')]
    const { roundId, round } = await startReview(people, { stages, recommendations: false })
    const [budget, nicole] = await itemIds(roundId)
    await answer(roundId, budget!, 'deny')
    await answer(roundId, nicole!, 'approve')
    goTo(round.stageEndsAt[0]!)
    await closeStages(job)
    expect(await itemsOf(roundId)).toEqual([
      'nicole Budget members',
      'nicole Q3 plan sharer:megan',
      'omar Q3 plan members',
    ])
    expect(await roundOf(roundId)).toMatchObject({ stage: 2, endedAt: null, deniedCount: 1, approvedCount: 1 })
    expect((await seatedItems(roundId)).find((item) => item.id === budget)).toMatchObject({
      stage: 2,
      outcome: 'deny',
      first: { answer: null, answeredById: null },
    })
    const panels = await db().reviewPanel.findMany({
      where: { roundId },
      include: { reviewers: true },
      orderBy: [{ stage: 'asc' }, { itemCount: 'asc' }],
    })
    expect(
      panels.map(({ stage, itemCount, answeredCount, reviewers }) => [
        stage,
        itemCount,
        answeredCount,
        reviewers.map((one) => one.principalId),
      ]),
    ).toEqual([
      [1, 1, 1, [id('lee')]],
      [1, 2, 1, [id('megan')]],
      [2, 2, 0, [id('priya')]],
    ])
  })

  it('ends the round when nothing is handed on', async () => {
    const { roundId, round } = await startReview(people, {
      stages: [stageOf({ movesOn: ['approve'] }), members('priya')],
    })
    goTo(round.stageEndsAt[0]!)
    await closeStages(job)
    expect(await roundOf(roundId)).toMatchObject({ stage: 1, endedAt: now() })
  })

  it('asks a second reviewer again where the next reviewer is who shared it', async () => {
    const stages = [members('priya'), stageOf({ fallbackIds: [id('adele')] })]
    const { roundId, round } = await startReview(people, { stages, secondReviewer: true, recommendations: false })
    goTo(round.stageEndsAt[0]!)
    await closeStages(job)
    expect(await itemsOf(roundId)).toEqual([
      'nicole Budget sharer:lee second',
      'nicole Q3 plan sharer:megan second',
      'omar Q3 plan sharer:megan second',
    ])
  })

  it('of three that were all over after a day without power ends after the one before it', async () => {
    const { roundId, round } = await startReview(people, {
      stages: [stageOf({ days: 1 }), members('priya', { days: 1 }), members('lee', { days: 1 })],
    })
    goTo(after(round.stageEndsAt[2]!, DAY))
    await closeStages(job)
    expect(await roundOf(roundId)).toMatchObject({ stage: 3, endedAt: now() })
    expect((await trailOf(roundId)).map(([type]) => type).slice(2)).toEqual([
      'review-round.moved-on',
      'review-round.moved-on',
      'review-round.ended',
    ])
  })

  it('ends when everything is answered, once the last answer can no longer be undone, where that was chosen', async () => {
    const { roundId } = await startReview(people, { endWhenAnswered: true, stages: [stageOf(), members('priya')] })
    const other = await startReview(people)
    goTo(now())
    for (const item of await itemIds(roundId)) await answer(roundId, item, 'approve')
    for (const item of await itemIds(other.roundId)) await answer(other.roundId, item, 'approve')
    goTo(after(now(), UNDO_TAKEN - SECOND))
    await closeStages(job)
    expect(await roundOf(roundId)).toMatchObject({ stage: 1 })
    goTo(after(now(), 2 * SECOND))
    await closeStages(job)
    const { stage, stageEndsAt, endedAt } = await roundOf(roundId)
    expect({ stage, endedAt, end: stageEndsAt[0] }).toEqual({ stage: 2, endedAt: null, end: now() })
    expect(await roundOf(other.roundId)).toMatchObject({ endedAt: null })
  })

  it('ends once though 20 end it', async () => {
    const { roundId, round } = await startReview(people, { stages: [stageOf(), members('priya')] })
    goTo(round.stageEndsAt[0]!)
    await Promise.all(Array.from({ length: 20 }, () => closeStages(job)))
    expect(await roundOf(roundId)).toMatchObject({ stage: 2 })
    goTo(round.stageEndsAt[1]!)
    await Promise.all(Array.from({ length: 20 }, () => closeStages(job)))
    expect((await trailOf(roundId)).map(([type]) => type).slice(2)).toEqual([
      'review-round.moved-on',
      'review-round.ended',
    ])
    expect(await db().reviewPanel.findMany({ where: { roundId, stage: 2 } })).toMatchObject([{ itemCount: 3 }])
  })

  it('goes on where a crash left it, with some items moved and others not', async () => {
    const { roundId, round } = await startReview(people, { stages: [stageOf(), members('priya')] })
    goTo(round.stageEndsAt[0]!)
    await transaction(async (tx) => {
      const read = await readRound(tx, roundId)
      expect(await moveOn(tx, read, await standingOf(tx, read.settings.stages[1]!), 2)).toBe(true)
    })
    expect(await answer(roundId, (await itemIds(roundId)).at(-1)!, 'deny')).toBe(false)
    await closeStages(job)
    expect(await roundOf(roundId)).toMatchObject({ stage: 2 })
    expect(await db().reviewPanel.findMany({ where: { roundId, stage: 2 } })).toMatchObject([{ itemCount: 3 }])
  })
})
