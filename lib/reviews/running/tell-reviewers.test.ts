import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, DAY, now, SECOND } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { transaction } from '../../db/transaction'
import type { PersonCaller } from '../../principal'
import { closeStages } from './close-stages'
import { remindOpen } from './remind-open'
import { replaceReviewers } from './replace-reviewers'
import { readRound } from '../rounds/round-row'
import { dueReminder, tellReviewers } from './tell-reviewers'
import { answer, job, share, stageOf, startReview } from '../testing'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const id = (name: CastName) => people[name].principal.id
const goTo = (time: Date) => vi.useFakeTimers({ toFake: ['Date'], now: time })
const tellAt = async (time: Date) => {
  goTo(time)
  await tellReviewers(job)
}
const mails = async () =>
  (await db().mail.findMany({ orderBy: [{ createdAt: 'asc' }, { recipient: 'asc' }] })).map(
    ({ template, recipient, input }) => {
      const { items, open } = (input as { input: { items: number; open?: number } }).input
      return [template.replace('review-', ''), recipient.split('@')[0], open ?? items].join(' ')
    },
  )
const firstItem = async (roundId: string) =>
  (await db().reviewItem.findFirstOrThrow({ where: { roundId }, orderBy: { id: 'asc' } })).id

describe('reviewers', () => {
  it('are told once at the start, half-way and a day before the end, with everything of theirs in one mail', async () => {
    await share(people, 'Budget', 'lee', 'nicole')
    await share(people, 'Plan', 'megan', 'nicole')
    await share(people, 'Plan', 'megan', 'omar')
    const members = stageOf({ reviewers: 'members', memberIds: [id('megan')], fallbackIds: [id('megan')] })
    const { roundId, round } = await startReview(people, {
      secondReviewer: true,
      stages: [stageOf({ fallbackIds: [id('megan')] }), members],
    })
    const end = round.stageEndsAt[0]!
    const half = after(round.startedAt!, (end.getTime() - round.startedAt!.getTime()) / 2)
    await Promise.all(Array.from({ length: 20 }, () => tellReviewers(job)))
    const start = ['started lee 1', 'started megan 3']
    expect((await mails()).sort()).toEqual(start)
    await tellAt(after(half, -1))
    expect((await mails()).sort()).toEqual(start)
    await answer(roundId, await firstItem(roundId), 'deny')
    await tellAt(half)
    await Promise.all(Array.from({ length: 20 }, () => tellReviewers(job)))
    expect((await mails()).slice(2)).toEqual(['reminder megan 3'])
    await tellAt(after(end, -DAY))
    await tellAt(after(end, -DAY + SECOND))
    await tellAt(end)
    expect((await mails()).slice(3)).toEqual(['reminder megan 3'])
    await closeStages(job)
    await tellReviewers(job)
    // One start mail a person and round: whoever sat in the first stage finds the second in their reviews, and is reminded of it.
    expect((await mails()).slice(4)).toEqual([])
    expect(await db().reviewer.count({ where: { panel: { roundId, stage: 2 }, startToldAt: null } })).toBe(0)
    const second = (await db().reviewRound.findUniqueOrThrow({ where: { id: roundId } })).stageEndsAt[1]!
    await tellAt(after(second, -DAY))
    expect((await mails()).slice(4)).toEqual(['reminder megan 3'])
  })

  it('who are guests are asked about themselves', async () => {
    await share(people, 'Plan', 'megan', 'nicole')
    await startReview(people, { stages: [stageOf({ reviewers: 'guests' })], message: 'Be quick.' })
    await tellReviewers(job)
    const mail = await db().mail.findFirstOrThrow()
    expect(mail).toMatchObject({
      recipient: 'nicole@contoso.example',
      replyTo: 'adele@woodgrove.example',
      input: { input: { guest: true, message: 'Be quick.' } },
    })
  })

  it('are not reminded where that was not chosen, nor told of a stage that is over', async () => {
    await share(people, 'Plan', 'megan', 'nicole')
    const { round } = await startReview(people, { remind: false })
    await tellReviewers(job)
    await tellAt(after(round.stageEndsAt[0]!, -DAY))
    const late = await startReview(people)
    await tellAt(late.round.stageEndsAt[0]!)
    expect(await mails()).toEqual(['started megan 1'])
  })

  it('are reminded when an administrator asks, only those with items open', async () => {
    await share(people, 'Budget', 'lee', 'nicole')
    await share(people, 'Plan', 'megan', 'nicole')
    const { roundId } = await startReview(people)
    await answer(roundId, await firstItem(roundId), 'approve')
    const remind = (principalIds?: string[]) =>
      transaction(async (tx) => remindOpen(tx, people.adele, await readRound(tx, roundId), { principalIds }))
    expect(await remind([id('lee')])).toBe(0)
    expect(await remind()).toBe(1)
    expect(await mails()).toEqual(['reminder megan 1'])
    expect(
      await db().auditEvent.findFirst({
        where: { type: 'review-round.reminded', detail: { path: ['roundId'], equals: roundId } },
      }),
    ).toMatchObject({ callerId: id('adele'), detail: { reviewers: 1 } })
  })
})

describe('a stage', () => {
  const begin = new Date('2026-11-23T09:00:00.000Z')
  it.each([
    [1, 0.9, null],
    [2, 0.99, null],
    [2, 1, 'lastToldAt'],
    [3, 1.5, null],
    [3, 2, 'lastToldAt'],
    [4, 2, 'halfToldAt'],
    [4, 3, 'lastToldAt'],
    [30, 14.99, null],
    [30, 15, 'halfToldAt'],
  ])('of %s days is reminded of after %s: %s', (days, passed, mark) => {
    const due = dueReminder(
      { startedAt: begin, stage: 1, stageEndsAt: [after(begin, days * DAY)] },
      after(begin, passed * DAY),
    )
    expect(due?.mark ?? null).toBe(mark)
  })
})

describe('a reviewer who leaves', () => {
  const noteOf = async (roundId: string) =>
    (await db().reviewPanel.findMany({ where: { roundId }, orderBy: { itemCount: 'asc' } })).map(({ note }) => note)
  const seatsOf = async (roundId: string) =>
    (await db().reviewer.findMany({ where: { panel: { roundId }, leftAt: null }, include: { principal: true } })).map(
      ({ principal, insteadOfId }) => [principal.name, insteadOfId],
    )

  it('is replaced by the fallback, who is told, and the panel says so', async () => {
    await share(people, 'Budget', 'lee', 'nicole')
    const { roundId } = await startReview(people, { stages: [stageOf({ fallbackIds: [id('priya'), id('lee')] })] })
    await tellReviewers(job)
    await db().principal.update({ where: { id: id('lee') }, data: { blockedAt: now() } })
    await Promise.all(Array.from({ length: 20 }, () => replaceReviewers(job)))
    await tellReviewers(job)
    expect(await noteOf(roundId)).toEqual(['Lee Gu was disabled; Priya Nair answers instead.'])
    expect(await seatsOf(roundId)).toEqual([['Priya Nair', id('lee')]])
    expect((await mails()).sort()).toEqual(['started lee 1', 'started priya 1'])
    expect(
      await db().auditEvent.count({
        where: { type: 'reviewer.replaced', detail: { path: ['roundId'], equals: roundId } },
      }),
    ).toBe(1)
  })

  it('brings the fallback a letter of its own where they were told of the round before', async () => {
    await share(people, 'Budget', 'lee', 'nicole')
    await share(people, 'Plan', 'priya', 'nicole')
    await startReview(people, { stages: [stageOf({ fallbackIds: [id('priya')] })] })
    await tellReviewers(job)
    await db().principal.update({ where: { id: id('lee') }, data: { removedAt: now() } })
    await replaceReviewers(job)
    await tellReviewers(job)
    expect((await mails()).sort()).toEqual(['handed-on priya 1', 'started lee 1', 'started priya 1'])
  })

  it('leaves the others on a panel to it, and nobody where no fallback was chosen', async () => {
    await share(people, 'Plan', 'megan', 'nicole')
    const shared = await startReview(people, {
      stages: [stageOf({ reviewers: 'members', memberIds: [id('lee'), id('priya')], fallbackIds: [id('adele')] })],
    })
    await db().principal.update({ where: { id: id('lee') }, data: { blockedAt: now() } })
    await replaceReviewers(job)
    expect([await noteOf(shared.roundId), await seatsOf(shared.roundId)]).toEqual([[null], [['Priya Nair', null]]])
    const alone = await startReview(people, { stages: [stageOf({ reviewers: 'guests' })] })
    await db().principal.update({ where: { id: id('nicole') }, data: { blockedAt: now() } })
    await replaceReviewers(job)
    expect([await noteOf(alone.roundId), await seatsOf(alone.roundId)]).toEqual([
      ['Nicole Baker was blocked; nobody is left to answer.'],
      [],
    ])
  })
})
