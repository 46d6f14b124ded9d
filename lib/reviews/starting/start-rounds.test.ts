import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import type { PersonCaller } from '../../principal'
import { makeRound, startRounds } from './start-rounds'
import { itemsOf, job, settingsWith, share, stageOf, startReview } from '../testing'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const id = (name: CastName) => people[name].principal.id

describe('a round that starts', () => {
  it('freezes the live grants of guests, by person, with a recommendation, before whoever shared them', async () => {
    await share(people, 'Q3 plan', 'megan', 'nicole', { openedDaysAgo: 3 })
    await share(people, 'Budget', 'lee', 'nicole', { openedDaysAgo: 94 })
    await share(people, 'Q3 plan', 'megan', 'omar', { daysAgo: 3 })
    await share(people, 'Own', 'megan', 'lee')
    const ended = await share(people, 'Ended', 'megan', 'omar')
    await db().grant.update({ where: { id: ended.grantId }, data: { endsAt: now() } })
    const deleted = await share(people, 'Deleted', 'megan', 'omar')
    await db().resource.update({ where: { id: deleted.resourceId }, data: { deletedAt: now() } })
    const { roundId, round } = await startReview(people)
    expect(await itemsOf(roundId)).toEqual([
      'nicole Budget deny sharer:lee',
      'nicole Q3 plan approve sharer:megan',
      'omar Q3 plan sharer:megan',
    ])
    expect(round).toMatchObject({ number: 1, itemCount: 3, stage: 1, endedAt: null })
    const panels = await db().reviewPanel.findMany({
      where: { roundId },
      include: { reviewers: true },
      orderBy: { itemCount: 'asc' },
    })
    expect(
      panels.map(({ itemCount, reviewers }) => [itemCount, reviewers.map(({ principalId }) => principalId)]),
    ).toEqual([
      [1, [id('lee')]],
      [2, [id('megan')]],
    ])
    expect(
      (
        await db().auditEvent.findMany({
          where: { detail: { path: ['roundId'], equals: roundId } },
          orderBy: { id: 'asc' },
        })
      ).map(({ type }) => type),
    ).toEqual(['review-round.begun', 'review-round.started'])
  })

  it('asks about each guest once where that is the question, with or without a grant', async () => {
    await share(people, 'Q3 plan', 'megan', 'nicole', { openedDaysAgo: 3 })
    await db().guest.updateMany({ data: { sponsorId: null } })
    await db().guest.update({ where: { principalId: id('nicole') }, data: { sponsorId: id('megan') } })
    const { roundId } = await startReview(people, {
      subject: 'guest',
      stages: [stageOf({ reviewers: 'sponsors', fallbackIds: [id('priya')] })],
    })
    expect(await itemsOf(roundId)).toEqual(['nicole approve sponsor:megan', 'omar deny fallback'])
  })

  it.each([
    ['chosen guests', () => ({ guestIds: [id('omar')] }), ['omar Q3 plan']],
    ['a mail domain, whole', () => ({ domains: ['contoso.example'] }), ['nicole Budget', 'nicole Q3 plan']],
    ['a mail domain of which it is the ending', () => ({ domains: ['example'] }), []],
    ['a sponsor', () => ({ sponsorIds: [id('lee')] }), ['omar Q3 plan']],
    ['a resource', () => ({ resourceIds: ['budget'] }), ['nicole Budget']],
    ['guests who opened nothing for 30 days', () => ({ inactiveDays: 30 }), ['omar Q3 plan']],
  ])('asks only about %s', async (_, scopeOf, expected) => {
    await share(people, 'Q3 plan', 'megan', 'nicole', { openedDaysAgo: 3 })
    const { resourceId } = await share(people, 'Budget', 'lee', 'nicole')
    await share(people, 'Q3 plan', 'megan', 'omar', { openedDaysAgo: 30 })
    await db().guest.update({ where: { principalId: id('omar') }, data: { sponsorId: id('lee') } })
    const scope: Record<string, unknown> = scopeOf()
    if (scope.resourceIds) scope.resourceIds = [resourceId]
    const { roundId } = await startReview(people, { scope, recommendations: false })
    expect((await itemsOf(roundId)).map((line) => line.replace(/ sharer:.*/, ''))).toEqual(expected)
  })

  it('seats the fallback where a sharer is disabled, and nobody where none was chosen', async () => {
    await share(people, 'Q3 plan', 'megan', 'nicole')
    await db().principal.update({ where: { id: id('megan') }, data: { blockedAt: now() } })
    expect(await itemsOf((await startReview(people, { recommendations: false })).roundId)).toEqual([
      'nicole Q3 plan nobody',
    ])
    const second = await startReview(people, { stages: [stageOf({ fallbackIds: [id('priya'), id('megan')] })] })
    expect(await itemsOf(second.roundId)).toEqual(['nicole Q3 plan deny fallback'])
    const seated = await db().reviewer.findMany({ where: { panel: { roundId: second.roundId } } })
    expect(seated.map(({ principalId }) => principalId)).toEqual([id('priya')])
  })

  it('leaves PostgreSQL knowing how many seats there are, by which every request finds its person’s', async () => {
    await share(people, 'Q3 plan', 'megan', 'nicole')
    await startReview(people)
    const [{ known }] = await db().$queryRaw<
      [{ known: number }]
    >`SELECT reltuples::int AS known FROM pg_class WHERE oid = '"Reviewer"'::regclass`
    expect(known).toBe(await db().reviewer.count())
  })

  it('asks a second reviewer where the first is who shared it', async () => {
    await share(people, 'Q3 plan', 'megan', 'nicole')
    const secondReviewer = true
    const sharers = await startReview(people, {
      secondReviewer,
      recommendations: false,
      stages: [stageOf({ fallbackIds: [id('priya')] })],
    })
    expect(await itemsOf(sharers.roundId)).toEqual(['nicole Q3 plan sharer:megan second'])
    expect(
      await itemsOf((await startReview(people, { secondReviewer, recommendations: false })).roundId),
      'nobody decides alone',
    ).toEqual(['nicole Q3 plan sharer:megan nobody'])
    const chosen = await startReview(people, {
      secondReviewer,
      recommendations: false,
      stages: [stageOf({ reviewers: 'members', memberIds: [id('lee')], fallbackIds: [id('priya')] })],
    })
    expect(await itemsOf(chosen.roundId)).toEqual(['nicole Q3 plan members'])
    const both = await startReview(people, {
      secondReviewer,
      recommendations: false,
      stages: [stageOf({ reviewers: 'members', memberIds: [id('lee'), id('megan')], fallbackIds: [id('priya')] })],
    })
    expect(await itemsOf(both.roundId)).toEqual(['nicole Q3 plan members second'])
  })

  it('asks guests about themselves, but nobody who is blocked', async () => {
    await share(people, 'Q3 plan', 'megan', 'nicole')
    await share(people, 'Q3 plan', 'megan', 'omar')
    await db().principal.update({ where: { id: id('omar') }, data: { blockedAt: now() } })
    const { roundId } = await startReview(people, {
      recommendations: false,
      stages: [stageOf({ reviewers: 'guests' })],
    })
    expect(await itemsOf(roundId)).toEqual(['nicole Q3 plan guest:nicole', 'omar Q3 plan nobody'])
  })

  it('is made once though 20 make it, and frozen once though 8 freeze it', async () => {
    for (let n = 0; n < 20; n += 1) await share(people, `Page ${n}`, 'megan', 'nicole')
    const review = await db().accessReview.create({
      data: { name: 'Race', settings: settingsWith(), nextRoundAt: now(), createdAt: now(), createdById: id('adele') },
    })
    const made = await Promise.all(Array.from({ length: 20 }, () => makeRound(job, review.id)))
    expect(made.filter(Boolean)).toHaveLength(1)
    await Promise.allSettled(Array.from({ length: 8 }, () => startRounds(job)))
    expect(await itemsOf(made.find(Boolean)!)).toHaveLength(20)
    expect(await db().reviewRound.findMany({ where: { reviewId: review.id } })).toMatchObject([
      { itemCount: 20, number: 1 },
    ])
  })

  it('after a week without power begins the newest weekly round alone, with days left to answer in', async () => {
    const startsOn = after(now(), -22 * DAY)
      .toISOString()
      .slice(0, 10)
    const review = await db().accessReview.create({
      data: {
        name: 'Weekly',
        settings: settingsWith({ frequency: 'weekly', startsOn }),
        nextRoundAt: after(now(), -22 * DAY),
        createdAt: now(),
        createdById: id('adele'),
      },
    })
    await startRounds(job)
    const rounds = await db().reviewRound.findMany({ where: { reviewId: review.id } })
    expect(rounds).toHaveLength(1)
    const { nextRoundAt } = await db().accessReview.findUniqueOrThrow({ where: { id: review.id } })
    expect(rounds[0]!.stageEndsAt[0]).toEqual(nextRoundAt)
    expect(nextRoundAt!.getTime()).toBeGreaterThan(now().getTime())
  })
})
