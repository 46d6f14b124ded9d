import { z } from 'zod'
import { after, DAY, isOver, now, SECOND } from '../clock'
import type { Tx } from '../db/transaction'
import { Invalid } from '../errors'
import { instantOf, stampOf } from '../wall-clock'

/** The longest time until an end of access, in milliseconds. */
const FURTHEST = 10 * 365 * DAY

/** How long an invitation can be accepted, unless its access ends sooner. Milliseconds. */
const INVITATION_LIFE = 30 * DAY

/** The fields of a form for the end of access: in a number of days, never, or at the end of a day (`endsOn`, as 2026-11-29). */
export const accessEndFields = {
  ends: z.enum(['30', '90', '180', '365', 'never', 'date'], 'Choose when access ends.').default('90'),
  endsOn: z.string().default(''),
}

export type AccessEnd = { ends: '30' | '90' | '180' | '365' | 'never' | 'date'; endsOn: string }

/** Returns the time at which access ends; null: never. The end of a day is its last second in the organization's time zone. Throws `Invalid` for the `field` of the day. */
export async function readAccessEnd(tx: Tx, { ends, endsOn }: AccessEnd, field = 'endsOn'): Promise<Date | null> {
  if (ends === 'never') return null
  if (ends !== 'date') return after(now(), Number(ends) * DAY)
  const end = endOfDay(endsOn, await timeZoneOf(tx))
  if (!end) throw new Invalid('day.missing', { [field]: 'Choose the last day of access.' })
  if (isOver(end)) throw new Invalid('day.over', { [field]: 'This day is over. Choose one to come.' })
  if (end > after(now(), FURTHEST))
    throw new Invalid('day.too-far', { [field]: 'Choose a day within ten years, or no end.' })
  return end
}

/** Returns the day on which an end falls, as 2026-11-29, in the organization's time zone. */
export const dayOf = async (tx: Tx, end: Date) => stampOf(end, await timeZoneOf(tx)).slice(0, 10)

const timeZoneOf = async (tx: Tx) =>
  (await tx.organization.findUniqueOrThrow({ where: { id: 1 }, select: { timeZone: true } })).timeZone

function endOfDay(day: string, timeZone: string) {
  const start = instantOf(day, 'UTC')
  if (!start || start.toISOString().slice(0, 10) !== day) return null
  const midnight = instantOf(after(start, DAY).toISOString().slice(0, 10), timeZone)
  // The day's last second, since midnight would be shown as the next day.
  return midnight && after(midnight, -SECOND)
}

/** Returns until when an invitation that is sent at `at` can be accepted: 30 days, or the end of its access if that is sooner. */
export function invitationEnd(endsAt: Date | null, at: Date) {
  const end = after(at, INVITATION_LIFE)
  return endsAt && endsAt < end ? endsAt : end
}
