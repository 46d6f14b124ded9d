import ts from 'typescript'
import { unwrapped, walk } from './functions'
import type { Source } from './house'

export type Write = { table: string; source: Source }

const writing =
  /^(?:create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany)$/
const changed = /(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE)\s+"(\w+)"/g

/** Lists which file writes to which table: through Prisma, on a transaction or the bare client, or in SQL. */
export function writesTo(sources: readonly Source[]): Write[] {
  return sources.flatMap((source) => {
    const tables = new Set<string>()
    walk(source.tree, (node) => {
      if (ts.isCallExpression(node)) modelsOf(node).forEach((model) => tables.add(model))
      if (ts.isTemplateLiteral(node) || ts.isStringLiteral(node))
        for (const [, table] of node.getText().matchAll(changed)) tables.add(table!)
    })
    return [...tables].map((table) => ({ table, source }))
  })
}

/** The table of `tx.grant.update(...)` or `db().grant.update(...)`: `Grant`. */
function modelsOf({ expression }: ts.CallExpression): string[] {
  const called = unwrapped(expression)
  if (!ts.isPropertyAccessExpression(called) || !writing.test(called.name.text)) return []
  const model = unwrapped(called.expression)
  if (!ts.isPropertyAccessExpression(model) || !/^(?:tx|db\(\))$/.test(model.expression.getText())) return []
  return [model.name.text[0]!.toUpperCase() + model.name.text.slice(1)]
}

/** Lists who writes to a table from another room than the one that keeps it, and tables that no room keeps. */
export const strayWrites = (writes: readonly Write[], homes: Readonly<Record<string, string>>): string[] =>
  writes
    .filter(({ table, source }) => homes[table] !== source.room)
    .map(({ table, source }) => `${source.file} ${table}`)
