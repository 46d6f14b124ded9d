import { z } from 'zod'
import { ID, isId } from '../ids'
import { firstFew, refuse } from './refuse'

type Rules = {
  most: number
  tooMany: (count: number) => string
  /** Looks resources up, those by id and those by title. */
  find: (ids: string[], titles: string[]) => Promise<{ id: string; title: string; deletedAt: Date | null }[]>
  /** Of a line that stands for none; `byId`: it holds an id. */ unknown: (line: string, byId: boolean) => string
  /** Of a title that several have. */ several: (line: string, count: number) => string
}

/**
 * Reads a field that names resources, one a line since a title may hold a comma, as their ids, each once: by title, by
 * the address of a page, by id, or by a title with the id in brackets behind it. What was deleted has no title any longer.
 */
export const resources = (rules: Rules) =>
  z.string().transform(async (text, context): Promise<string[]> => {
    const lines = linesOf(text)
    if (lines.length > rules.most) return refuse(context, rules.tooMany(lines.length))
    const named = lines.map((line) => ({ line, id: idIn(line) }))
    const ids = named.flatMap(({ id }) => id ?? [])
    const titles = named.flatMap(({ line, id }) => (id ? [] : line))
    const found = lines.length > 0 ? await rules.find(ids, titles) : []
    const meant = named.map(({ line, id }) =>
      found.filter((one) => (id ? one.id === id : one.title === line && !one.deletedAt)),
    )
    const problems = named.flatMap(({ line, id }, at) => {
      const count = meant[at]!.length
      if (count === 1) return []
      return count === 0 ? rules.unknown(line, id !== null) : rules.several(line, count)
    })
    if (problems.length > 0) return refuse(context, firstFew(problems))
    return [...new Set(meant.flat().map(({ id }) => id))]
  })

const linesOf = (text: string) => [
  ...new Set(
    text
      .split(/\r\n?|\n/)
      .map((line) => line.trim())
      .filter(Boolean),
  ),
]

const idInAddress = new RegExp(`(?:^|/)(${ID})(?:[/?#].*)?$`, 'is')
const idInBrackets = new RegExp(`\\((${ID})\\)$`, 'i')

/** Finds the id that a line is, that the address of a page holds, or that stands in brackets at the end. */
function idIn(line: string): string | null {
  const id = (idInAddress.exec(line) ?? idInBrackets.exec(line))?.[1]
  return id && isId(id) ? id.toLowerCase() : null
}
