import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import { sharePath } from '../../page-paths'
import type { Caller } from '../../principal'
import { findReview } from '../rounds/find-review'
import { organizationZone } from '../rounds/organization-zone'
import { clocks } from './read-review-form'
import type { ReviewFormValues } from './review-form'
import { blankReview, reviewTemplates } from './review-templates'
import { longest, type ReviewSettings, settingsOf } from '../rounds/settings'

const BeginReview = z.object({ template: z.string().catch('') })

/** What the form of a new review begins with: a template's values, or none. `today`: by clocks where the organization is. */
export async function beginReview(caller: Caller, input: { template?: unknown }) {
  authorize(caller, 'review.create')
  const { template } = BeginReview.parse(input)
  const timeZone = await organizationZone()
  const [today] = clocks(timeZone)
  const chosen = reviewTemplates.find(({ key }) => key === template)
  return {
    values: { ...(chosen?.values ?? blankReview), startsOn: today },
    template: chosen?.title ?? null,
    timeZone,
    today,
    longest,
  }
}

/** The templates, for a page that offers them. */
export async function listTemplates(caller: Caller) {
  authorize(caller, 'review.create')
  return reviewTemplates
}

/** A review as its form is filled in, with the revision to send along. Throws `NotFound`. */
export async function getReviewForm(caller: Caller, { reviewId }: { reviewId: string }) {
  authorize(caller, 'review.change')
  const review = await findReview(db(), reviewId)
  const timeZone = await organizationZone()
  const begun = (await db().reviewRound.count({ where: { reviewId } })) > 0
  const values = await fill(review.name, settingsOf(review))
  return {
    id: review.id,
    name: review.name,
    revision: review.revision,
    endedAt: review.endedAt,
    begun,
    timeZone,
    today: clocks(timeZone)[0],
    longest,
    values,
  }
}

const tick = (set: boolean) => (set ? 'on' : undefined)

async function fill(name: string, settings: ReviewSettings): Promise<Partial<ReviewFormValues>> {
  const { scope, justify } = settings
  const lines = await linesOf(settings)
  const stages = settings.stages.map(({ reviewers, memberIds, fallbackIds, days, movesOn }, index) => {
    const at = index + 1
    const said = movesOn.length > 0 ? movesOn : ['approve', 'deny', 'dont_know', 'not_reviewed']
    return {
      [`stage${at}`]: 'on',
      [`reviewers${at}`]: reviewers,
      [`members${at}`]: lines(memberIds),
      [`fallback${at}`]: lines(fallbackIds),
      [`days${at}`]: String(days),
      ...Object.fromEntries(
        ['approve', 'deny', 'dont_know', 'not_reviewed'].map((outcome) => [
          `${outcome}${at}`,
          tick(said.includes(outcome)),
        ]),
      ),
    }
  })
  return {
    ...blankReview,
    name,
    subject: settings.subject,
    who: scope.guestIds ? 'chosen' : 'every',
    guests: lines(scope.guestIds ?? []),
    domains: scope.domains.join('\n'),
    sponsors: lines(scope.sponsorIds),
    which: scope.resourceIds ? 'chosen' : 'all',
    resources: lines(scope.resourceIds ?? []),
    inactiveDays: scope.inactiveDays ? String(scope.inactiveDays) : '',
    ...Object.assign({}, ...stages),
    frequency: settings.frequency,
    startsOn: settings.startsOn,
    ends: settings.endsOn ? 'date' : settings.rounds ? 'rounds' : 'never',
    endsOn: settings.endsOn ?? '',
    rounds: settings.rounds ? String(settings.rounds) : '',
    justifyApprove: tick(justify.approve),
    justifyDeny: tick(justify.deny),
    recommendations: tick(settings.recommendations),
    lookBackDays: String(settings.lookBackDays),
    ifUnanswered: settings.ifUnanswered,
    autoApply: tick(settings.autoApply),
    endWhenAnswered: tick(settings.endWhenAnswered),
    secondReviewer: tick(settings.secondReviewer),
    remind: tick(settings.remind),
    message: settings.message ?? '',
    told: lines(settings.toldIds),
  }
}

/** Addresses for people, pages for resources: what the form takes back, also of who was removed and what was deleted: saving must not narrow or widen anything. */
async function linesOf({ scope, stages, toldIds }: ReviewSettings) {
  const ids = [
    ...(scope.guestIds ?? []),
    ...scope.sponsorIds,
    ...toldIds,
    ...stages.flatMap(({ memberIds, fallbackIds }) => [...memberIds, ...fallbackIds]),
  ]
  const [people, resources] = await Promise.all([
    db().principal.findMany({ where: { id: { in: ids } }, select: { id: true, address: true } }),
    db().resource.findMany({
      where: { id: { in: scope.resourceIds ?? [] } },
      select: { id: true, title: true, deletedAt: true },
    }),
  ])
  const titles = resources.map(({ title }) => title)
  const twice = new Set(await twiceNamed(titles))
  const texts = new Map([
    ...people.map(({ id, address }) => [id, address] as const),
    ...resources.map(
      ({ id, title, deletedAt }) => [id, deletedAt || twice.has(title) ? sharePath(id) : title] as const,
    ),
  ])
  return (list: readonly string[]) => list.flatMap((id) => texts.get(id) ?? []).join('\n')
}

async function twiceNamed(titles: string[]) {
  const found = await db().resource.groupBy({
    by: ['title'],
    where: { title: { in: titles }, deletedAt: null },
    _count: true,
  })
  return found.filter(({ _count }) => _count > 1).map(({ title }) => title)
}
