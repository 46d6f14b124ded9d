/** Languages written in one document at most. */
export const MOST_LANGUAGES = 10

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })

/** A language's tag as BCP 47 spells it; null for what is none, or names no language that is known. */
export function canonicalLanguage(tag: string): string | null {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag.trim())
    return canonical && canonical.length <= 35 && names.of(canonical) ? canonical : null
  } catch {
    return null
  }
}

/** What a language calls itself, such as "Deutsch". */
export const ownNameOf = (language: string) =>
  new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language

/** The languages of an `Accept-Language` header (RFC 9110, 12.5.4), the most wanted first; whatever can't be read is left out. */
export function readAcceptLanguage(header: string | null): string[] {
  const ranges = (header ?? '')
    .slice(0, 1000)
    .split(',')
    .map((part, place) => {
      const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim())
      const weight = parameters.find((parameter) => /^q=/i.test(parameter))?.slice(2)
      return { range, weight: weight === undefined ? 1 : Number(weight), place }
    })
  const wanted = ranges.filter(
    ({ range, weight }) => /^[a-z]{1,8}(?:-[a-z0-9]{1,8})*$/i.test(range) && weight > 0 && weight <= 1,
  )
  return wanted.toSorted((a, b) => b.weight - a.weight || a.place - b.place).map(({ range }) => range)
}

/**
 * The language among those there are that suits a reader best (RFC 4647, 3.4, look-up): what is wanted, with more and
 * more of its end left off; then another form of the same language; else the first there is.
 */
export function chooseLanguage<Language extends string>(
  wanted: readonly string[],
  there: readonly [Language, ...Language[]],
): Language {
  const find = (test: (language: string) => boolean) => there.find((language) => test(language.toLowerCase()))
  for (const range of wanted.map((one) => one.toLowerCase())) {
    const found = shortened(range)
      .map((part) => find((language) => language === part))
      .find(Boolean)
    const suits = found ?? find((language) => language.startsWith(`${range.split('-')[0]}-`))
    if (suits) return suits
  }
  return there[0]
}

/** "zh-hant-tw" is "zh-hant-tw", "zh-hant", "zh"; a single letter never stands last. */
function shortened(range: string): string[] {
  const parts = range.split('-')
  const shorter = parts.map((_, cut) => parts.slice(0, parts.length - cut))
  return shorter.filter((some) => some.length === 1 || some.at(-1)!.length > 1).map((some) => some.join('-'))
}
