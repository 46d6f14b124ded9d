import { mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { countries, countryOf } from '@/lib/access/country'
import { checkCountries } from './check-countries'

const shipped = 'node_modules/@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb'

describe('the database of countries', () => {
  it('may be left to the one that ships, or be another', () => {
    expect(() => checkCountries({ countryDatabase: null })).not.toThrow()
    expect(() => checkCountries({ countryDatabase: path.resolve(shipped) })).not.toThrow()
  })

  it('that is missing, empty or something else ends the start with a sentence', () => {
    const place = mkdtempSync(path.join(os.tmpdir(), 'countries-'))
    const [empty, other] = [path.join(place, 'empty.mmdb'), path.join(place, 'other.mmdb')]
    writeFileSync(empty, '')
    writeFileSync(other, 'country,AT\n'.repeat(1000))
    for (const countryDatabase of [empty, other, path.join(place, 'none.mmdb')])
      expect(() => checkCountries({ countryDatabase })).toThrow(
        /^COUNTRY_DATABASE is no database of countries \(.+\): name an mmdb file/,
      )
  })

  it('knows where an address is registered, and of private ones nothing', () => {
    expect(countries().get('193.0.6.139')).toMatchObject({ country_code: 'NL' })
    expect([
      countryOf('193.0.6.139'),
      countryOf('2001:67c:2e8:22::c100:68b'),
      countryOf('10.0.0.1'),
      countryOf('::1'),
      countryOf('no address'),
    ]).toEqual(['NL', 'NL', null, null, null])
  })
})
