import type { PrismaPg } from '@prisma/adapter-pg'

type Options = NonNullable<ConstructorParameters<typeof PrismaPg>[1]>
type Naming = NonNullable<Options['statementNameGenerator']>

/** Most names: each connection holds the plan of each in PostgreSQL's memory, for as long as it lives. */
export const MOST = 200
const REMEMBERED = 1000

/** The empty name. PostgreSQL forgets such a statement at the next one. */
const UNNAMED = ''

/** Matches lists of values to look for, or of rows to insert: each length makes another text. */
const list = /IN \(\$\d+,|\), ?\(\$/

/**
 * Matches tables that grow by thousands at once, or that people search with filters of their choice: a plan kept from
 * before would mislead.
 */
const unsteady = /"Review(?!er")|FROM (?:"public"\.)?"(?:AuditEvent|SignIn)"/

/** Matches a part that a null leaves out: only a plan for the values at hand leaves it out. */
const leftOut = /\$\d+(?:::[\w"[\]]+)? IS NULL\b/

const noName = [list, leftOut, unsteady]

/**
 * Makes the function that names statements which come again, so that PostgreSQL parses each one once for a connection and
 * not each time, and may keep its plan. A statement stays unnamed the first time, and where it has a list, no values, a
 * part that may be left out or an unsteady table.
 */
export function statementNames(): Naming {
  const names = new Map<string, string>()
  const once = new Set<string>()
  return ({ sql, args }) => {
    const known = names.get(sql)
    if (known) return known
    if (args.length === 0 || names.size === MOST || noName.some((one) => one.test(sql))) return UNNAMED
    if (!once.has(sql)) {
      if (once.size === REMEMBERED) once.clear()
      once.add(sql)
      return UNNAMED
    }
    once.delete(sql)
    const name = `foyer_${names.size}`
    names.set(sql, name)
    return name
  }
}
