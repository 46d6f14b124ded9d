import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { db } from '../../db/client'
import { seatCast, stranger } from '../../db/testing'
import { AccessDenied, NotFound } from '../../errors'
import type { PersonCaller } from '../../principal'
import { applyRounds } from '../applying/apply-rounds'
import { closeStages } from '../running/close-stages'
import { listReviewHistory } from './list-review-history'
import { stopRound } from '../administering/stop-round'
import { answer, job, share, stageOf, startReview } from '../testing'

let people: Record<CastName, PersonCaller>
let plan: string
let budget: string
beforeEach(async () => {
  people = await seatCast()
  budget = (await share(people, 'Budget', 'lee', 'nicole')).resourceId
  plan = (await share(people, 'Q3 plan', 'megan', 'nicole')).resourceId
  await share(people, 'Q3 plan', 'megan', 'omar')
})

const id = (name: CastName) => people[name].principal.id
const ids = async (roundId: string) =>
  (await db().reviewItem.findMany({ where: { roundId }, orderBy: { id: 'asc' } })).map((item) => item.id)

describe('the reviews of a guest and of a resource', () => {
  it('tell of every round, the newest first', async () => {
    const { roundId } = await startReview(people)
    await answer(roundId, (await ids(roundId))[0]!, 'deny')
    await stopRound(people.adele, { roundId })
    await applyRounds(job)
    const next = await startReview(people)
    const { rows, total, mayOpenRounds } = await listReviewHistory(people.adele, { principalId: id('nicole') })
    expect(rows.map((row) => [row.roundId, row.title, row.outcome, row.done])).toEqual([
      [next.roundId, 'Q3 plan', null, null],
      [roundId, 'Budget', 'deny', 'applied'],
      [roundId, 'Q3 plan', null, 'kept'],
    ])
    expect([total, mayOpenRounds]).toEqual([3, true])
  })

  it('show a sharer their own resource’s, and no round of the administrators’', async () => {
    await startReview(people)
    const { rows, mayOpenRounds } = await listReviewHistory(people.megan, { resourceId: plan })
    expect(rows.map(({ title, address }) => [title, address])).toEqual([
      ['Q3 plan', 'nicole@contoso.example'],
      ['Q3 plan', 'omar@fabrikam.example'],
    ])
    expect(mayOpenRounds).toBe(false)
  })

  it('name what an earlier stage said while the later one is silent', async () => {
    const { roundId } = await startReview(people, { stages: [stageOf(), stageOf({ reviewers: 'sponsors' })] })
    await answer(roundId, (await ids(roundId))[0]!, 'deny')
    await db().reviewRound.update({
      where: { id: roundId },
      data: { stageEndsAt: [new Date(Date.now() - 1), new Date(Date.now() + 86_400_000)] },
    })
    await closeStages(job)
    expect((await listReviewHistory(people.lee, { resourceId: budget })).rows).toMatchObject([
      { answer: 'deny', outcome: 'deny', answeredAt: expect.any(Date) },
    ])
  })

  it('are kept from everybody else', async () => {
    await startReview(people)
    for (const caller of [people.lee, people.nicole, stranger])
      await expect(listReviewHistory(caller, { resourceId: plan })).rejects.toThrow(NotFound)
    for (const caller of [people.megan, people.nicole, stranger])
      await expect(listReviewHistory(caller, { principalId: id('nicole') })).rejects.toThrow(AccessDenied)
    await expect(listReviewHistory(people.adele, { principalId: 'nonsense' })).rejects.toThrow(NotFound)
  })
})
