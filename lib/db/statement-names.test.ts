import { expect, it } from 'vitest'
import { MOST, statementNames } from './statement-names'
import { transaction } from './transaction'

const query = (sql: string, args: unknown[] = [1]) => ({ sql, args, argTypes: [] })

it('names what comes again, each text by a name of its own', () => {
  const nameOf = statementNames()
  expect([nameOf(query('a')), nameOf(query('b'))]).toEqual(['', ''])
  const [a, b] = [nameOf(query('a')), nameOf(query('b'))]
  expect(a).not.toBe('')
  expect(b).not.toBe(a)
  expect([nameOf(query('a', [2])), nameOf(query('b'))]).toEqual([a, b])
})

it.each([
  ['no values', query('BEGIN', [])],
  ['a list to look for', query('SELECT 1 FROM "Grant" WHERE id IN ($1,$2)', [1, 2])],
  ['several rows to put in', query('INSERT INTO "Job" (a, b) VALUES ($1,$2), ($3,$4)', [1, 2, 3, 4])],
  [
    'a part that null leaves out',
    query('SELECT 1 FROM "Guest" WHERE ($1::uuid[] IS NULL OR id = ANY($2))', [null, null]),
  ],
  ['items of a review', query('SELECT 1 FROM "ReviewItem" WHERE "roundId" = $1')],
  ['a search in the trail', query('SELECT 1 FROM "public"."AuditEvent" WHERE "callerId" = $1')],
])('leaves what has %s without a name', (_what, one) => {
  const nameOf = statementNames()
  expect([nameOf(one), nameOf(one), nameOf(one)]).toEqual(['', '', ''])
})

it('names what writes to the trail, and what asks for a sign-in under way or a session', () => {
  const nameOf = statementNames()
  for (const sql of [
    'INSERT INTO "AuditEvent" (id) VALUES ($1)',
    'SELECT 1 FROM "SignInAttempt" WHERE id = $1',
    'SELECT EXISTS (SELECT FROM "Reviewer") FROM "Session" WHERE id = $1',
  ])
    expect(nameOf(query(sql)) + nameOf(query(sql))).not.toBe('')
})

it('gives out so many names and no more, and keeps those', () => {
  const nameOf = statementNames()
  const texts = Array.from({ length: MOST + 50 }, (_, n) => query(`text ${n}`))
  for (const text of texts) nameOf(text)
  const named = texts.map(nameOf)
  expect(new Set(named).size).toBe(MOST + 1)
  expect(texts.map(nameOf)).toEqual(named)
})

it('has PostgreSQL keep a statement that came again, and take new values for it', async () => {
  await transaction(async (tx) => {
    const double = (n: number) => tx.$queryRaw<{ twice: number }[]>`SELECT ${n}::int * 2 AS twice`
    const found: number[] = []
    for (const n of [1, 2, 3]) found.push((await double(n))[0]!.twice)
    expect(found).toEqual([2, 4, 6])
    const kept = await tx.$queryRaw<
      { statement: string }[]
    >`SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%AS twice'`
    expect(kept).toHaveLength(1)
  })
})
