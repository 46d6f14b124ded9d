// Read alike by the browser while it is typed and by the server that decides: this file imports nothing.

/** Characters; a whole mail that was pasted has fewer. */
const LONGEST = 10_000

/** One blank or one dash. */
const gap = /^[\s\p{Pd}]$/u

/** Every decimal digit of a text, whatever its script, as 0 to 9. */
export const digitsOf = (text: string) => allDigits(text).map(valueOf).join('')

/**
 * The code of `length` digits in what was typed or pasted: all digits that stand in it, where they are so many; else
 * the one run of exactly so many with at most one blank or dash in it. Null where there is none, or more than one.
 */
export function readCode(typed: string, length: number): string | null {
  if (typed.length > LONGEST) return null
  const count = allDigits(typed).length
  if (count === length) return digitsOf(typed)
  const runs = count > length ? runsOf(typed, length) : []
  return runs.length === 1 ? digitsOf(runs[0]!) : null
}

const allDigits = (text: string): string[] => text.match(/\p{Nd}/gu) ?? []

/** The groups of digits, and neighbors with one blank or dash between them, that come to `length` digits. */
function runsOf(typed: string, length: number): string[] {
  const groups = [...typed.matchAll(/\p{Nd}+/gu)].map(({ 0: text, index }) => ({
    text,
    starts: index,
    ends: index + text.length,
  }))
  const neighbors = groups.slice(1).map((second, before) => [groups[before]!, second] as const)
  const joined = neighbors
    .filter(([first, second]) => gap.test(typed.slice(first.ends, second.starts)))
    .map(([first, second]) => first.text + second.text)
  return [...groups.map(({ text }) => text), ...joined].filter((text) => [...text].length === length)
}

/** Digits stand in Unicode in tens, 0 first (The Unicode Standard, 4.6); several tens may follow one another. */
function valueOf(digit: string) {
  const place = digit.codePointAt(0)!
  let first = place
  while (/^\p{Nd}$/u.test(String.fromCodePoint(first - 1))) first--
  return (place - first) % 10
}
