import { now } from '../../clock'
import { db } from '../../db/client'
import { settings } from '../../env'
import type { Caller } from '../../principal'

/**
 * Keys of the tallies of codes for unknown browsers: one for all of them, and the beginning of one for each mail domain.
 */
export const EVERYBODY = 'codes for everybody'
export const DOMAIN = 'codes for domain '

/**
 * Returns how many codes a tally may count in an hour before further ones leave one by one: `CODES_AN_HOUR` in all, half of
 * it for a mail domain of members (docs/security/passcodes.md).
 */
export const mostOf = (key: string) =>
  key === EVERYBODY ? settings().codesAnHour : Math.ceil(settings().codesAnHour / 2)

/**
 * Keys of the lines in which codes wait once a tally is full. Made-up addresses can fill the line `new`, and delay nobody
 * who is known here.
 */
export const LINES = { known: 'line of people known here', new: 'line of addresses new here' }

/** Checks whether codes were slowed within the last hour. Always false for a caller who is no administrator. */
export async function areCodesSlowed(caller: Caller): Promise<boolean> {
  if (caller.kind !== 'person' || !caller.principal.administrator) return false
  return (await db().budget.count({ where: { key: { in: Object.values(LINES) }, keptUntil: { gt: now() } } })) > 0
}
