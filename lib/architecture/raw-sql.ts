import ts from 'typescript'
import { unwrapped, walk } from './functions'
import type { Source } from './house'

const raw = /^(?:Prisma\.(?:sql|raw)|.*\.\$(?:query|execute)Raw(?:Unsafe|Typed)?)$/

/** Counts the places of each room that are written in SQL: statements, and the parts that they are put together from. */
export function rawSqlIn(sources: readonly Source[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { tree, room } of sources)
    walk(tree, (node) => {
      if (isRaw(node)) counts[room] = (counts[room] ?? 0) + 1
    })
  return counts
}

function isRaw(node: ts.Node) {
  if (ts.isTaggedTemplateExpression(node)) return raw.test(unwrapped(node.tag as ts.Expression).getText())
  return ts.isCallExpression(node) && raw.test(unwrapped(node.expression).getText())
}
