import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, DAY, HOUR, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast, stranger } from '../../db/testing'
import { AccessDenied, Conflict, Invalid, NotFound } from '../../errors'
import { type Caller, type PersonCaller, systemCaller } from '../../principal'
import { applyRound } from './apply-round'
import { extendRound } from './extend-round'
import { getRound } from './get-round'
import { listRoundHappenings } from './list-round-happenings'
import { listRoundItems } from './list-round-items'
import { listRoundMails } from './list-round-mails'
import { listRoundReviewers } from './list-round-reviewers'
import { reassignItems } from './reassign-items'
import { remindReviewersNow } from './remind-reviewers-now'
import { resetRound } from './reset-round'
import { stopRound } from './stop-round'
import { replaceReviewers } from '../running/replace-reviewers'
import { tellReviewers } from '../running/tell-reviewers'
import { answer, job, seatedItems, share, stageOf, startReview } from '../testing'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
  await share(people, 'Budget', 'lee', 'nicole', { openedDaysAgo: 94 })
  await share(people, 'Q3 plan', 'megan', 'nicole', { openedDaysAgo: 3 })
  await share(people, 'Q3 plan', 'megan', 'omar')
})

const id = (name: CastName) => people[name].principal.id
const roundOf = (roundId: string) => db().reviewRound.findUniqueOrThrow({ where: { id: roundId } })
const ids = async (roundId: string) =>
  (await db().reviewItem.findMany({ where: { roundId }, orderBy: { id: 'asc' } })).map((item) => item.id)
const events = async (roundId: string, type: string) =>
  db().auditEvent.count({ where: { type, detail: { path: ['roundId'], equals: roundId } } })
const fulfilled = (settled: PromiseSettledResult<unknown>[]) =>
  settled.filter(({ status }) => status === 'fulfilled').length
const administrators = () => Array.from({ length: 10 }, () => people.adele)

/** What every round and panel counts is what its items say. */
async function expectTrueCounters(roundId: string) {
  const items = await seatedItems(roundId)
  const outcomes = (outcome: string) => items.filter((item) => item.outcome === outcome).length
  expect(await roundOf(roundId)).toMatchObject({
    itemCount: items.length,
    approvedCount: outcomes('approve'),
    deniedCount: outcomes('deny'),
    dontKnowCount: outcomes('dont_know'),
  })
  for (const { id: panelId, itemCount, answeredCount } of await db().reviewPanel.findMany({ where: { roundId } })) {
    const first = items.filter((item) => item.first.panelId === panelId)
    const second = items.filter((item) => item.second?.panelId === panelId)
    expect([itemCount, answeredCount]).toEqual([
      first.length + second.length,
      first.filter((item) => item.first.answer).length + second.filter((item) => item.second!.answer).length,
    ])
  }
}

describe('stopping', () => {
  it('ends a round once, whoever clicks at the same time, and applies where that happens by itself', async () => {
    const { roundId } = await startReview(people)
    expect(fulfilled(await Promise.allSettled(administrators().map((adele) => stopRound(adele, { roundId }))))).toBe(1)
    expect(await roundOf(roundId)).toMatchObject({
      endedAt: expect.any(Date),
      endedById: id('adele'),
      applyingAt: expect.any(Date),
    })
    expect(await events(roundId, 'review-round.ended')).toBe(1)
    expect(await answer(roundId, (await ids(roundId))[0]!, 'deny')).toBe(false)
  })

  it('leaves the applying to an administrator otherwise, who does it once', async () => {
    const { roundId } = await startReview(people, { autoApply: false })
    await expect(applyRound(people.adele, { roundId })).rejects.toThrow(/still open/)
    await stopRound(people.adele, { roundId })
    expect(await getRound(people.adele, { roundId })).toMatchObject({
      status: 'completed',
      pace: 'overdue',
      can: { apply: true, stop: false, extend: false, reset: false },
    })
    expect(fulfilled(await Promise.allSettled(administrators().map((adele) => applyRound(adele, { roundId }))))).toBe(1)
    expect(await roundOf(roundId)).toMatchObject({ applyingAt: expect.any(Date), applyingById: id('adele') })
    expect(await events(roundId, 'review-round.applying')).toBe(1)
  })

  it('before anybody could answer leaves nothing to apply', async () => {
    const { roundId } = await startReview(people, { ifUnanswered: 'remove' })
    await db().reviewRound.update({ where: { id: roundId }, data: { startedAt: null } })
    await stopRound(people.adele, { roundId })
    await expect(applyRound(people.adele, { roundId })).rejects.toThrow(/before anybody could answer/)
    expect(await getRound(people.adele, { roundId })).toMatchObject({ pace: null, can: { apply: false } })
  })
})

describe('extending', () => {
  it('happens once, and moves this stage and those after it', async () => {
    const { roundId, round } = await startReview(people, { stages: [stageOf({ days: 3 }), stageOf({ days: 2 })] })
    expect(
      fulfilled(
        await Promise.allSettled(
          administrators().map((adele) => extendRound(adele, { roundId, endsAt: round.stageEndsAt.at(-1)!, days: 4 })),
        ),
      ),
    ).toBe(1)
    const { stageEndsAt, extendedAt } = await roundOf(roundId)
    expect(stageEndsAt.map((end, at) => Math.round((end.getTime() - round.stageEndsAt[at]!.getTime()) / DAY))).toEqual([
      4, 4,
    ])
    expect(extendedAt).not.toBeNull()
    await expect(extendRound(people.adele, { roundId, endsAt: stageEndsAt.at(-1)!, days: 1 })).rejects.toThrow(
      'extended already',
    )
  })

  it('counts from the end that was seen alone', async () => {
    const { roundId, round } = await startReview(people)
    const endsAt = round.stageEndsAt.at(-1)!
    await db().reviewRound.update({ where: { id: roundId }, data: { stageEndsAt: [after(endsAt, DAY)] } })
    await expect(extendRound(people.adele, { roundId, endsAt, days: 1 })).rejects.toThrow('ends at another time')
    expect(await roundOf(roundId)).toMatchObject({ stageEndsAt: [after(endsAt, DAY)], extendedAt: null })
  })

  it('never runs into the next round', async () => {
    const { roundId, reviewId, round } = await startReview(people, {
      frequency: 'weekly',
      stages: [stageOf({ days: 4 })],
    })
    await db().accessReview.update({
      where: { id: reviewId },
      data: { nextRoundAt: after(round.stageEndsAt[0]!, 3 * DAY) },
    })
    await expect(extendRound(people.adele, { roundId, endsAt: round.stageEndsAt.at(-1)!, days: 4 })).rejects.toThrow(
      /Extend by 3 days at most/,
    )
    await extendRound(people.adele, { roundId, endsAt: round.stageEndsAt.at(-1)!, days: 3 })
  })

  it('comes too late at the end', async () => {
    const { roundId } = await startReview(people)
    await db().reviewRound.update({ where: { id: roundId }, data: { stageEndsAt: [now()] } })
    await expect(extendRound(people.adele, { roundId, endsAt: now(), days: 1 })).rejects.toThrow(Conflict)
  })
})

describe('resetting', () => {
  it('takes back every answer of the stage and keeps the history; without a confirmation nothing', async () => {
    const { roundId } = await startReview(people, {
      secondReviewer: true,
      stages: [stageOf({ fallbackIds: [id('priya')] })],
    })
    const [one, two] = await ids(roundId)
    await answer(roundId, one!, 'approve')
    await answer(roundId, one!, 'deny', true)
    await answer(roundId, two!, 'deny')
    await expect(resetRound(people.adele, { roundId })).rejects.toThrow(Invalid)
    expect((await roundOf(roundId)).deniedCount).toBe(1)
    expect(await resetRound(people.adele, { roundId, confirm: 'on' })).toMatchObject({ answers: 2 })
    const items = await seatedItems(roundId)
    expect(items.filter(({ outcome, first, second }) => outcome ?? first.answer ?? second?.answer)).toEqual([])
    await expectTrueCounters(roundId)
    const history = await db().reviewDecision.findMany({ where: { roundId, answer: null } })
    expect(history.map(({ byId, networkAddress }) => [byId, networkAddress])).toEqual(
      Array(3).fill([id('adele'), people.adele.environment.networkAddress]),
    )
    expect(await getRound(people.adele, { roundId })).toMatchObject({ answered: 0, can: { reset: false } })
  })

  it('lets stand what an earlier stage said', async () => {
    const { roundId } = await startReview(people, { stages: [stageOf(), stageOf({ reviewers: 'sponsors' })] })
    const [one, two] = await ids(roundId)
    await answer(roundId, one!, 'approve')
    await answer(roundId, one!, 'deny')
    await answer(roundId, two!, 'dont_know')
    await answer(roundId, two!, null)
    await db().reviewRound.update({ where: { id: roundId }, data: { stage: 2 } })
    await db().reviewItem.updateMany({ where: { roundId }, data: { stage: 2 } })
    await db().reviewSeat.updateMany({ data: { answer: null, answeredAt: null, answeredById: null } })
    for (const item of [one!, two!]) await answer(roundId, item, 'approve')
    expect((await roundOf(roundId)).approvedCount).toBe(2)
    await resetRound(people.adele, { roundId, confirm: 'on' })
    const standing = await db().reviewItem.findMany({
      where: { roundId, id: { in: [one!, two!] } },
      orderBy: { id: 'asc' },
    })
    expect(standing.map(({ outcome }) => outcome)).toEqual(['deny', null])
    expect(await roundOf(roundId)).toMatchObject({ approvedCount: 0, deniedCount: 1 })
  })
})

describe('reassigning', () => {
  const reassign = (roundId: string, more: Partial<{ fromId: string; to: string; reason: string }> = {}) =>
    reassignItems(people.adele, {
      roundId,
      fromId: id('megan'),
      to: 'priya@woodgrove.example',
      reason: 'On leave',
      ...more,
    })

  it('moves what is open, and leaves what is answered', async () => {
    const { roundId } = await startReview(people)
    const megans = await db().reviewItem.findMany({
      where: { roundId, grantedById: id('megan') },
      orderBy: { id: 'asc' },
    })
    await answer(roundId, megans[0]!.id, 'approve')
    expect(await reassign(roundId)).toMatchObject({ items: 1 })
    await expectTrueCounters(roundId)
    const { rows } = await listRoundReviewers(people.adele, { roundId })
    expect(rows.map(({ id: who, items, answered, left, note }) => [who, items, answered, left, note]).sort()).toEqual(
      [
        [id('lee'), 1, 0, false, null],
        [id('megan'), 1, 1, false, null],
        [id('priya'), 1, 0, false, 'Reassigned from Megan Bowen: On leave'],
      ].sort(),
    )
    await expect(reassign(roundId)).rejects.toThrow(/nothing open/)
  })

  it('frees the seat of whoever has nothing left, and happens once', async () => {
    const { roundId } = await startReview(people)
    expect(fulfilled(await Promise.allSettled(Array.from({ length: 5 }, () => reassign(roundId))))).toBe(1)
    await expectTrueCounters(roundId)
    expect(
      (await listRoundReviewers(people.adele, { roundId })).rows.filter(({ left }) => left).map(({ id: who }) => who),
    ).toEqual([id('megan')])
    expect(await db().reviewPanel.count({ where: { roundId, itemCount: 0, kind: 'handed' } })).toBe(0)
  })

  it('gives nobody both of two answers', async () => {
    const { roundId } = await startReview(people, {
      secondReviewer: true,
      stages: [stageOf({ fallbackIds: [id('priya')] })],
    })
    await expect(reassign(roundId)).rejects.toThrow(
      'Priya Nair is the other of two reviewers there. Choose somebody else.',
    )
    expect(await reassign(roundId, { fromId: id('priya'), to: 'adele@woodgrove.example' })).toMatchObject({ items: 3 })
    await expectTrueCounters(roundId)
  })

  it('needs a member other than the one it is taken from', async () => {
    const { roundId } = await startReview(people)
    for (const to of [
      'nicole@contoso.example',
      'nobody@woodgrove.example',
      'megan@woodgrove.example',
      'lee@woodgrove.example priya@woodgrove.example',
    ])
      await expect(reassign(roundId, { to })).rejects.toThrow(Invalid)
    await expect(reassign(roundId, { fromId: id('priya'), to: 'lee@woodgrove.example' })).rejects.toThrow(
      /nothing open/,
    )
    await expectTrueCounters(roundId)
  })

  it('gives what nobody is left to answer to somebody, once, and nothing else', async () => {
    const { roundId } = await startReview(people)
    const nobodys = { fromId: 'nobody' }
    await expect(reassign(roundId, nobodys)).rejects.toThrow(
      'Somebody is asked about every open item of this round by now.',
    )
    await db().principal.update({ where: { id: id('megan') }, data: { blockedAt: now() } })
    await replaceReviewers(job)
    expect((await listRoundReviewers(people.adele, { roundId })).unasked).toBe(2)
    expect(fulfilled(await Promise.allSettled(Array.from({ length: 20 }, () => reassign(roundId, nobodys))))).toBe(1)
    await expectTrueCounters(roundId)
    const { rows, unasked } = await listRoundReviewers(people.adele, { roundId })
    expect(unasked).toBe(0)
    expect(rows.map(({ id: who, items, left, note }) => [who, items, left, note]).sort()).toEqual(
      [
        [id('lee'), 1, false, null],
        [id('megan'), 0, true, rows.find((row) => row.id === id('megan'))?.note],
        [id('priya'), 2, false, 'Reassigned, as nobody was left to answer: On leave'],
      ].sort(),
    )
    expect(
      await db().auditEvent.findFirst({
        where: { type: 'review-item.handed-on', detail: { path: ['roundId'], equals: roundId } },
      }),
    ).toMatchObject({ principalId: id('priya'), detail: { items: 2, fromId: null } })
  })

  it('fills one seat of two at a time, each with somebody of its own', async () => {
    const { roundId } = await startReview(people, {
      secondReviewer: true,
      stages: [stageOf({ reviewers: 'members', memberIds: [id('megan')], fallbackIds: [] })],
    })
    await db().principal.update({ where: { id: id('megan') }, data: { blockedAt: now() } })
    await replaceReviewers(job)
    await reassign(roundId, { fromId: 'nobody' })
    await expectTrueCounters(roundId)
    const unasked = async () => (await listRoundReviewers(people.adele, { roundId })).unasked
    expect(await unasked()).toBeGreaterThan(0)
    await expect(reassign(roundId, { fromId: 'nobody' })).rejects.toThrow(
      'Priya Nair is the other of two reviewers there. Choose somebody else.',
    )
    await reassign(roundId, { fromId: 'nobody', to: 'lee@woodgrove.example' })
    await expectTrueCounters(roundId)
    expect(await unasked()).toBe(0)
  })
})

describe('reading a round', () => {
  it('finds items by outcome, person, resource and reviewer', async () => {
    const { roundId } = await startReview(people)
    const [one, two] = await ids(roundId)
    await answer(roundId, one!, 'deny')
    await answer(roundId, two!, 'approve')
    const found = async (input: object) =>
      (await listRoundItems(people.adele, { roundId, ...input })).rows.map(
        ({ address, title }) => `${address.split('@')[0]} ${title}`,
      )
    expect(await found({})).toEqual(['nicole Budget', 'nicole Q3 plan', 'omar Q3 plan'])
    expect(await found({ outcome: 'deny' })).toEqual(['nicole Budget'])
    expect(await found({ outcome: 'not_reviewed' })).toEqual(['omar Q3 plan'])
    expect(await found({ q: 'OMAR' })).toEqual(['omar Q3 plan'])
    expect(await found({ q: 'q3' })).toEqual(['nicole Q3 plan', 'omar Q3 plan'])
    expect(await found({ reviewer: id('lee') })).toEqual(['nicole Budget'])
    expect(await found({ q: '%' })).toEqual([])
    expect(await found({ outcome: 'nonsense', after: 'x', before: '-1' })).toHaveLength(3)
    expect((await listRoundItems(people.adele, { roundId })).counts).toEqual({
      approve: 1,
      deny: 1,
      dont_know: 0,
      not_reviewed: 1,
    })
  })

  it('turns pages from item to item, both ways', async () => {
    await db().principal.createMany({
      data: Array.from({ length: 120 }, (_, n) => ({
        kind: 'guest' as const,
        address: `g${String(n).padStart(3, '0')}@tailspin.example`,
        createdAt: now(),
      })),
    })
    const guests = await db().principal.findMany({
      where: { address: { endsWith: '@tailspin.example' } },
      orderBy: { address: 'asc' },
    })
    await db().guest.createMany({ data: guests.map(({ id: principalId }) => ({ principalId, invitedAt: now() })) })
    const { roundId } = await startReview(people, {
      subject: 'guest',
      scope: { domains: ['tailspin.example'] },
      stages: [stageOf({ reviewers: 'members', memberIds: [id('priya')] })],
    })
    const page = (more: object) => listRoundItems(people.adele, { roundId, ...more })
    const first = await page({})
    const second = await page({ after: first.next })
    const third = await page({ after: second.next })
    expect([first, second, third].map(({ rows }) => rows.length)).toEqual([50, 50, 20])
    expect([...first.rows, ...second.rows, ...third.rows].map(({ address }) => address)).toEqual(
      guests.map(({ address }) => address),
    )
    expect([first.previous, third.next]).toEqual([null, null])
    expect((await page({ before: third.previous })).rows).toEqual(second.rows)
    expect(await page({ before: second.previous })).toMatchObject({ previous: null, rows: first.rows })
  })

  it('says who was mailed once a mail, not once a seat, and what happened', async () => {
    const { roundId } = await startReview(people)
    await db().reviewer.updateMany({ where: { panel: { roundId } }, data: { startToldAt: after(now(), -1000) } })
    expect(await remindReviewersNow(people.adele, { roundId })).toMatchObject({ reviewers: 2 })
    await expect(remindReviewersNow(people.adele, { roundId })).rejects.toThrow(/within the last hour/)
    expect((await listRoundMails(people.adele, { roundId })).rows.map(({ what }) => what)).toEqual([
      'reminder',
      'reminder',
      'start',
      'start',
    ])
    await stopRound(people.adele, { roundId })
    expect((await listRoundHappenings(people.adele, { roundId })).rows.map(({ type }) => type)).toEqual([
      'review-round.ended',
      'review-round.reminded',
      'review-round.started',
      'review-round.begun',
    ])
  })

  it('says of each mail whether it was sent, failed or still waits', async () => {
    const { roundId } = await startReview(people)
    await tellReviewers(systemCaller('start-review-rounds'))
    const states = async () =>
      (await listRoundMails(people.adele, { roundId })).rows
        .map(({ address, what, mail }) => [address.split('@')[0], what, mail && mail.state, mail && mail.problem])
        .sort()
    expect(await states()).toEqual([
      ['lee', 'start', 'queued', null],
      ['megan', 'start', 'queued', null],
    ])
    await db().mail.updateMany({
      where: { recipient: people.lee.principal.address },
      // By what the mail names, not by when it was written.
      data: { sentAt: now(), nextAttemptAt: null, createdAt: after(now(), -HOUR) },
    })
    await db().mail.updateMany({
      where: { recipient: people.megan.principal.address },
      data: { droppedAt: now(), nextAttemptAt: null, lastError: '550 No such mailbox' },
    })
    expect(await states()).toEqual([
      ['lee', 'start', 'sent', null],
      ['megan', 'start', 'failed', 'The mail server refuses the mail.'],
    ])
    await reassignItems(people.adele, {
      roundId,
      fromId: id('megan'),
      to: 'priya@woodgrove.example',
      reason: 'On leave',
    })
    expect(await states()).toContainEqual(['priya', 'handed-on', 'queued', null])
    expect(await db().mail.count({ where: { roundId, toldAt: { not: null } } })).toBe(3)
    await db().mail.deleteMany()
    expect((await states()).map(([, , state]) => state)).toEqual([null, null, null])
  })

  it('shows how far the starting and the applying are', async () => {
    const { roundId } = await startReview(people)
    const last = (await ids(roundId))[1]!
    await db().reviewRound.update({
      where: { id: roundId },
      data: { startedAt: null, frozenThrough: people.nicole.principal.address },
    })
    expect((await getRound(people.adele, { roundId })).work).toMatchObject({ kind: 'starting', done: 1, total: 2 })
    await db().reviewRound.update({
      where: { id: roundId },
      data: { startedAt: now(), endedAt: now(), applyingAt: now(), appliedThrough: last },
    })
    expect((await getRound(people.adele, { roundId })).work).toMatchObject({ kind: 'applying', done: 2, total: 3 })
  })
})

it('counts as missing nobody who answered in an earlier stage and left since', async () => {
  await share(people, 'Of an earlier stage', 'lee', 'nicole')
  const { roundId } = await startReview(people, {
    stages: [stageOf(), stageOf({ reviewers: 'members', memberIds: [id('priya')] })],
  })
  await db().reviewer.updateMany({ where: { panel: { roundId, stage: 1 } }, data: { leftAt: now() } })
  expect((await listRoundReviewers(people.adele, { roundId })).unasked).toBeGreaterThan(0)
  await db().reviewRound.update({ where: { id: roundId }, data: { stage: 2 } })
  expect((await listRoundReviewers(people.adele, { roundId })).unasked).toBe(0)
})

it('refuses everyone but an administrator, whatever is asked', async () => {
  const { roundId } = await startReview(people)
  const doings: ((caller: Caller) => Promise<unknown>)[] = [
    (caller) => stopRound(caller, { roundId }),
    (caller) => applyRound(caller, { roundId }),
    (caller) => extendRound(caller, { roundId, endsAt: now(), days: 1 }),
    (caller) => resetRound(caller, { roundId, confirm: 'on' }),
    (caller) => remindReviewersNow(caller, { roundId }),
    (caller) => reassignItems(caller, { roundId, fromId: id('megan'), to: 'priya@woodgrove.example', reason: 'x' }),
    (caller) => getRound(caller, { roundId }),
    (caller) => listRoundItems(caller, { roundId }),
    (caller) => listRoundReviewers(caller, { roundId }),
    (caller) => listRoundMails(caller, { roundId }),
    (caller) => listRoundHappenings(caller, { roundId }),
  ]
  for (const doing of doings)
    for (const caller of [people.megan, people.nicole, stranger])
      await expect(doing(caller)).rejects.toThrow(AccessDenied)
  expect(await roundOf(roundId)).toMatchObject({ endedAt: null, extendedAt: null, resetAt: null })
  const nowhere = { roundId: '00000000-0000-7000-8000-000000000000' }
  for (const doing of [stopRound, applyRound, getRound, listRoundItems, listRoundReviewers, remindReviewersNow])
    await expect(doing(people.adele, nowhere)).rejects.toThrow(NotFound)
  await expect(getRound(people.adele, { roundId: 'nonsense' })).rejects.toThrow(NotFound)
})
