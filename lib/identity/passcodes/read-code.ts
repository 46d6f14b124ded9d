// The browser reads a code while it is typed, and the server decides on it, both by this file. So it imports nothing.

/** Characters. A whole mail that was pasted has fewer. */
const LONGEST = 10_000

/** One blank or one dash. */
const gap = /^[\s\p{Pd}]$/u

/** Returns every decimal digit of a text, of any script, as 0 to 9. */
export const digitsOf = (text: string) => allDigits(text).map(valueOf).join('')

/**
 * Reads a code of `length` digits from typed or pasted text. Takes all digits of the text where there are exactly so many;
 * else the one run of exactly so many with at most one blank or dash in it. Null: there is no such run, or more than one.
 */
export function readCode(typed: string, length: number): string | null {
  if (typed.length > LONGEST) return null
  const count = allDigits(typed).length
  if (count === length) return digitsOf(typed)
  const runs = count > length ? runsOf(typed, length) : []
  return runs.length === 1 ? digitsOf(runs[0]!) : null
}

const allDigits = (text: string): string[] => text.match(/\p{Nd}/gu) ?? []

/**
 * Lists the groups of digits, and neighboring groups with one blank or dash between them, that have `length` digits
 * together.
 */
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

/**
 * Returns the value of a decimal digit of any script. Unicode has digits in tens, 0 first (The Unicode Standard, 4.6);
 * several tens may follow one another.
 */
function valueOf(digit: string) {
  const place = digit.codePointAt(0)!
  let first = place
  while (/^\p{Nd}$/u.test(String.fromCodePoint(first - 1))) first--
  return (place - first) % 10
}
