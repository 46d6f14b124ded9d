import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type CountryResponse, Reader } from 'maxmind'
import { isIP } from 'node:net'
import { settings } from '../env'

type Country = CountryResponse & { country_code?: string }

const shipped = 'node_modules/@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb'

const shared = globalThis as { foyerCountries?: Reader<Country> }

/** Opens the country database: the public-domain file that is shipped, or the file that COUNTRY_DATABASE names. Throws the reader's error where the file can't be read. */
export function countries(
  file = settings().countryDatabase ?? path.join(/* turbopackIgnore: true */ process.cwd(), shipped),
) {
  return new Reader<Country>(readFileSync(/* turbopackIgnore: true */ file))
}

/** Returns the country that an address is registered in (ISO 3166-1 alpha-2). Null: unknown, as for private networks. */
export function countryOf(networkAddress: string): string | null {
  if (isIP(networkAddress) === 0) return null
  const found = (shared.foyerCountries ??= countries()).get(networkAddress)
  const code = found?.country_code ?? found?.country?.iso_code
  return code && /^[A-Z]{2}$/.test(code) ? code : null
}
