import { after } from '../../clock'
import { instantOf } from '../../wall-clock'
import { roundAfter, stageEnds } from '../rounds/schedule'
import type { ReviewSettings } from '../rounds/settings'

/** When the first round is due that begins at or after a moment; null: none is to come. */
export const roundFrom = (settings: ReviewSettings, timeZone: string, moment: Date) =>
  roundAfter(settings, timeZone, after(moment, -1))

/** The first round there is. */
export const firstRound = (settings: ReviewSettings, timeZone: string) =>
  roundFrom(settings, timeZone, instantOf(`${settings.startsOn}T${settings.startsAt}`, timeZone) ?? new Date(0))

/** The next rounds from one on, at most `most` of them, each with its end. */
export function roundsFrom(settings: ReviewSettings, timeZone: string, first: Date | null, most: number) {
  const rounds: { startsAt: Date; endsAt: Date }[] = []
  for (let startsAt = first; startsAt && rounds.length < most;) {
    const next = roundAfter(settings, timeZone, startsAt)
    rounds.push({ startsAt, endsAt: lastEnd(settings, timeZone, startsAt, next) })
    startsAt = next
  }
  return rounds
}

const lastEnd = ({ stages }: ReviewSettings, timeZone: string, startsAt: Date, next: Date | null) =>
  stageEnds(
    startsAt,
    stages.map(({ days }) => days),
    timeZone,
    next,
  ).at(-1)!
