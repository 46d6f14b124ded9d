import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, DAY, isOver, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import type { Tx } from '../../db/transaction'
import { transaction } from '../../db/transaction'
import { blockGuest } from '../../people/guests/block-guest'
import type { PersonCaller, SystemCaller } from '../../principal'
import { applyRound } from '../administering/apply-round'
import { applyRounds } from '../applying/apply-rounds'
import { closeStages } from './close-stages'
import { endRound } from './end-round'
import { holdRound } from '../rounds/hold-round'
import { willRemove } from '../rounds/outcome'
import { replaceReviewers } from './replace-reviewers'
import { readRound } from '../rounds/round-row'
import type { ReviewAnswer } from '../rounds/settings'
import { tellReviewers } from './tell-reviewers'
import { answer, job, seatedItems, share, stageOf, startReview } from '../testing'

// The process dies after so many more questions to the database, and does nothing more until it is started again.
const fuse = vi.hoisted(() => ({ left: Infinity }))

vi.mock('../../db/transaction', async (original) => {
  const real = await original<typeof import('../../db/transaction')>()
  const burn = () => {
    if (fuse.left <= 0) throw new Error('killed')
    fuse.left -= 1
  }
  const fused = <Thing extends object>(thing: Thing): Thing =>
    new Proxy(thing, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key)
        if (typeof value === 'function')
          return (...all: unknown[]) => {
            burn()
            return value.apply(target, all)
          }
        return typeof value === 'object' && value !== null && key !== 'fields' ? fused(value) : value
      },
    })
  return {
    ...real,
    transaction: <T>(work: (tx: Tx) => Promise<T>) => {
      burn()
      return real.transaction((tx) => work(fused(tx)))
    },
  }
})

const jobs: ((caller: SystemCaller) => Promise<unknown>)[] = [tellReviewers, replaceReviewers, closeStages, applyRounds]

const runJobs = async () => {
  for (const run of jobs) await run(job).catch((error: unknown) => expect(String(error)).toContain('killed'))
}

const some = fc.integer({ min: 0, max: 5 })
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      item: some,
      given: fc.constantFrom<ReviewAnswer>('approve', 'deny', 'dont_know'),
      second: fc.boolean(),
    }),
  },
  fc.record({ do: fc.constantFrom('revoke' as const, 'give' as const, 'end' as const), item: some }),
  fc.record({ do: fc.constant('block' as const), who: fc.constantFrom<CastName>('nicole', 'omar') }),
  fc.record({ do: fc.constant('disable' as const), who: fc.constantFrom<CastName>('megan', 'lee') }),
  fc.record({
    do: fc.constantFrom('next deadline' as const, 'half a stage' as const, 'stop' as const, 'jobs' as const),
  }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('crash' as const), after: fc.integer({ min: 0, max: 40 }) }) },
)
const answers = fc.uniqueArray(
  fc.constantFrom('approve' as const, 'deny' as const, 'dont_know' as const, 'not_reviewed' as const),
)
const setting = fc.record({
  subject: fc.constantFrom('grant' as const, 'guest' as const),
  ifUnanswered: fc.constantFrom('keep' as const, 'remove' as const, 'approve' as const, 'recommendation' as const),
  secondReviewer: fc.boolean(),
  endWhenAnswered: fc.boolean(),
  movesOn: fc.array(answers, { maxLength: 2 }),
})

/** A round over six grants, or two guests, and what was done to them from outside. */
async function begin({ movesOn, ...more }: typeof setting extends fc.Arbitrary<infer Setting> ? Setting : never) {
  const people = await seatCast()
  for (const [n, guest] of (['nicole', 'omar'] as const).entries())
    for (const title of ['A', 'B', 'C'])
      await share(people, title, title === 'C' ? 'lee' : 'megan', guest, { openedDaysAgo: n * 40 })
  const fallbackIds = [people.priya.principal.id]
  const reviewers = more.subject === 'grant' ? ('sharers' as const) : ('sponsors' as const)
  const later = movesOn.map((on) =>
    stageOf({ reviewers: 'members', memberIds: [people.lee.principal.id], fallbackIds, movesOn: on }),
  )
  const review = await startReview(people, {
    ...more,
    stages: [stageOf({ reviewers, fallbackIds, movesOn: movesOn[0] ?? [] }), ...later],
  })
  const items = await db().reviewItem.findMany({ where: { roundId: review.roundId }, orderBy: { id: 'asc' } })
  return {
    people,
    roundId: review.roundId,
    items,
    outcomes: new Map<number, ReviewAnswer | null>(),
    blocked: new Set<string>(),
  }
}
type World = Awaited<ReturnType<typeof begin>>

async function take(world: World, doing: typeof step extends fc.Arbitrary<infer Step> ? Step : never) {
  const { people, roundId, items, outcomes, blocked } = world
  const round = await db().reviewRound.findUniqueOrThrow({ where: { id: roundId } })
  const item = 'item' in doing ? items[doing.item % items.length]! : items[0]!
  const goTo = (time: Date) => !isOver(time) && vi.useFakeTimers({ toFake: ['Date'], now: time })
  const grant = item.grantId ? { id: item.grantId } : null
  // What is done from outside once the round has begun to be applied is another day's doing.
  if (round.endedAt && doing.do !== 'jobs' && doing.do !== 'crash') return
  if (doing.do === 'answer') {
    await answer(roundId, item.id, doing.given, doing.second)
    outcomes.set(item.id, (await db().reviewItem.findFirstOrThrow({ where: { roundId, id: item.id } })).outcome)
  }
  if (doing.do === 'revoke' && grant) await db().grant.update({ where: grant, data: { revokedAt: now() } })
  if (doing.do === 'give' && grant)
    await db().grant.update({
      where: grant,
      data: { revokedAt: null, role: 'download', grantedAt: now(), endsAt: null },
    })
  if (doing.do === 'end' && grant) await db().grant.update({ where: grant, data: { endsAt: now() } })
  if (doing.do === 'block' && !blocked.has(doing.who)) {
    blocked.add(doing.who)
    await blockGuest(people.adele, { principalId: people[doing.who].principal.id })
  }
  if (doing.do === 'disable')
    await db().principal.update({ where: { id: people[doing.who].principal.id }, data: { blockedAt: now() } })
  if (doing.do === 'next deadline') goTo(round.stageEndsAt[round.stage - 1]!)
  if (doing.do === 'half a stage') goTo(after(now(), 3.5 * DAY))
  if (doing.do === 'stop') await stop(people.adele, roundId)
  if (doing.do === 'crash') fuse.left = doing.after
  if (doing.do === 'crash' || doing.do === 'jobs') await runJobs()
  fuse.left = Infinity
}

const stop = (caller: PersonCaller, roundId: string) =>
  transaction(async (tx) => {
    await holdRound(tx, roundId)
    await endRound(tx, caller, await readRound(tx, roundId), 'stopped')
  })

const grantsBefore = async () =>
  new Map((await db().grant.findMany()).map((grant) => [grant.id, grant.revokedAt === null && !isOver(grant.endsAt)]))

it('after any history of answers, changes, stops and crashes, what was denied is gone and nothing else is', async () => {
  await fc.assert(
    fc.asyncProperty(setting, fc.array(step, { maxLength: 14 }), async (settings, steps) => {
      vi.useRealTimers()
      const world = await begin(settings)
      let before = await grantsBefore()
      for (const doing of steps) {
        await take(world, doing)
        const { endedAt } = await db().reviewRound.findUniqueOrThrow({ where: { id: world.roundId } })
        if (!endedAt) before = await grantsBefore()
      }
      const { stageEndsAt } = await db().reviewRound.findUniqueOrThrow({ where: { id: world.roundId } })
      vi.useFakeTimers({ toFake: ['Date'], now: after(stageEndsAt.at(-1)!, DAY) })
      await runJobs()
      await applyWhatWaits(world)
      await expectTheRules(world, before, settings)
      await expectTheCounts(world)
      await expectOnce(world)
    }),
    { numRuns: Number(process.env.HISTORIES ?? 20) },
  )
})

/** Where a reviewer had left and nobody knew, the results wait for an administrator: nothing is gone before. */
async function applyWhatWaits({ people, roundId }: World) {
  const { applyingAt } = await db().reviewRound.findUniqueOrThrow({ where: { id: roundId } })
  if (applyingAt) return
  expect(await db().mail.count({ where: { template: 'review-unasked' } })).toBeGreaterThan(0)
  expect(await db().reviewItem.count({ where: { roundId, result: { in: ['applied', 'nothing_left'] } } })).toBe(0)
  await applyRound(people.adele, { roundId })
  await runJobs()
}

async function expectTheRules(
  { people, roundId, outcomes, blocked }: World,
  before: Map<string, boolean>,
  { ifUnanswered, subject }: { ifUnanswered: 'keep' | 'remove' | 'approve' | 'recommendation'; subject: string },
) {
  const round = await db().reviewRound.findUniqueOrThrow({ where: { id: roundId } })
  expect(round).toMatchObject({ appliedAt: expect.any(Date), failedCount: 0 })
  const live = await grantsBefore()
  for (const item of await db().reviewItem.findMany({ where: { roundId } })) {
    expect(item.outcome).toBe(outcomes.get(item.id) ?? null)
    const goes = willRemove(item, ifUnanswered)
    const kept = subject === 'grant' && !live.get(item.grantId!) ? 'ended_before' : null
    expect(item.result).toEqual(goes ? expect.stringMatching(/applied|nothing_left|ended_before/) : kept)
    if (subject === 'grant') {
      expect(live.get(item.grantId!), 'alive').toBe(!goes && before.get(item.grantId!))
      if (goes)
        expect(item.result).toBe(
          before.get(item.grantId!) ? 'applied' : item.outcome === 'deny' ? 'nothing_left' : 'ended_before',
        )
    } else {
      const { blockedAt, guest } = await db().principal.findUniqueOrThrow({
        where: { id: item.principalId },
        include: { guest: true },
      })
      const wasBlocked = [...blocked].some((name) => people[name as CastName].principal.id === item.principalId)
      expect([blockedAt !== null, guest!.removalDueAt !== null]).toEqual([goes || wasBlocked, goes])
    }
  }
  if (subject === 'guest') for (const [id, alive] of before) expect(live.get(id)).toBe(alive)
}

async function expectTheCounts({ roundId }: World) {
  const { stage, ...round } = await db().reviewRound.findUniqueOrThrow({ where: { id: roundId } })
  const items = await seatedItems(roundId)
  const count = (field: 'outcome' | 'result', value: string) => items.filter((item) => item[field] === value).length
  expect([
    round.itemCount,
    round.approvedCount,
    round.deniedCount,
    round.dontKnowCount,
    round.endedCount,
    round.removedCount,
  ]).toEqual([
    items.length,
    count('outcome', 'approve'),
    count('outcome', 'deny'),
    count('outcome', 'dont_know'),
    items.filter(({ outcome, result }) => outcome === null && result === 'ended_before').length,
    count('result', 'applied'),
  ])
  for (const panel of await db().reviewPanel.findMany({ where: { roundId, stage } })) {
    const [first, second] = [
      items.filter((item) => item.first.panelId === panel.id),
      items.filter((item) => item.second?.panelId === panel.id),
    ]
    const answered =
      first.filter((item) => item.first.answer ?? item.result === 'ended_before').length +
      second.filter((item) => item.second!.answer ?? item.result === 'ended_before').length
    expect([panel.itemCount, panel.answeredCount]).toEqual([first.length + second.length, answered])
  }
}

/** Nothing was mailed or recorded twice. */
async function expectOnce({ roundId }: World) {
  const mails = await db().mail.findMany()
  // That a round has ended, and that its results have been applied, are two letters where an administrator applies them.
  const lines = mails.map(({ template, recipient, input }) => {
    const { endsAt = '', applied = null } = (input as { input: { endsAt?: string; applied?: object | null } }).input
    return `${template} ${recipient} ${endsAt} ${applied ? 'applied' : ''}`
  })
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
  // Half-way and the day before may both come, and one who takes over panels of two who left gets a letter for each.
  for (const [line, many] of counts)
    expect(many, line).toBeLessThanOrEqual(/review-(reminder|handed-on)/.test(line) ? 2 : 1)
  const events = await db().auditEvent.findMany({
    where: {
      OR: [
        { detail: { path: ['roundId'], equals: roundId } },
        { type: 'grant.revoked', detail: { path: ['cause'], string_starts_with: 'access review' } },
      ],
    },
  })
  const grantIds = new Set((await db().grant.findMany({ select: { id: true } })).map(({ id }) => id))
  const once = events.flatMap(({ type, detail }) => {
    const { itemId, grantId } = detail as { itemId?: number; grantId?: string }
    if (type === 'grant.revoked') return grantIds.has(grantId!) ? [`${type} ${grantId}`] : []
    return ['review-round.ended', 'review-round.applied', 'review-item.applied'].includes(type)
      ? [`${type} ${itemId ?? ''}`]
      : []
  })
  expect(once).toEqual([...new Set(once)])
}
