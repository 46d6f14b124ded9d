import { beforeEach, describe, expect, it } from 'vitest'
import { cast, type CastName } from '../../../prisma/cast'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast, stranger } from '../../db/testing'
import { AccessDenied, Conflict, Invalid, NotFound } from '../../errors'
import type { Caller, PersonCaller } from '../../principal'
import { changeReview } from './change-review'
import { createReview } from './create-review'
import { endReview } from './end-review'
import { getReview } from '../administering/get-review'
import { beginReview, getReviewForm } from './get-review-form'
import { listReviews } from '../administering/list-reviews'
import { previewReview } from './preview-review'
import { clocks } from './read-review-form'
import { ReviewForm, type ReviewFormValues } from './review-form'
import { blankReview } from './review-templates'
import { settingsOf } from '../rounds/settings'
import { startRounds } from '../starting/start-rounds'
import { itemsOf, job, share } from '../testing'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const id = (name: CastName) => people[name].principal.id
const form = (more: Partial<ReviewFormValues> = {}) =>
  ReviewForm.parse({ ...blankReview, name: 'Every guest', ...more })
const day = (from: number) =>
  after(new Date(`${clocks('America/New_York')[0]}T12:00Z`), from * DAY)
    .toISOString()
    .slice(0, 10)
const create = (more: Partial<ReviewFormValues> = {}) => createReview(people.adele, form(more))

async function shareSome() {
  await share(people, 'Q3 plan', 'megan', 'nicole', { openedDaysAgo: 3 })
  await share(people, 'Budget', 'lee', 'nicole', { openedDaysAgo: 94 })
  await share(people, 'Q3 plan', 'megan', 'omar', { daysAgo: 3 })
}

describe('a review', () => {
  it('begins at once, and its round asks what the preview said', async () => {
    await shareSome()
    const { reviewId } = await create({ ifUnanswered: 'remove' })
    await startRounds(job)
    const view = await getReview(people.adele, { reviewId })
    expect(view.rounds.rows).toMatchObject([{ number: 1, items: 3, status: 'in-progress', pace: 'on-time' }])
    expect(view.words.find(({ label }) => label === 'About')?.words).toBe('Every guest, on every resource.')
    const event = await db().auditEvent.findFirstOrThrow({
      where: { type: 'review.created', detail: { path: ['reviewId'], equals: reviewId } },
    })
    expect(event).toMatchObject({ callerId: id('adele'), detail: { review: 'Every guest' } })
  })

  it('waits for its day', async () => {
    await shareSome()
    const { reviewId } = await create({ startsOn: day(3), frequency: 'monthly' })
    await startRounds(job)
    const view = await getReview(people.adele, { reviewId })
    expect(view.rounds.total).toBe(0)
    expect(view.next).toHaveLength(3)
    expect(view.next[0]!.startsAt).toEqual(view.nextRoundAt)
  })

  it('of a scope that matches nobody is refused, or waits when asked to', async () => {
    await expect(create()).rejects.toThrow(/Nobody is in this scope/)
    expect(await db().accessReview.count()).toBe(0)
    const { reviewId } = await create({ waits: 'on', startsOn: day(1) })
    expect((await db().accessReview.findUniqueOrThrow({ where: { id: reviewId } })).nextRoundAt).not.toBeNull()
  })

  it('that nobody could answer is refused by name, or set up when asked to', async () => {
    await shareSome()
    await db().principal.updateMany({ where: { id: { in: [id('megan'), id('lee')] } }, data: { blockedAt: now() } })
    await expect(create()).rejects.toThrow(/Nobody would be asked/)
    await create({ fallback1: cast.priya.address })
    await create({ waits: 'on' })
    expect(await db().accessReview.count()).toBe(2)
  })

  it('is found in the list by name, with its newest round', async () => {
    await shareSome()
    await create({ name: 'First' })
    await create({ name: '100% of guests' })
    await startRounds(job)
    const { rows, total } = await listReviews(people.adele, { sort: 'name' })
    expect([total, rows.map(({ name, round }) => [name, round?.items])]).toEqual([
      2,
      [
        ['100% of guests', 3],
        ['First', 3],
      ],
    ])
    expect((await listReviews(people.adele, { q: '0% o' })).total).toBe(1)
    expect((await listReviews(people.adele, { q: '%' })).total).toBe(1)
  })

  it('comes back into the form as it was filled in', async () => {
    await shareSome()
    const typed = {
      name: 'All of it',
      who: 'chosen',
      guests: cast.nicole.address,
      which: 'chosen',
      resources: 'Q3 plan',
      domains: 'contoso.example',
      sponsors: cast.megan.address,
      inactiveDays: '',
      reviewers1: 'members',
      members1: cast.priya.address,
      fallback1: cast.lee.address,
      days1: '3',
      stage2: 'on',
      reviewers2: 'sponsors',
      days2: '2',
      deny1: 'on',
      approve1: undefined,
      dont_know1: undefined,
      not_reviewed1: undefined,
      frequency: 'weekly',
      startsOn: day(2),
      ends: 'rounds',
      rounds: '3',
      justifyDeny: 'on',
      ifUnanswered: 'remove',
      message: 'Please.',
      told: cast.lee.address,
    } satisfies Partial<ReviewFormValues>
    const { reviewId } = await create({ ...typed, waits: 'on' })
    const { values } = await getReviewForm(people.adele, { reviewId })
    expect(values).toMatchObject(typed)
    const before = await db().accessReview.findUniqueOrThrow({ where: { id: reviewId } })
    await changeReview(people.adele, { ...ReviewForm.parse(values), reviewId, revision: 1 })
    expect(settingsOf(await db().accessReview.findUniqueOrThrow({ where: { id: reviewId } }))).toEqual(
      settingsOf(before),
    )
  })
})

describe('a change', () => {
  it('of its name alone changes nothing else, whoever was removed or disabled and whatever was deleted', async () => {
    await shareSome()
    const named = {
      who: 'chosen',
      guests: cast.nicole.address,
      which: 'chosen',
      resources: 'Budget',
      sponsors: cast.megan.address,
      reviewers1: 'members',
      members1: cast.priya.address,
      fallback1: cast.lee.address,
      told: cast.lee.address,
      startsOn: day(2),
      waits: 'on',
    } satisfies Partial<ReviewFormValues>
    const { reviewId } = await create(named)
    const before = settingsOf(await db().accessReview.findUniqueOrThrow({ where: { id: reviewId } }))
    await db().principal.updateMany({
      where: { id: { in: [id('nicole'), id('megan'), id('priya')] } },
      data: { removedAt: now() },
    })
    await db().principal.update({ where: { id: id('lee') }, data: { blockedAt: now() } })
    await db().resource.updateMany({ where: { title: 'Budget' }, data: { deletedAt: now() } })
    const { values, revision } = await getReviewForm(people.adele, { reviewId })
    await changeReview(people.adele, { ...ReviewForm.parse({ ...values, name: 'Another name' }), reviewId, revision })
    const { name, ...review } = await db().accessReview.findUniqueOrThrow({ where: { id: reviewId } })
    expect([name, settingsOf(review)]).toEqual(['Another name', before])
    await expect(
      changeReview(people.adele, {
        ...ReviewForm.parse({ ...values, fallback1: cast.priya.address }),
        reviewId,
        revision: revision + 1,
      }),
    ).rejects.toMatchObject({ fields: { fallback1: expect.stringMatching(/is disabled/) } })
  })

  it('counts from the next round on, which never begins before the open one ends', async () => {
    await shareSome()
    const { reviewId } = await create({ frequency: 'monthly', days1: '20' })
    await startRounds(job)
    const { values, revision, begun } = await getReviewForm(people.adele, { reviewId })
    expect(begun).toBe(true)
    await changeReview(people.adele, {
      ...ReviewForm.parse({ ...values, name: 'Weekly now', frequency: 'weekly', days1: '7' }),
      reviewId,
      revision,
    })
    const { nextRoundAt, name, rounds } = await db().accessReview.findUniqueOrThrow({
      where: { id: reviewId },
      include: { rounds: true },
    })
    expect([name, settingsOf(rounds[0]!).stages[0]!.days]).toEqual(['Weekly now', 20])
    expect(nextRoundAt!.getTime()).toBeGreaterThanOrEqual(rounds[0]!.stageEndsAt[0]!.getTime())
    await startRounds(job)
    expect(await db().reviewRound.count({ where: { reviewId } })).toBe(1)
  })

  it('of two at once lets one through, and tells the other who was faster', async () => {
    await shareSome()
    const { reviewId } = await create({ startsOn: day(2) })
    const { values, revision } = await getReviewForm(people.adele, { reviewId })
    const change = (name: string) =>
      changeReview(people.adele, { ...ReviewForm.parse({ ...values, name }), reviewId, revision })
    const settled = await Promise.allSettled(['One', 'Two', 'Three'].map(change))
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of settled) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(Conflict)
    await expect(change('Four')).rejects.toThrow(
      /^Adele Vance changed this review on \w+ \d+, \d{4}, \d+:\d\d [AP]M, after you opened it/,
    )
    expect(await db().accessReview.findUniqueOrThrow({ where: { id: reviewId } })).toMatchObject({ revision: 2 })
    expect(
      await db().auditEvent.count({
        where: { type: 'review.changed', detail: { path: ['reviewId'], equals: reviewId } },
      }),
    ).toBe(1)
  })

  it('keeps a first day that is over, but takes no other', async () => {
    await shareSome()
    const { reviewId } = await create({ startsOn: day(2), frequency: 'weekly', days1: '7' })
    const { settings } = await db().accessReview.findUniqueOrThrow({ where: { id: reviewId } })
    await db().accessReview.update({
      where: { id: reviewId },
      data: { settings: { ...settingsOf({ settings }), startsOn: day(-9) } },
    })
    const { values, revision } = await getReviewForm(people.adele, { reviewId })
    await changeReview(people.adele, { ...ReviewForm.parse(values), reviewId, revision })
    await expect(
      changeReview(people.adele, {
        ...ReviewForm.parse({ ...values, startsOn: day(-8) }),
        reviewId,
        revision: revision + 1,
      }),
    ).rejects.toThrow(Invalid)
  })

  it('comes too late once the review has ended, and no round follows', async () => {
    await shareSome()
    const { reviewId } = await create({ startsOn: day(1), frequency: 'weekly', days1: '7' })
    const { values, revision } = await getReviewForm(people.adele, { reviewId })
    await endReview(people.adele, { reviewId })
    await expect(endReview(people.adele, { reviewId })).rejects.toThrow(Conflict)
    await expect(changeReview(people.adele, { ...ReviewForm.parse(values), reviewId, revision })).rejects.toThrow(
      /has ended/,
    )
    expect(await getReview(people.adele, { reviewId })).toMatchObject({
      nextRoundAt: null,
      next: [],
      endedAt: expect.any(Date),
    })
  })
})

describe('the preview', () => {
  it('counts items, reviewers, who has none, and what would be removed', async () => {
    await shareSome()
    await db().principal.update({ where: { id: id('lee') }, data: { blockedAt: now() } })
    expect(await previewReview(people.adele, form({ ifUnanswered: 'remove', frequency: 'monthly' }))).toMatchObject({
      items: 3,
      guests: 2,
      reviewers: 1,
      median: 2,
      most: 2,
      unasked: 1,
      removed: 3,
      second: 0,
      top: [{ name: 'Megan Bowen', items: 2 }],
      startsNow: true,
      rounds: [{}, {}, {}],
    })
    expect(await previewReview(people.adele, form({ ifUnanswered: 'recommendation' }))).toMatchObject({
      removed: 1,
      examples: [{ address: cast.nicole.address, title: 'Budget' }],
    })
    expect(
      await previewReview(people.adele, form({ ifUnanswered: 'approve', fallback1: cast.priya.address })),
    ).toMatchObject({ removed: 0, unasked: 0, reviewers: 2 })
    expect(
      await previewReview(people.adele, form({ secondReviewer: 'on', fallback1: cast.priya.address })),
    ).toMatchObject({
      second: 2,
      alone: 0,
      top: [
        { name: 'Priya Nair', items: 3 },
        { name: 'Megan Bowen', items: 2 },
      ],
    })
    expect(
      await previewReview(people.adele, form({ secondReviewer: 'on', fallback1: cast.megan.address })),
    ).toMatchObject({ second: 2, alone: 2 })
  })

  it('of nobody says so', async () => {
    expect(await previewReview(people.adele, form())).toMatchObject({
      items: 0,
      guests: 0,
      reviewers: 0,
      removed: 0,
      top: null,
    })
  })

  const scopes: [string, Partial<ReviewFormValues>][] = [
    ['every grant', {}],
    ['every guest, by sponsors', { subject: 'guest', reviewers1: 'sponsors' }],
    ['every guest, by themselves', { subject: 'guest', reviewers1: 'guests' }],
    ['one guest', { who: 'chosen', guests: cast.nicole.address }],
    ['one resource, of guests', { subject: 'guest', reviewers1: 'guests', which: 'chosen', resources: 'Budget' }],
    ['a domain', { domains: 'fabrikam.example' }],
    ['a sponsor', { sponsors: cast.megan.address, reviewers1: 'sponsors' }],
    ['the inactive', { inactiveDays: '2' }],
    [
      'chosen members',
      {
        reviewers1: 'members',
        members1: `${cast.priya.address} ${cast.lee.address}`,
        secondReviewer: 'on',
        fallback1: cast.adele.address,
      },
    ],
  ]
  it.each(scopes)('says what a round then freezes: %s', async (_, more) => {
    await shareSome()
    await share(people, 'Budget', 'lee', 'omar', { openedDaysAgo: 1 })
    const told = await previewReview(people.adele, form({ ...more, ifUnanswered: 'recommendation' }))
    const { reviewId } = await create({ ...more, ifUnanswered: 'recommendation' })
    await startRounds(job)
    const round = await db().reviewRound.findFirstOrThrow({
      where: { reviewId },
      include: { panels: { include: { reviewers: true } } },
    })
    expect(round.itemCount).toBeGreaterThan(0)
    const items = await db().reviewItem.findMany({ where: { roundId: round.id } })
    const each = new Map<string, number>()
    for (const { itemCount, reviewers } of round.panels)
      for (const { principalId } of reviewers) each.set(principalId, (each.get(principalId) ?? 0) + itemCount)
    expect(told).toMatchObject({
      items: (await itemsOf(round.id)).length,
      guests: new Set(items.map(({ principalId }) => principalId)).size,
      removed: items.filter(({ recommendation }) => recommendation === 'deny').length,
      reviewers: each.size,
      most: Math.max(...each.values()),
    })
  })
})

it('refuses everyone but an administrator, and says nothing of what is not there', async () => {
  await shareSome()
  const { reviewId } = await create({ startsOn: day(1) })
  const doings: ((caller: Caller) => Promise<unknown>)[] = [
    (caller) => createReview(caller, form()),
    (caller) => previewReview(caller, form()),
    (caller) => changeReview(caller, { ...form(), reviewId, revision: 1 }),
    (caller) => endReview(caller, { reviewId }),
    (caller) => listReviews(caller),
    (caller) => getReview(caller, { reviewId }),
    (caller) => getReviewForm(caller, { reviewId }),
    (caller) => beginReview(caller, {}),
  ]
  for (const doing of doings)
    for (const caller of [people.megan, people.nicole, stranger])
      await expect(doing(caller)).rejects.toThrow(AccessDenied)
  expect(await db().accessReview.count()).toBe(1)
  for (const unknown of ['nonsense', reviewId.replace(/.$/, (last) => (last === '0' ? '1' : '0'))])
    await expect(getReview(people.adele, { reviewId: unknown })).rejects.toThrow(NotFound)
})
