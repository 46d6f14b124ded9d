import { countries } from '@/lib/access/country'
import type { Settings } from '@/lib/env'
import { CannotStart, reason } from './cannot-start'

/** Reads the administrator's database of countries once, so that a wrong file is told at the start. Throws `CannotStart`. */
export function checkCountries({ countryDatabase }: Pick<Settings, 'countryDatabase'>) {
  if (countryDatabase === null) return
  try {
    countries(countryDatabase).get('192.0.2.1')
  } catch (error) {
    throw new CannotStart(
      `COUNTRY_DATABASE is no database of countries (${reason(error)}): name an mmdb file, or leave it unset for the one that ships.`,
    )
  }
}
