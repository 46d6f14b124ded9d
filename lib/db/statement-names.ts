import type { PrismaPg } from '@prisma/adapter-pg'

type Options = NonNullable<ConstructorParameters<typeof PrismaPg>[1]>
type Naming = NonNullable<Options['statementNameGenerator']>

/** Names at most: each connection holds the plan of each in PostgreSQL's memory, for as long as it lives. */
export const MOST = 200
const REMEMBERED = 1000

/** PostgreSQL forgets the statement without a name at the next one. */
const UNNAMED = ''

/** Lists, of values to look for or of rows to put in, make a text of its own for each length. */
const list = /IN \(\$\d+,|\), ?\(\$/

/** What grows by thousands at once, or is searched by whatever somebody picks: a plan kept from before would mislead. */
const unsteady = /"Review(?!er")|FROM (?:"public"\.)?"(?:AuditEvent|SignIn)"/

/**
 * Names the statements that come again, so that PostgreSQL reads each one once for a connection and not each time,
 * and may keep its plan. What has come only once, has a list, has no values or is unsteady stays unnamed.
 */
export function statementNames(): Naming {
  const names = new Map<string, string>()
  const once = new Set<string>()
  return ({ sql, args }) => {
    const known = names.get(sql)
    if (known) return known
    if (args.length === 0 || names.size === MOST || list.test(sql) || unsteady.test(sql)) return UNNAMED
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
