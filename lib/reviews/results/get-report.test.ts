import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { db } from '../../db/client'
import { seatCast, stranger } from '../../db/testing'
import { AccessDenied, NotFound } from '../../errors'
import type { PersonCaller } from '../../principal'
import { applyRounds } from '../applying/apply-rounds'
import { getReport } from './get-report'
import { stopRound } from '../administering/stop-round'
import { answer, job, seatedItems, share, stageOf, startReview } from '../testing'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
  await share(people, 'Budget', 'lee', 'nicole', { openedDaysAgo: 94 })
  await share(people, 'Q3 plan', 'megan', 'nicole')
  await share(people, 'Q3 plan', 'megan', 'omar')
})

const ids = async (roundId: string) =>
  (await db().reviewItem.findMany({ where: { roundId }, orderBy: { id: 'asc' } })).map((item) => item.id)
const report = (roundId: string, part?: unknown) => getReport(people.adele, { roundId, part })

describe('the report', () => {
  it('says who set it up, how it ran, what was answered and what was done', async () => {
    const { roundId } = await startReview(people, { ifUnanswered: 'remove' })
    const [one, two] = await ids(roundId)
    await answer(roundId, one!, 'deny')
    await answer(roundId, two!, 'deny')
    await answer(roundId, two!, 'approve')
    await stopRound(people.adele, { roundId })
    await applyRounds(job)
    const { review, madeBy, organization, timeZone, parts, items, first, round } = await report(roundId)
    expect({ review, madeBy, organization, timeZone, parts }).toMatchObject({
      review: { setUpBy: 'Adele Vance' },
      madeBy: 'Adele Vance',
      organization: 'Woodgrove Bank',
      timeZone: 'America/New_York',
      parts: 1,
    })
    expect(round).toMatchObject({ status: 'applied', removed: 2, failed: 0 })
    expect(
      items.map(({ address, title, outcome, done, decisions }) => [
        address,
        title,
        outcome,
        done,
        decisions.map((one) => one.answer),
      ]),
    ).toEqual([
      ['nicole@contoso.example', 'Budget', 'deny', 'Removed', ['deny']],
      ['nicole@contoso.example', 'Q3 plan', 'approve', 'Kept', ['deny', 'approve']],
      ['omar@fabrikam.example', 'Q3 plan', null, 'Removed', []],
    ])
    expect(first?.reviewers.map(({ name, items: held, answered }) => [name, held, answered]).sort()).toEqual([
      ['Lee Gu', 1, 1],
      ['Megan Bowen', 2, 1],
    ])
    expect(first?.events.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        'review-round.begun',
        'review-round.started',
        'review-round.ended',
        'review-round.applied',
      ]),
    )
    expect(first?.exceptions).toEqual([])
  })

  it('puts first what failed, what nobody was asked about, and what nobody confirmed', async () => {
    await db().principal.update({ where: { id: people.lee.principal.id }, data: { blockedAt: new Date() } })
    const { roundId } = await startReview(people, { secondReviewer: true, stages: [stageOf({ fallbackIds: [] })] })
    const [, , omars] = await ids(roundId)
    await db().reviewItem.update({
      where: { roundId_id: { roundId, id: omars! } },
      data: { result: 'failed', resultReason: 'is a member now' },
    })
    await db().reviewRound.update({ where: { id: roundId }, data: { failedCount: 1 } })
    const { first } = await report(roundId)
    expect(first?.exceptions.map(({ what, items }) => [what, items.map(({ title }) => title)])).toEqual([
      ['Could not be removed', ['Q3 plan']],
      ['Nobody was left to ask', ['Budget']],
    ])
  })

  it('names an answer that waits for its second', async () => {
    const { roundId } = await startReview(people, {
      secondReviewer: true,
      stages: [stageOf({ fallbackIds: [people.priya.principal.id] })],
    })
    const [one, two] = await ids(roundId)
    await answer(roundId, one!, 'approve')
    await answer(roundId, two!, 'approve')
    await answer(roundId, two!, 'approve', true)
    expect(
      (await report(roundId)).first?.exceptions.map(({ what, items }) => [what, items.map(({ id }) => id)]),
    ).toEqual([['The second reviewer’s answer is missing', [one]]])
  })

  it('comes in parts of a thousand, each item in one of them', async () => {
    const { roundId } = await startReview(people)
    const [item] = await seatedItems(roundId)
    await db().$executeRaw`
      WITH more AS (
        INSERT INTO "ReviewItem" ("roundId", "principalId", "grantedAt", "inviterGone")
        SELECT "roundId", "principalId", "grantedAt", false FROM "ReviewItem", generate_series(1, 1200) WHERE id = ${item!.id} RETURNING id
      ) INSERT INTO "ReviewSeat" ("itemId", second, "panelId") SELECT id, false, ${item!.first.panelId}::uuid FROM more`
    await db().reviewRound.update({ where: { id: roundId }, data: { itemCount: 1203 } })
    const [one, two, beyond] = [await report(roundId), await report(roundId, '2'), await report(roundId, '999')]
    expect([one.parts, one.items.length, two.items.length, two.first, beyond.part]).toEqual([2, 1000, 203, null, 2])
    expect([...one.items, ...two.items].map(({ id }) => id)).toEqual(await ids(roundId))
    expect((await report(roundId, 'x')).part).toBe(1)
  })

  it('is nobody else’s, and of nothing else', async () => {
    const { roundId } = await startReview(people)
    for (const caller of [people.megan, people.nicole, stranger])
      await expect(getReport(caller, { roundId })).rejects.toThrow(AccessDenied)
    await expect(report('nonsense')).rejects.toThrow(NotFound)
  })
})
