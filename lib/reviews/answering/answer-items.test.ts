import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast, stranger } from '../../db/testing'
import { AccessDenied, Conflict, Invalid, NotFound } from '../../errors'
import type { PersonCaller } from '../../principal'
import { AnswerItems, answerItems, PressAnswer } from './answer-items'
import { countMyOpenItems } from './count-my-open-items'
import { seatedItems, share, stageOf, startReview } from '../testing'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const id = (name: CastName) => people[name].principal.id
const idsOf = async (roundId: string) =>
  (await db().reviewItem.findMany({ where: { roundId }, orderBy: { id: 'asc' }, select: { id: true } })).map(
    (item) => item.id,
  )

/** What the counters of a round and its panels say, against what its items say. */
async function expectCountersRight(roundId: string) {
  const items = await seatedItems(roundId)
  const round = await db().reviewRound.findUniqueOrThrow({ where: { id: roundId } })
  const of = (outcome: string) => items.filter((item) => item.outcome === outcome).length
  expect([round.approvedCount, round.deniedCount, round.dontKnowCount]).toEqual([
    of('approve'),
    of('deny'),
    of('dont_know'),
  ])
  for (const panel of await db().reviewPanel.findMany({ where: { roundId, stage: round.stage } })) {
    const [first, second] = [
      items.filter((item) => item.first.panelId === panel.id),
      items.filter((item) => item.second?.panelId === panel.id),
    ]
    const answered =
      first.filter((item) => item.first.answer).length + second.filter((item) => item.second!.answer).length
    expect([panel.kind, panel.itemCount, panel.answeredCount]).toEqual([
      panel.kind,
      first.length + second.length,
      answered,
    ])
  }
}

async function threeItems(more: Parameters<typeof startReview>[1] = {}) {
  for (const title of ['Plan', 'Budget', 'Roster']) await share(people, title, 'megan', 'nicole')
  const { roundId } = await startReview(people, more)
  return { roundId, ids: await idsOf(roundId) }
}

describe('an answer', () => {
  it('stands on the item, in the history, in the trail and in the counters', async () => {
    const { roundId, ids } = await threeItems()
    await answerItems(people.megan, { roundId, ids: [ids[0]!], answer: 'deny', reason: 'Project is over' })
    await answerItems(people.megan, { roundId, ids: [ids[1]!], answer: 'approve' })
    await answerItems(people.megan, { roundId, ids: [ids[2]!], answer: 'dont_know' })
    const items = await seatedItems(roundId)
    expect(
      items.map(({ outcome, first: { answer, reason, answeredById } }) => [answer, outcome, reason, answeredById]),
    ).toEqual([
      ['deny', 'deny', 'Project is over', id('megan')],
      ['approve', 'approve', null, id('megan')],
      ['dont_know', 'dont_know', null, id('megan')],
    ])
    const [decision] = await db().reviewDecision.findMany({ where: { roundId, itemId: ids[0] } })
    const { environment, session } = people.megan
    expect(decision).toMatchObject({
      answer: 'deny',
      reason: 'Project is over',
      stage: 1,
      second: false,
      byId: id('megan'),
      sessionId: session.id,
      ...environment,
    })
    const [event] = await db().auditEvent.findMany({
      where: { type: 'review-item.answered', detail: { path: ['itemId'], equals: ids[0] } },
    })
    expect(event).toMatchObject({
      callerId: id('megan'),
      principalId: id('nicole'),
      resourceId: items[0]!.resourceId,
      detail: { roundId, answer: 'deny', reason: 'Project is over' },
    })
    await expectCountersRight(roundId)
  })

  it('to many at once leaves out what has one, where that is asked for', async () => {
    const { roundId, ids } = await threeItems()
    await answerItems(people.megan, { roundId, ids: [ids[0]!], answer: 'deny', reason: 'Project is over' })
    expect(
      (await answerItems(people.megan, { roundId, ids, answer: 'approve', onlyOpen: true })).before.map(
        ({ id: item }) => item,
      ),
    ).toEqual(ids.slice(1))
    expect((await seatedItems(roundId)).map(({ first }) => [first.answer, first.reason])).toEqual([
      ['deny', 'Project is over'],
      ['approve', null],
      ['approve', null],
    ])
    await answerItems(people.megan, { roundId, ids, answer: 'dont_know' })
    expect((await seatedItems(roundId)).map(({ first }) => first.answer)).toEqual([
      'dont_know',
      'dont_know',
      'dont_know',
    ])
    await expectCountersRight(roundId)
  })

  it('can be changed and taken back, and every one is kept', async () => {
    const { roundId, ids } = await threeItems()
    for (const answer of ['deny', 'approve', null] as const) await answerItems(people.megan, { roundId, ids, answer })
    expect(
      (await seatedItems(roundId)).map(({ outcome, first: { answer, answeredAt, answeredById } }) => [
        answer,
        outcome,
        answeredAt,
        answeredById,
      ]),
    ).toEqual(Array(3).fill([null, null, null, null]))
    expect(await db().reviewDecision.count({ where: { roundId } })).toBe(9)
    await expectCountersRight(roundId)
  })

  it('that is the same once more is not kept a second time; by somebody else, or for another reason, it is', async () => {
    const { roundId, ids } = await threeItems({
      stages: [stageOf({ reviewers: 'members', memberIds: [id('megan'), id('priya')] })],
    })
    const kept = () => db().reviewDecision.count({ where: { roundId } })
    const deny = (who: CastName, reason: string) =>
      answerItems(people[who], { roundId, ids: [ids[0]!], answer: 'deny', reason })
    await deny('megan', 'Gone')
    expect(await deny('megan', 'Gone')).toEqual({ before: [] })
    expect(await kept()).toBe(1)
    await deny('megan', 'Gone for good')
    await deny('priya', 'Gone for good')
    await answerItems(people.priya, { roundId, ids: [ids[1]!], answer: null })
    expect(await kept()).toBe(3)
    await expectCountersRight(roundId)
  })

  it('tells what was there before, for undoing', async () => {
    const { roundId, ids } = await threeItems()
    await answerItems(people.megan, { roundId, ids: [ids[0]!], answer: 'deny', reason: 'Gone' })
    const { before } = await answerItems(people.megan, { roundId, ids: ids.slice(0, 2), answer: 'approve' })
    expect(before).toEqual([
      { id: ids[0], answer: 'deny', reason: 'Gone' },
      { id: ids[1], answer: null, reason: null },
    ])
  })

  it('is undone by whoever gave it, but not once somebody else on the panel has answered since', async () => {
    const { roundId, ids } = await threeItems({
      stages: [stageOf({ reviewers: 'members', memberIds: [id('megan'), id('priya')] })],
    })
    const item = [ids[0]!]
    const standing = async () => (await seatedItems(roundId))[0]!.first
    await answerItems(people.megan, { roundId, ids: item, answer: 'deny' })
    await answerItems(people.megan, { roundId, ids: item, answer: null, undo: true })
    expect(await standing()).toMatchObject({ answer: null })
    await answerItems(people.megan, { roundId, ids: item, answer: 'deny' })
    for (const answer of ['approve', null] as const) {
      await answerItems(people.priya, { roundId, ids: item, answer })
      await expect(answerItems(people.megan, { roundId, ids, answer: null, undo: true })).rejects.toThrow(Conflict)
      await expect(answerItems(people.megan, { roundId, ids, answer: 'deny', undo: true })).rejects.toThrow(Conflict)
      expect(await standing()).toMatchObject({ answer })
    }
  })

  it('of several is all or nothing', async () => {
    const { roundId, ids } = await threeItems()
    await share(people, 'Lee’s', 'lee', 'omar')
    const other = await startReview(people)
    await expect(
      answerItems(people.megan, { roundId: other.roundId, ids: [...(await idsOf(other.roundId))], answer: 'deny' }),
    ).rejects.toThrow(AccessDenied)
    await expect(answerItems(people.megan, { roundId, ids: [...ids, 2_000_000_000], answer: 'deny' })).rejects.toThrow(
      NotFound,
    )
    expect(await db().reviewDecision.count({ where: { roundId: { in: [roundId, other.roundId] } } })).toBe(0)
    expect((await seatedItems(other.roundId)).filter(({ first }) => first.answer)).toEqual([])
  })

  it('asks for a reason where the round does, and takes at most 2,000 characters', async () => {
    const { roundId, ids } = await threeItems({ justify: { approve: false, deny: true } })
    await expect(answerItems(people.megan, { roundId, ids, answer: 'deny' })).rejects.toThrow(
      new Invalid('reason.missing', { reason: 'Say why access should go. This review asks for a reason.' }),
    )
    await answerItems(people.megan, { roundId, ids, answer: 'approve' })
    await answerItems(people.megan, { roundId, ids, answer: 'dont_know' })
    await answerItems(people.megan, { roundId, ids, answer: 'deny', reason: 'Over' })
    const long = AnswerItems.safeParse({ roundId, ids: '1', answer: 'deny', reason: 'x'.repeat(100_000) })
    expect(long.error?.issues).toMatchObject([{ path: ['reason'], message: 'Shorten this to 2,000 characters.' }])
  })

  it.each(['', 'x', '1,x', '0', '-1', '1.5', '3000000000', Array.from({ length: 10_001 }, (_, n) => n + 1).join()])(
    'refuses the ids %.20j',
    (ids) => {
      expect(AnswerItems.safeParse({ roundId: 'a', ids, answer: 'deny' }).success).toBe(false)
    },
  )

  it('is read from a button that stands in a row of many', () => {
    expect(
      PressAnswer.parse({ roundId: 'a', press: 'deny:7', 'reason:7': ' Gone\u0000 ', 'reason:8': 'Not this' }),
    ).toEqual({ roundId: 'a', ids: [7], answer: 'deny', reason: 'Gone' })
    for (const press of ['deny', 'deny:', 'keep:7', 'deny:7:8', 'deny:x'])
      expect(PressAnswer.safeParse({ roundId: 'a', press }).success).toBe(false)
  })

  it('is taken up to the millisecond the round ends, closed or not', async () => {
    const { roundId, ids } = await threeItems()
    const { stageEndsAt } = await db().reviewRound.findUniqueOrThrow({ where: { id: roundId } })
    vi.useFakeTimers({ now: after(stageEndsAt[0]!, -1), toFake: ['Date'] })
    await answerItems(people.megan, { roundId, ids, answer: 'approve' })
    expect(await countMyOpenItems(people.megan)).toBe(0)
    vi.setSystemTime(stageEndsAt[0]!)
    await expect(answerItems(people.megan, { roundId, ids, answer: 'deny' })).rejects.toThrow(
      /^This round ended on .*; nothing was changed\.$/,
    )
    expect((await seatedItems(roundId)).map(({ first }) => first.answer)).toEqual(['approve', 'approve', 'approve'])
  })

  it('is nobody’s but its reviewers’', async () => {
    const { roundId, ids } = await threeItems()
    for (const other of [people.lee, people.adele, people.nicole])
      await expect(answerItems(other, { roundId, ids, answer: 'approve' })).rejects.toThrow(NotFound)
    await expect(answerItems(stranger, { roundId, ids, answer: 'approve' })).rejects.toThrow(AccessDenied)
    await expect(answerItems(people.megan, { roundId: 'nonsense', ids, answer: 'approve' })).rejects.toThrow(NotFound)
    await db().reviewer.updateMany({ where: { principalId: id('megan') }, data: { leftAt: now() } })
    await expect(answerItems(people.megan, { roundId, ids, answer: 'approve' })).rejects.toThrow(NotFound)
  })

  it('about oneself is a guest’s alone, in a round that asks guests', async () => {
    await share(people, 'Plan', 'megan', 'nicole')
    await share(people, 'Plan', 'megan', 'omar')
    const self = await startReview(people, { stages: [stageOf({ reviewers: 'guests' })] })
    const [nicoles, omars] = await idsOf(self.roundId)
    await answerItems(people.nicole, { roundId: self.roundId, ids: [nicoles!], answer: 'approve' })
    await expect(answerItems(people.nicole, { roundId: self.roundId, ids: [omars!], answer: 'deny' })).rejects.toThrow(
      AccessDenied,
    )
    const { roundId } = await startReview(people, {
      stages: [stageOf({ reviewers: 'members', memberIds: [id('lee')] })],
    })
    await db().reviewItem.updateMany({ where: { roundId }, data: { principalId: id('lee') } })
    await expect(answerItems(people.lee, { roundId, ids: await idsOf(roundId), answer: 'approve' })).rejects.toThrow(
      AccessDenied,
    )
  })

  it('keeps its history and its counters right when 64 answer at once', async () => {
    const memberIds = [id('lee'), id('priya')]
    const { roundId, ids } = await threeItems({ stages: [stageOf({ reviewers: 'members', memberIds })] })
    const answers = ['approve', 'deny', 'dont_know'] as const
    const given = await Promise.allSettled(
      Array.from({ length: 64 }, (_, n) =>
        answerItems(n % 2 ? people.lee : people.priya, {
          roundId,
          ids: n % 3 ? ids : [...ids].reverse(),
          answer: answers[n % 3]!,
          reason: String(n),
        }),
      ),
    )
    expect(given.filter(({ status }) => status === 'rejected')).toEqual([])
    expect(await db().reviewDecision.count({ where: { roundId } })).toBe(64 * 3)
    const items = await seatedItems(roundId)
    expect(new Set(items.map(({ first }) => first.answer)).size).toBe(1)
    await expectCountersRight(roundId)
  })
})

describe('a second reviewer', () => {
  const seconds = (fallback: CastName[]) => ({
    secondReviewer: true,
    stages: [stageOf({ fallbackIds: fallback.map(id) })],
  })

  it('has to agree, and the stricter answer stands', async () => {
    const { roundId, ids } = await threeItems(seconds(['priya']))
    await answerItems(people.megan, { roundId, ids, answer: 'approve' })
    expect((await seatedItems(roundId)).map(({ outcome }) => outcome)).toEqual([null, null, null])
    await answerItems(people.priya, { roundId, ids: [ids[0]!], answer: 'approve' })
    await answerItems(people.priya, { roundId, ids: [ids[1]!], answer: 'deny' })
    await answerItems(people.priya, { roundId, ids: [ids[2]!], answer: 'dont_know' })
    expect((await seatedItems(roundId)).map(({ outcome }) => outcome)).toEqual(['approve', 'deny', 'dont_know'])
    await expectCountersRight(roundId)
    await answerItems(people.priya, { roundId, ids, answer: null })
    expect(
      (await seatedItems(roundId)).map(({ outcome, first, second }) => [outcome, first.answer, second!.answer]),
    ).toEqual(Array(3).fill([null, 'approve', null]))
    await expectCountersRight(roundId)
  })

  it('takes an answer back with its reason, and is kept once where they say the same again', async () => {
    const { roundId, ids } = await threeItems(seconds(['priya']))
    const item = [ids[0]!]
    await answerItems(people.megan, { roundId, ids: item, answer: 'approve', reason: 'On the project' })
    const deny = () => answerItems(people.priya, { roundId, ids: item, answer: 'deny', reason: 'Left in May' })
    expect(await deny()).toEqual({ before: [{ id: ids[0], answer: null, reason: null }] })
    expect(await deny()).toEqual({ before: [] })
    const changed = await answerItems(people.priya, { roundId, ids: item, answer: 'approve', reason: 'Stays' })
    expect(changed).toEqual({ before: [{ id: ids[0], answer: 'deny', reason: 'Left in May' }] })
    await answerItems(people.priya, { roundId, ids: item, answer: 'deny', reason: 'Left in May', undo: true })
    const said = await db().reviewDecision.findMany({ where: { roundId, second: true }, orderBy: { at: 'asc' } })
    expect(said.map(({ answer, reason }) => [answer, reason])).toEqual([
      ['deny', 'Left in May'],
      ['approve', 'Stays'],
      ['deny', 'Left in May'],
    ])
    await answerItems(people.priya, { roundId, ids: item, answer: null })
    expect(await answerItems(people.priya, { roundId, ids: item, answer: 'approve' })).toEqual({
      before: [{ id: ids[0], answer: null, reason: null }],
    })
    await expectCountersRight(roundId)
  })

  it('is heard though both answer, and take back, in the same moment', async () => {
    const { roundId, ids } = await threeItems(seconds(['priya']))
    const both = async (megans: 'approve' | null, priyas: 'deny' | null) => {
      await Promise.all([
        answerItems(people.megan, { roundId, ids, answer: megans }),
        answerItems(people.priya, { roundId, ids, answer: priyas }),
      ])
      await expectCountersRight(roundId)
      return (await seatedItems(roundId)).map(({ outcome }) => outcome)
    }
    for (let time = 0; time < 8; time += 1) {
      expect(await both('approve', 'deny')).toEqual(['deny', 'deny', 'deny'])
      expect(await both(null, null)).toEqual([null, null, null])
    }
  })

  it('is never the first one once more', async () => {
    const { roundId, ids } = await threeItems(seconds(['megan', 'priya']))
    await answerItems(people.megan, { roundId, ids, answer: 'approve' })
    await answerItems(people.megan, { roundId, ids, answer: 'deny' })
    expect(
      (await seatedItems(roundId)).map(({ outcome, first, second }) => [outcome, first.answer, second!.answer]),
    ).toEqual(Array(3).fill([null, 'deny', null]))
    await answerItems(people.priya, { roundId, ids, answer: 'approve' })
    expect((await seatedItems(roundId)).map(({ outcome }) => outcome)).toEqual(['deny', 'deny', 'deny'])
    await expectCountersRight(roundId)
  })
})

describe('a later stage', () => {
  it('falls back to the earlier one’s answer when its own is taken back', async () => {
    const { roundId, ids } = await threeItems({
      stages: [stageOf(), stageOf({ reviewers: 'members', memberIds: [id('priya')] })],
    })
    await answerItems(people.megan, { roundId, ids, answer: 'deny' })
    // What the end of a stage does, as far as it matters here.
    const panel = await db().reviewPanel.create({
      data: { roundId, stage: 2, kind: 'members', itemCount: 3, reviewers: { create: { principalId: id('priya') } } },
    })
    await db().reviewItem.updateMany({ where: { roundId }, data: { stage: 2 } })
    await db().reviewSeat.updateMany({
      where: { itemId: { in: ids } },
      data: { panelId: panel.id, answer: null, answeredAt: null, answeredById: null, reason: null },
    })
    await db().reviewRound.update({
      where: { id: roundId },
      data: { stage: 2, stageEndsAt: [now(), after(now(), DAY)] },
    })
    await answerItems(people.priya, { roundId, ids, answer: 'approve' })
    expect((await seatedItems(roundId)).map(({ outcome }) => outcome)).toEqual(['approve', 'approve', 'approve'])
    await answerItems(people.priya, { roundId, ids, answer: null })
    expect((await seatedItems(roundId)).map(({ outcome, first }) => [outcome, first.answer])).toEqual(
      Array(3).fill(['deny', null]),
    )
    await expectCountersRight(roundId)
    await expect(answerItems(people.megan, { roundId, ids, answer: 'approve' })).rejects.toThrow(
      new Conflict('review-stage.over', 'Your stage of this review has ended; nothing was changed.'),
    )
  })
})
