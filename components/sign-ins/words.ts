export const outcomeWords: Record<string, string> = {
  'sign-in': 'Signed in',
  allowed: 'Let on by policies',
  asked: 'Asked for something first',
  refused: 'Refused',
  'would-have-asked': 'Would have been asked (report only)',
  'would-have-refused': 'Would have been refused (report only)',
}

const names = new Intl.DisplayNames('en', { type: 'region' })

/** A country by its code, "AT" as "Austria". */
export const countryName = (code: string | null) => (code && /^[A-Za-z]{2}$/.test(code) ? (names.of(code.toUpperCase()) ?? code) : 'Unknown')
