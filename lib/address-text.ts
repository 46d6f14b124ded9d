/** White space, and characters that show nothing (Unicode's format characters, BOM among them). */
const BLANK = '[\\s\\p{Cf}\\u3164]'

const around = new RegExp(`^${BLANK}+|(?<!${BLANK})${BLANK}+$`, 'gu')
/** No address begins or ends with these; an apostrophe may begin one. */
const opening = new RegExp(`^(?:${BLANK}|[<"“„«])+`, 'u')
const closing = new RegExp(`(?:${BLANK}|[>"”“»’'.,;:)])+$`, 'u')
const paired = /^(?:['‘](?=.*['’][>.,;:)\s]*$)|\((?=.*\)[>.,;:)\s]*$))/su
/** "Nicole Baker <nicole@contoso.example>": what stands before the brackets is no address. */
const named = /^([^<>]*)<([^<>]+)>/su

/** Longer than any address and its name; what is longer is not looked into. */
const LONGEST = 2000

/** What is left of a typed address when all that mail programs and sentences put around one is taken off. */
export function bareAddress(typed: string): string {
  if (typed.length > LONGEST) return typed
  const text = typed.replace(around, '')
  const [, name = '', inner] = named.exec(text) ?? []
  const rest = inner === undefined ? '' : text.slice(text.indexOf('>') + 1).replace(closing, '')
  if (inner !== undefined && !rest && (!name.includes('@') || peel(name) === peel(inner))) return peel(inner)
  return peel(text)
}

function peel(text: string) {
  const inside = text
    .replace(opening, '')
    .replace(paired, '')
    .replace(/^mailto:/i, '')
    .replace(/\?.*$/s, '')
  return inside.replace(opening, '').replace(closing, '')
}

type Line = { cells: string[]; columns: boolean }

/**
 * The entries of a box of addresses, each as it was typed: lines, or parts between commas, semicolons, tabs and bars
 * outside of quotes and brackets. Of a table only the column of addresses counts, and a head line above is no entry.
 */
export function addressEntries(text: string): string[] {
  const lines = text
    .split(/[\r\n\u0085\u2028\u2029]+/)
    .filter((line) => line.replace(around, ''))
    .map(readLine)
  const [head, ...below] = lines
  const body = head && below.length > 0 && isHead(head) ? below : lines
  const column = addressColumn(body, body !== lines)
  if (column !== null) return body.map(({ cells }) => cells[column]!)
  return body.flatMap(({ cells }) => withoutFamilyNames(cells).flatMap(entriesOfCell))
}

function readLine(line: string): Line {
  const [cells, separators] = [[] as string[], new Set<string>()]
  const [lastQuote, lastBracket] = [line.lastIndexOf('"'), line.lastIndexOf('>')]
  let [from, closed] = [0, '']
  for (let at = 0; at < line.length; at++) {
    const sign = line[at]!
    if (closed) closed = sign === closed ? '' : closed
    else if (sign === '"' && at < lastQuote) closed = '"'
    else if (sign === '<' && at < lastBracket) closed = '>'
    else if (/[\t|;,]/.test(sign)) {
      cells.push(line.slice(from, at))
      separators.add(sign)
      from = at + 1
    }
  }
  cells.push(line.slice(from))
  return { cells: cells.map((cell) => cell.replace(around, '')), columns: separators.has('\t') || separators.has('|') }
}

const isHead = ({ cells }: Line) =>
  cells.every((cell) => !cell.includes('@')) &&
  cells.some((cell) => /^"?(?:e-?)?mail(?:[ -]?address(?:es)?)?"?$|^"?address(?:es)?"?$/i.test(cell))

/** The one column that holds an address in each line, where all lines have as many cells: a list from a spreadsheet. */
function addressColumn(lines: Line[], headed: boolean): number | null {
  const width = lines[0]?.cells.length ?? 0
  if (width < 2 || lines.some(({ cells }) => cells.length !== width)) return null
  if (!headed && lines.length < 2 && !lines[0]!.columns) return null
  const holding = lines.map(({ cells }) => cells.flatMap((cell, at) => (cell.includes('@') ? [at] : [])))
  const column = holding[0]![0]
  return column !== undefined && holding.every((all) => all.length === 1 && all[0] === column) ? column : null
}

const familyName = /^(?!.*\p{L}\.\p{L}{2})[\p{L}\p{M}'’ .-]+$/u

/** "Baker, Nicole <nicole@contoso.example>": the part before the comma belongs to the name. */
const withoutFamilyNames = (cells: string[]) =>
  cells.filter((cell, at) => !(familyName.test(cell) && /^[^@<]*<[^<>@]*@[^<>]*>/.test(cells[at + 1] ?? '')))

/** Words with an @ are entries; words without one, beside each other, are one that is wrong. */
function entriesOfCell(cell: string): string[] {
  if (!cell || /<[^<>]*>/.test(cell)) return cell ? [cell] : []
  const entries: string[] = []
  let wrong = false
  for (const word of cell.split(/\s+/).filter(Boolean)) {
    const lacks = !word.includes('@')
    if (lacks && wrong) entries[entries.length - 1] += ` ${word}`
    else entries.push(word)
    wrong = lacks
  }
  return entries
}
