import { z } from 'zod'
import { after, DAY, isOver, now, SECOND } from '../clock'
import type { Tx } from '../db/transaction'
import { Invalid } from '../errors'
import { instantOf } from '../wall-clock'

const FURTHEST = 10 * 365 * DAY

/** How long an invitation waits to be accepted, unless the access ends sooner. */
const INVITATION_LIFE = 30 * DAY

/** The fields of a form that say when access ends: a number of days, never, or at the end of a day. */
export const accessEndFields = {
  ends: z.enum(['30', '90', '180', '365', 'never', 'date'], 'Choose when access ends.').default('90'),
  endsOn: z.string().default(''),
}

export type AccessEnd = { ends: '30' | '90' | '180' | '365' | 'never' | 'date'; endsOn: string }

/** The moment access ends, or null for no end. A day lasts as long as it does where the organization is. Throws `Invalid`. */
export async function readAccessEnd(tx: Tx, { ends, endsOn }: AccessEnd): Promise<Date | null> {
  if (ends === 'never') return null
  if (ends !== 'date') return after(now(), Number(ends) * DAY)
  const { timeZone } = await tx.organization.findUniqueOrThrow({ where: { id: 1 }, select: { timeZone: true } })
  const end = endOfDay(endsOn, timeZone)
  if (!end) throw new Invalid('day.missing', { endsOn: 'Choose the last day of access.' })
  if (isOver(end)) throw new Invalid('day.over', { endsOn: 'This day is over. Choose one to come.' })
  if (end > after(now(), FURTHEST))
    throw new Invalid('day.too-far', { endsOn: 'Choose a day within ten years, or no end.' })
  return end
}

function endOfDay(day: string, timeZone: string) {
  const start = instantOf(day, 'UTC')
  if (!start || start.toISOString().slice(0, 10) !== day) return null
  const midnight = instantOf(after(start, DAY).toISOString().slice(0, 10), timeZone)
  // Its last second: midnight would be read as the day after.
  return midnight && after(midnight, -SECOND)
}

/** Until when an invitation of a moment to access that ends then can be accepted. */
export function invitationEnd(endsAt: Date | null, at: Date) {
  const end = after(at, INVITATION_LIFE)
  return endsAt && endsAt < end ? endsAt : end
}
