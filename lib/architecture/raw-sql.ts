import ts from 'typescript'
import { unwrapped, walk } from './functions'
import type { Source } from './house'

const raw = /^(?:Prisma\.(?:sql|raw)|.*\.\$(?:query|execute)Raw(?:Unsafe|Typed)?)$/s

/** Counts the places of each room that are written in SQL: statements, and the parts that they are put together from. */
export function rawSqlIn(sources: readonly Source[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { tree, room } of sources)
    walk(tree, (node) => {
      if (isRaw(node)) counts[room] = (counts[room] ?? 0) + 1
    })
  return counts
}

/** Lists files that are written in SQL in part without being named for it. */
export const sqlElsewhere = (sources: readonly Source[]): string[] =>
  sources.filter(({ file, tree }) => !file.endsWith('.sql.ts') && holdsRaw(tree)).map(({ file }) => file)

/** Lists files named for their SQL that do not begin with the reason for it. */
export const sqlWithoutReason = (sources: readonly Source[]): string[] =>
  sources
    .filter(({ file, text }) => file.endsWith('.sql.ts') && !/^\/\/ In SQL: \S+( \S+){3}/.test(text))
    .map(({ file }) => file)

function holdsRaw(tree: ts.Node) {
  let found = false
  walk(tree, (node) => {
    found ||= isRaw(node)
  })
  return found
}

function isRaw(node: ts.Node) {
  if (ts.isTaggedTemplateExpression(node)) return raw.test(unwrapped(node.tag as ts.Expression).getText())
  return ts.isCallExpression(node) && raw.test(unwrapped(node.expression).getText())
}
