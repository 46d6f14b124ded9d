import { after, DAY } from '../../clock'
import { day } from '../../words/letters'
import type { ReviewAnswer } from '../rounds/settings'

/** What an item says for and against itself, as it was when the round began. */
export type ReviewEvidence = {
  /** Null where the question is whether the guest should stay at all. */
  grantId: string | null
  recommendation: ReviewAnswer | null
  grantedAt: Date
  lastOpenedAt: Date | null
  inviterGone: boolean
  /** The name of who invited, where it is known. */
  inviter: string | null
}

export type ReviewMoment = {
  /** When the round began. */
  startsAt: Date
  at: Date
  lookBackDays: number
  timeZone: string
}

/** What was counted on top, for the rows that are shown. `opens`: within the look-back, before the round began. */
export type Counted = { opens?: number; othersKeep?: string | null }

/** Why an item is recommended as it is, or what would speak for either, in words. The rule is in review-candidates.sql.ts. */
export function reasonsFor(item: ReviewEvidence, moment: ReviewMoment, { opens, othersKeep }: Counted = {}): string[] {
  return [
    use(item, moment, opens),
    item.inviterGone ? gone(item) : null,
    othersKeep ? `Others at ${othersKeep} keep it` : null,
  ].filter((one) => one !== null)
}

/** The first of a look-back's days. */
export const lookBackFrom = ({ startsAt, lookBackDays }: Pick<ReviewMoment, 'startsAt' | 'lookBackDays'>) =>
  after(startsAt, -lookBackDays * DAY)

function use({ lastOpenedAt, grantedAt, grantId }: ReviewEvidence, moment: ReviewMoment, opens?: number) {
  const { startsAt, timeZone, lookBackDays } = moment
  const since = lookBackFrom(moment)
  if (lastOpenedAt && lastOpenedAt > since) {
    if (!opens) return `Opened in the ${lookBackDays} days before this review`
    return `Opened ${times(opens)} in the ${lookBackDays} days before this review`
  }
  if (lastOpenedAt) return `Not opened for ${days(lastOpenedAt, startsAt)} days before this review`
  if (grantedAt > since) return `Given on ${day(grantedAt, timeZone)} and not opened before this review`
  return `Never opened ${grantId ? '' : 'anything '}before this review, since the invitation on ${day(grantedAt, timeZone)}`
}

const times = (count: number) => (count === 1 ? 'once' : `${count.toLocaleString('en-US')} times`)

const days = (from: Date, to: Date) => Math.max(1, Math.round((to.getTime() - from.getTime()) / DAY))

const gone = ({ inviter, grantId }: ReviewEvidence) => {
  if (!inviter) return grantId ? 'Whoever shared it left' : 'No sponsor is left'
  return grantId ? `${inviter}, who shared it, left` : `${inviter}, the sponsor, left`
}
