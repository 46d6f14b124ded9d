const names = new Intl.DisplayNames('en', { type: 'region' })

/** A country by its code, "AT" as "Austria". */
export const countryName = (code: string | null) =>
  code && /^[A-Za-z]{2}$/.test(code) ? (names.of(code.toUpperCase()) ?? code) : 'Unknown'

/** Where a network address is: a private one is in no country. */
export const placeName = ({ country, isPrivate }: { country: string | null; isPrivate: boolean }) =>
  !country && isPrivate ? 'Private network' : countryName(country)
