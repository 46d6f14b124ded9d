import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { Invalid } from '../../errors'
import type { PersonCaller } from '../../principal'
import { clocks, readReviewForm } from './read-review-form'
import { ReviewForm, type ReviewFormValues } from './review-form'
import { blankReview, reviewTemplates } from './review-templates'
import { ReviewSettings } from '../rounds/settings'
import { share } from '../testing'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const ZONE = 'America/New_York'
const id = (name: CastName) => people[name].principal.id
const read = (more: Partial<ReviewFormValues> = {}) =>
  readReviewForm(db(), ReviewForm.parse({ ...blankReview, name: 'Every guest', ...more }), ZONE)
const wrong = async (more: Partial<ReviewFormValues>) => {
  const error = await read(more).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Invalid)
  return (error as Invalid).fields
}
const day = (from: number) =>
  after(new Date(`${clocks(ZONE)[0]}T12:00Z`), from * DAY)
    .toISOString()
    .slice(0, 10)

describe('the form', () => {
  it('becomes settings: from now on, every guest, asked of the sharers', async () => {
    const settings = await read()
    expect(ReviewSettings.parse(settings)).toEqual(settings)
    expect(settings).toMatchObject({
      subject: 'grant',
      scope: { guestIds: null, domains: [], sponsorIds: [], resourceIds: null, inactiveDays: null },
      frequency: 'once',
      startsOn: day(0),
      endsOn: null,
      rounds: null,
      stages: [{ reviewers: 'sharers', days: 14 }],
      ifUnanswered: 'keep',
      autoApply: true,
      justify: { approve: false, deny: false },
      message: null,
    })
    expect(settings.startsAt).toBe(clocks(ZONE)[1])
  })

  it('begins a later day at midnight', async () => {
    expect(await read({ startsOn: day(3) })).toMatchObject({ startsOn: day(3), startsAt: '00:00' })
  })

  it.each(reviewTemplates)('takes the template $title as it is', async ({ values }) => {
    expect(ReviewSettings.parse(await read(values))).toBeTruthy()
  })

  it('finds people by address and resources by title or page', async () => {
    const { resourceId } = await share(people, 'Q3 plan', 'megan', 'nicole')
    const other = await share(people, 'Budget', 'lee', 'nicole')
    const settings = await read({
      who: 'chosen',
      guests: 'Nicole@Contoso.example,\nomar@fabrikam.example',
      which: 'chosen',
      resources: `Q3 plan\nhttps://share.woodgrove.example/shares/${other.resourceId}`,
      reviewers1: 'members',
      members1: 'priya@woodgrove.example',
      fallback1: 'lee@woodgrove.example adele@woodgrove.example',
      domains: '@Contoso.example',
      sponsors: 'megan@woodgrove.example',
      told: 'lee@woodgrove.example',
    })
    expect(settings.scope).toMatchObject({
      guestIds: [id('nicole'), id('omar')],
      domains: ['contoso.example'],
      sponsorIds: [id('megan')],
    })
    expect(settings.scope.resourceIds?.sort()).toEqual([resourceId, other.resourceId].sort())
    expect(settings.stages[0]).toMatchObject({ memberIds: [id('priya')], fallbackIds: [id('lee'), id('adele')] })
    expect(settings.toldIds).toEqual([id('lee')])
  })

  it('reads up to three stages, each with what moves on', async () => {
    const settings = await read({
      days1: '3',
      stage2: 'on',
      reviewers2: 'sponsors',
      days2: '2',
      approve1: undefined,
      deny1: 'on',
      dont_know1: undefined,
      not_reviewed1: undefined,
      stage3: 'on',
      reviewers3: 'guests',
      days3: '2',
      frequency: 'weekly',
    })
    expect(settings.stages.map(({ reviewers, days, movesOn }) => [reviewers, days, movesOn])).toEqual([
      ['sharers', 3, ['deny']],
      ['sponsors', 2, ['approve', 'deny', 'dont_know', 'not_reviewed']],
      ['guests', 2, []],
    ])
  })
})

describe('bad input names its field and the remedy', () => {
  const cases: [string, () => Partial<ReviewFormValues>, string, RegExp][] = [
    [
      'a week that takes eight days',
      () => ({ frequency: 'weekly', days1: '8' }),
      'days1',
      /^A weekly round can take 7 days at most, so that it ends before the next begins\.$/,
    ],
    ['a month of 28 days', () => ({ frequency: 'monthly', days1: '28' }), 'days1', /27 days at most/],
    [
      'stages too long together',
      () => ({ frequency: 'weekly', days1: '4', stage2: 'on', days2: '4' }),
      'days1',
      /all stages together/,
    ],
    ['no days', () => ({ days1: '' }), 'days1', /from 1 to 365/],
    ['half a day', () => ({ days1: '1.5' }), 'days1', /whole number/],
    [
      'an end before the start',
      () => ({ frequency: 'weekly', days1: '7', startsOn: day(10), ends: 'date', endsOn: day(9) }),
      'endsOn',
      /before the first round/,
    ],
    ['no end day', () => ({ ends: 'date', endsOn: '' }), 'endsOn', /Choose the last day/],
    ['a start that is over', () => ({ startsOn: day(-1) }), 'startsOn', /Choose today or a day to come/],
    ['a day there is not', () => ({ startsOn: '2027-02-30' }), 'startsOn', /Choose the day/],
    ['no rounds', () => ({ ends: 'rounds', rounds: '0' }), 'rounds', /from 1 to 1,000/],
    ['731 days inactive', () => ({ inactiveDays: '731' }), 'inactiveDays', /from 1 to 730/],
    ['no member chosen', () => ({ reviewers1: 'members', members1: ' ' }), 'members1', /Nobody would be asked/],
    [
      'a guest among the members',
      () => ({ reviewers1: 'members', members1: 'nicole@contoso.example' }),
      'members1',
      /is a guest\. Choose a member/,
    ],
    [
      'sharers of a guest',
      () => ({ subject: 'guest' }),
      'reviewers1',
      /A guest is not shared by anyone: choose sponsors, members or the guests themselves/,
    ],
    ['no guest chosen', () => ({ who: 'chosen', guests: '' }), 'guests', /Name the guests/],
    ['a member among the guests', () => ({ who: 'chosen', guests: 'lee@woodgrove.example' }), 'guests', /is a member/],
    ['no resource', () => ({ which: 'chosen', resources: '' }), 'resources', /Name the resources/],
    [
      'an unknown resource',
      () => ({ which: 'chosen', resources: 'Nothing' }),
      'resources',
      /“Nothing”: nothing that is shared is called so/,
    ],
    ['no mail domain', () => ({ domains: 'contoso' }), 'domains', /“contoso” is not a mail domain/],
    [
      'no recommendations to take',
      () => ({ recommendations: undefined, ifUnanswered: 'recommendation' }),
      'ifUnanswered',
      /turn them on/,
    ],
    ['a second reviewer from nowhere', () => ({ secondReviewer: 'on' }), 'fallback1', /name at least one/],
    [
      'a second reviewer from nowhere in a later stage',
      () => ({
        secondReviewer: 'on',
        fallback1: 'lee@woodgrove.example',
        stage2: 'on',
        approve1: 'on',
        reviewers2: 'sponsors',
        days2: '3',
      }),
      'fallback2',
      /name at least one/,
    ],
    [
      'nothing that moves on',
      () => ({ stage2: 'on', approve1: undefined, deny1: undefined, dont_know1: undefined, not_reviewed1: undefined }),
      'approve1',
      /Tick at least one/,
    ],
    ['a third stage without a second', () => ({ stage3: 'on' }), 'stage3', /Add the second stage first/],
  ]
  it.each(cases)('%s', async (_, more, field, sentence) => {
    expect((await wrong(more()))[field]).toMatch(sentence)
  })

  it('each unknown address on a line of its own', async () => {
    const { guests } = await wrong({ who: 'chosen', guests: 'nobody@contoso.example nicole@contoso.example, nonsense' })
    expect(guests?.split('\n')).toEqual([
      'nobody@contoso.example is no guest here. Check the spelling.',
      '“nonsense”: There is no @ in it. Write it like name@example.com.',
    ])
  })

  it('a disabled member, unless it is a sponsor whose guests are asked about', async () => {
    await db().principal.update({ where: { id: id('lee') }, data: { blockedAt: now() } })
    expect((await wrong({ fallback1: 'lee@woodgrove.example' })).fallback1).toMatch(/lee@woodgrove.example is disabled/)
    expect((await read({ sponsors: 'lee@woodgrove.example' })).scope.sponsorIds).toEqual([id('lee')])
  })

  it('one title of two resources', async () => {
    await share(people, 'Plan', 'megan', 'nicole')
    await share(people, 'Plan', 'lee', 'nicole')
    expect((await wrong({ which: 'chosen', resources: 'Plan' })).resources).toMatch(/2 resources are called so/)
  })

  it('several fields at once, and none of the settings', async () => {
    expect(Object.keys(await wrong({ days1: '0', startsOn: day(-5), reviewers1: 'members' })).sort()).toEqual([
      'days1',
      'members1',
      'startsOn',
    ])
  })

  it('a name that is empty or long, and text without end', () => {
    const problems = (more: Partial<ReviewFormValues>) =>
      ReviewForm.safeParse({ ...blankReview, name: 'x', ...more }).error?.issues.map(({ path }) => path[0])
    expect(problems({ name: ' ' })).toEqual(['name'])
    expect(problems({ name: 'x'.repeat(121) })).toEqual(['name'])
    expect(problems({ message: 'x'.repeat(100_000) })).toEqual(['message'])
    expect(problems({ guests: 'x'.repeat(200_000) })).toEqual(['guests'])
  })
})
