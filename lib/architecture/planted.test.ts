import { describe, expect, it } from 'vitest'
import { circlesIn } from './circles'
import { source } from './house'
import { rawSqlIn, sqlElsewhere, sqlWithoutReason } from './raw-sql'
import { strayWrites, writesTo } from './tables'
import {
  bareWrites,
  importedOtherwise,
  outsideFunctions,
  outsideTransaction,
  readVerbs,
  renamed,
  undecided,
  unrecorded,
  waitingWithin,
  withoutCaller,
} from './verbs'

// Faults that were planted in the house, each of which a rule has to find. `verb` is one that keeps them all.

const file = 'lib/sharing/plant.ts'
const imports = `
import { authorize } from '../access/authorize'
import { recordAuditEvent } from '../audit/record-audit-event'
import { db } from '../db/client'
import { inOneStatement, readInOneStatement } from '../db/statement'
import { transaction, type Tx } from '../db/transaction'
`
const write = `transaction(async (tx) => {
    await tx.grant.update({ where: { id }, data: {} })
    await recordAuditEvent(tx, caller, 'grant.revoked', {})
  })`
const verb = `export async function revoke(caller: Caller, { id }: Revoke) {
  authorize(caller, 'grant.revoke', {})
  await ${write}
}`

const read = (text: string, name = file) => readVerbs([source(name, imports + text)])
const body = (statements: string, parameters = 'caller: Caller, { id }: Revoke') =>
  `export async function plant(${parameters}) {\n${statements}\n}`

describe('a verb that keeps the rules', () => {
  it('is found by none of them', () => {
    const verbs = read(verb)
    expect(
      [
        undecided,
        unrecorded,
        bareWrites,
        importedOtherwise,
        outsideFunctions,
        outsideTransaction,
        renamed,
        waitingWithin,
        withoutCaller,
      ].flatMap((rule) => rule(verbs)),
    ).toEqual([])
  })

  it('may decide in a variable, of which it keeps what policies said', () => {
    expect(undecided(read(body(`const evaluation = authorize(caller, 'grant.revoke', {})\nawait ${write}`)))).toEqual(
      [],
    )
  })
})

describe('a verb without a decision of its own', () => {
  it.each([
    ['none at all', body(`await ${write}`)],
    ['beside one that has it, in the same file', `${verb}\n${body(`await ${write}`)}`],
    ['as an arrow', `export const plant = async (caller: Caller, { id }: Revoke) => ${write}`],
    [
      'as an arrow with a body',
      `export const plant = async (caller: Caller, { id }: Revoke) => {\n  await ${write}\n}`,
    ],
    [
      'as an arrow in parentheses',
      `export const plant = (async (caller: Caller, { id }: Revoke) => ${write}) satisfies Verb`,
    ],
    [
      'as a function expression',
      `export const plant = async function (caller: Caller, { id }: Revoke) {\n  await ${write}\n}`,
    ],
    ['under an if', body(`if (id) authorize(caller, 'grant.revoke', {})\nawait ${write}`)],
    ['behind &&', body(`id && authorize(caller, 'grant.revoke', {})\nawait ${write}`)],
    ['in a choice', body(`const said = id ? authorize(caller, 'grant.revoke', {}) : null\nawait ${write}`)],
    ['in a try', body(`try {\n  authorize(caller, 'grant.revoke', {})\n} catch {}\nawait ${write}`)],
    ['in a callback', body(`[id].forEach(() => authorize(caller, 'grant.revoke', {}))\nawait ${write}`)],
    ['after the write', body(`await ${write}\nauthorize(caller, 'grant.revoke', {})`)],
    [
      'after an early way out that writes',
      body(`if (id) return ${write}\nauthorize(caller, 'grant.revoke', {})\nawait ${write}`),
    ],
    [
      'by a part of its file',
      `${body('await part(caller, id)')}\nconst part = (caller: Caller, id: string) => ${write}`,
    ],
    [
      'by a part of a part',
      `${body('await one(caller, id)')}\nconst one = (caller: Caller, id: string) => two(caller, id)\nfunction two(caller: Caller, id: string) {\n  return ${write}\n}`,
    ],
    ['on the bare client', body(`await db().grant.update({ where: { id }, data: {} })`)],
    ['on the bare client, in SQL', body('await db().$executeRaw`UPDATE "Grant" SET role = ${id}`')],
    [
      'on the bare client, in SQL that answers rows',
      body('await db().$queryRaw`UPDATE "Grant" SET role = ${id} RETURNING id`'),
    ],
  ])('is found: %s', (_, text) => {
    expect(undecided(read(text))).toEqual([`${file} plant`])
  })

  it('is found where what is called `authorize` is its own', () => {
    const own = `const authorize = (..._: unknown[]) => {}\n${body(`authorize(caller, 'grant.revoke', {})\nawait ${write}`)}`
    expect(undecided(readVerbs([source(file, imports.replace(/.*access.authorize.*\n/, '') + own)]))).toEqual([
      `${file} plant`,
    ])
  })
})

describe('a write that nothing tells of', () => {
  it('is found', () => {
    const silent = body(
      `authorize(caller, 'grant.revoke', {})\nawait transaction((tx) => tx.grant.update({ where: { id }, data: {} }))`,
    )
    expect(unrecorded(read(silent))).toEqual([`${file} plant`])
  })

  it('is found beside one that is told of', () => {
    const silent = body(`authorize(caller, 'grant.revoke', {})\nawait transaction((tx) => tx.grant.deleteMany())`)
    expect(unrecorded(read(`${verb}\n${silent}`))).toEqual([`${file} plant`])
  })

  it('is told of by a part in another file', () => {
    const part = source(
      'lib/sharing/part.ts',
      `${imports}export const mark = async (tx: Tx, caller: Caller) => {\n  await tx.grant.deleteMany()\n  await recordAuditEvent(tx, caller, 'grant.revoked', {})\n}`,
    )
    const plant = source(
      file,
      `${imports}import { mark } from './part'\n${body(`authorize(caller, 'grant.revoke', {})\nawait transaction((tx) => mark(tx, caller))`)}`,
    )
    expect(unrecorded(readVerbs([part, plant]))).toEqual([])
  })
})

describe('a statement that commits by itself', () => {
  const alone = `await inOneStatement(Prisma.sql\`UPDATE "Grant" SET role = 'view'\`, Row)`

  it('is decided about and told of like any other transaction', () => {
    expect(undecided(read(body(alone)))).toEqual([`${file} plant`])
    expect(unrecorded(read(body(`authorize(caller, 'grant.revoke', {})\n${alone}`)))).toEqual([`${file} plant`])
    const told = alone.replace("'view'", "'view' ${recording(caller, 'grant.revoked', [])}")
    expect(unrecorded(read(body(`authorize(caller, 'grant.revoke', {})\n${told}`)))).toEqual([])
  })

  it.each([
    ['in a part that is handed the transaction', `const plant = async (tx: Tx) => {\n  ${alone}\n}`, 'plant'],
    [
      'where it is opened',
      `const plant = () => transaction(async (tx) => {\n  ${alone}\n})`,
      'plant calls inOneStatement',
    ],
    [
      'in what is called there',
      `const part = async () => {\n  ${alone}\n}\nconst plant = () => transaction(async (tx) => part())`,
      'plant calls part',
    ],
    ['as another transaction', 'const plant = (tx: Tx) => transaction(async (tx) => tx.grant.deleteMany())', 'plant'],
  ])('is found within a transaction: %s', (_, text, found) => {
    expect(waitingWithin(read(text))).toEqual([`${file} ${found}`])
  })
})

describe('a statement that is meant to read', () => {
  const asking = (sql: string) => `await readInOneStatement(${sql}, Row)`

  it('needs no decision before it, and is a question of its own connection', () => {
    const plant = body(asking('Prisma.sql`SELECT 1`'))
    expect(undecided(read(plant))).toEqual([])
    expect(bareWrites(read(plant))).toEqual([])
    expect(withoutCaller(read(plant.replace('caller: Caller, ', '')))).toEqual([`${file} plant`])
    expect(waitingWithin(read(`const plant = async (tx: Tx) => {\n  ${asking('Prisma.sql`SELECT 1`')}\n}`))).toEqual([
      `${file} plant`,
    ])
  })

  it('is found where it changes something, itself or a part of it', () => {
    const part = 'const ending = () => Prisma.sql`UPDATE "Grant" SET role = 1`\n'
    for (const sql of [
      'Prisma.sql`DELETE FROM "Grant"`',
      'Prisma.sql`WITH ended AS (${ending()}) SELECT 1`',
      'ending()',
    ])
      expect(bareWrites(read(part + body(asking(sql))))).toEqual([`${file} plant`])
  })
})

describe('a write outside a transaction', () => {
  it('is found on the bare client where the statement is put together from parts', () => {
    const part = 'const ending = () => Prisma.sql`UPDATE "Grant" SET role = 1`\n'
    for (const asked of ['(ending())', '`WITH ended AS (${ending()}) SELECT 1`'])
      expect(bareWrites(read(`${part}const plant = () => db().$queryRaw${asked}`))).toEqual([`${file} plant`])
    const handed = `${part}const end = (tx: Tx) => tx.$queryRaw(ending())\nconst plant = () => end(db())`
    expect(outsideTransaction(read(handed))).toEqual([`${file} plant calls end`])
  })

  it('is found on the bare client, exported or not', () => {
    expect(bareWrites(read(`const plant = () => db().grant.deleteMany()`))).toEqual([`${file} plant`])
  })

  it('is found where a part that writes is handed the bare client', () => {
    const part = source('lib/sharing/part.ts', `${imports}export const mark = (tx: Tx) => tx.grant.deleteMany()`)
    const plant = source(
      file,
      `${imports}import { mark } from './part'\n${body(`authorize(caller, 'grant.revoke', {})\nawait mark(db())`)}`,
    )
    expect(outsideTransaction(readVerbs([part, plant]))).toEqual([`${file} plant calls mark`])
  })

  it.each([
    ['in an object', 'export const verbs = { plant: (id: string) => db().grant.delete({ where: { id } }) }'],
    ['in a class', 'export class Plant {\n  run = () => transaction(async (tx) => tx.grant.deleteMany())\n}'],
    ['when the file is read', 'await db().grant.deleteMany()'],
    ['in what makes a function', 'export const plant = make(() => transaction(async (tx) => tx.grant.deleteMany()))'],
  ])('is found where no function at the top of a file holds it: %s', (_, text) => {
    expect(outsideFunctions(read(text))).not.toEqual([])
  })
})

describe('a client under a name that no rule knows', () => {
  it.each([
    ['the bare one', 'const plant = () => {\n  const client = db()\n  return client.grant.deleteMany()\n}'],
    ['what makes the bare one', 'const plant = () => {\n  const client = db\n  return client().grant.deleteMany()\n}'],
    ['a transaction', 'const plant = () => transaction(async (it) => it.grant.deleteMany())'],
    ['a transaction that is handed on', 'const plant = () => transaction(part)'],
    ['a transaction that is taken', 'const plant = (it: Tx) => it.grant.deleteMany()'],
    ['a transaction that is taken apart', 'const plant = ({ grant }: Tx) => grant.deleteMany()'],
  ])('is found: %s', (_, text) => {
    expect(renamed(read(text))).toHaveLength(1)
  })
})

describe('a question to the database without the caller', () => {
  it.each([
    ['a function', 'export async function plant(id: string) {\n  return db().grant.findMany({ where: { id } })\n}'],
    ['an arrow that waits for nothing', 'export const plant = (id: string) => db().grant.findMany({ where: { id } })'],
    [
      'a part of its file',
      'export const plant = (id: string) => part(id)\nconst part = (id: string) => db().grant.findMany({ where: { id } })',
    ],
  ])('is found: %s', (_, text) => {
    expect(withoutCaller(read(text))).toEqual([`${file} plant`])
  })

  it('is a part of the verb beside it in a file of SQL, and found where a file elsewhere names it', () => {
    const statements = source(
      'lib/sharing/plant.sql.ts',
      `${imports}export const plant = (id: string) => db().$queryRaw\`SELECT 1\``,
    )
    const naming = (name: string) =>
      source(name, "import { plant } from '../sharing/plant.sql'\nexport const use = () => plant('a')")
    const beside = source(
      file,
      "import { plant } from './plant.sql'\nexport const use = (caller: Caller) => plant('a')",
    )
    expect(withoutCaller(readVerbs([statements, beside]))).toEqual([])
    expect(withoutCaller(readVerbs([statements, beside, naming('lib/reviews/use.ts')]))).toEqual([
      'lib/sharing/plant.sql.ts plant',
    ])
  })
})

describe('a write to the table of another room', () => {
  const stray = (text: string) =>
    strayWrites(writesTo([source(file, imports + text)]), { Grant: 'lib/sharing', Policy: 'lib/policies' })

  it.each([
    ['through Prisma', 'const a = (tx: Tx) => tx.policy.deleteMany()', 'Policy'],
    ['on the bare client', 'const a = () => db().policy.deleteMany()', 'Policy'],
    ['in SQL', 'const a = (tx: Tx) => tx.$executeRaw`DELETE FROM "Policy" WHERE id = ${1}`', 'Policy'],
    ['in a piece of SQL', 'const a = Prisma.sql`INSERT INTO "Policy" (id) VALUES (1)`', 'Policy'],
    ['to one that no room keeps', 'const a = (tx: Tx) => tx.letter.deleteMany()', 'Letter'],
  ])('is found: %s', (_, text, table) => {
    expect(stray(text)).toEqual([`${file} ${table}`])
  })

  it('is none where the room keeps it', () => {
    expect(stray('const a = (tx: Tx) => tx.grant.deleteMany()')).toEqual([])
  })
})

describe('a circle of imports', () => {
  const importing = (file: string, ...targets: string[]) =>
    source(file, targets.map((target) => `import { a } from '${target}'`).join('\n'))

  it.each([
    ['of two', [importing('lib/a/one.ts', './two'), importing('lib/a/two.ts', './one')]],
    [
      'of three, in two folders',
      [
        importing('lib/a/one.ts', './two'),
        importing('lib/a/two.ts', '../b/three'),
        importing('lib/b/three.ts', '@/lib/a/one'),
      ],
    ],
    ['of types alone', [source('lib/a/one.ts', "import type { A } from './two'"), importing('lib/a/two.ts', './one')]],
  ])('is found: %s', (_, files) => {
    expect(circlesIn(files)).toEqual([
      files
        .map(({ file }) => file)
        .sort()
        .join(' '),
    ])
  })

  it('is none where two ways lead to one file', () => {
    const files = [
      importing('lib/a/one.ts', './two', './three'),
      importing('lib/a/two.ts', './three'),
      importing('lib/a/three.ts'),
    ]
    expect(circlesIn(files)).toEqual([])
  })
})

describe('a place that is written in SQL', () => {
  it.each([
    ['a part of a statement', 'const part = Prisma.sql`true`'],
    ['a text as it is', "const part = Prisma.raw('true')"],
    ['a query', 'const plant = (tx: Tx) => tx.$queryRaw`SELECT 1`'],
    ['a query with its types', 'const plant = (tx: Tx) => tx.$queryRaw<Row[]>`SELECT 1`'],
    ['a query put together elsewhere', 'const plant = (text: Prisma.Sql) => db().$queryRaw(text)'],
    ['a query over two lines', 'const plant = (tx: Tx) => tx\n  .$queryRaw`SELECT 1`'],
    ['a change', 'const plant = (tx: Tx) => tx.$executeRawUnsafe(text)'],
  ])('is counted: %s', (_, text) => {
    expect(rawSqlIn([source(file, text), source('lib/people/none.ts', 'const none = tx.grant.findMany()')])).toEqual({
      'lib/sharing': 1,
    })
  })

  it('stands in a file named for it, with its reason', () => {
    const plant = `const plant = (tx: Tx) => tx.$queryRaw\`SELECT 1\``
    const reason = '// In SQL: locks the rows that it reads.\n'
    const named = (text: string) => [source('lib/sharing/plant.sql.ts', text)]
    expect(sqlElsewhere([source(file, reason + plant)])).toEqual([file])
    expect(sqlElsewhere(named(plant))).toEqual([])
    expect(sqlWithoutReason(named(plant))).toEqual(['lib/sharing/plant.sql.ts'])
    expect(sqlWithoutReason(named('// In SQL:\n' + plant))).toEqual(['lib/sharing/plant.sql.ts'])
    expect(sqlWithoutReason(named(reason + plant))).toEqual([])
  })
})

describe('a statement beside its verb', () => {
  const statement = source(
    'lib/sharing/plant.sql.ts',
    `${imports}export const end = () => inOneStatement(Prisma.sql\`UPDATE "Grant" SET role = 'view'\`, Row)`,
  )
  const verbOf = (body: string) =>
    source(
      file,
      `${imports}import { end } from './plant.sql'\nexport async function plant(caller: Caller) {\n${body}\n}`,
    )
  const decided = "authorize(caller, 'grant.revoke', {})\n"

  it('is held to the rules where the verb calls it', () => {
    expect(undecided(readVerbs([statement, verbOf('await end()')]))).toEqual([`${file} plant`])
    expect(undecided(readVerbs([statement, verbOf(`await end()\n${decided}`)]))).toEqual([`${file} plant`])
    const silent = readVerbs([statement, verbOf(`${decided}await end()`)])
    expect(undecided(silent)).toEqual([])
    expect(unrecorded(silent)).toEqual([`${file} plant`])
  })

  it('is held to them itself where another folder names it', () => {
    const abroad = source(
      'lib/reviews/use.ts',
      "import { end } from '../sharing/plant.sql'\nexport const use = () => end()",
    )
    expect(undecided(readVerbs([statement, abroad]))).toEqual(['lib/sharing/plant.sql.ts end'])
  })

  it.each([
    ['under another name', "import { end as finish } from './plant.sql'"],
    ['with all of its file', "import * as statements from './plant.sql'"],
    ['as what decides', "import { may as authorize } from '../access/authorize'"],
    ['as what opens a transaction', "import { transaction as begin } from '../db/transaction'"],
  ])('is found where a name hides it: %s', (_, line) => {
    expect(importedOtherwise(readVerbs([statement, source(file, line)]))).toHaveLength(1)
    expect(importedOtherwise(readVerbs([statement, source(file, "import { end } from './plant.sql'")]))).toEqual([])
  })

  it('writes on the bare client where its rows are asked for so', () => {
    const part = 'const ending = () => Prisma.sql`UPDATE "Grant" SET role = 1`\n'
    const plant = (client: string) => read(`${part}const plant = (tx: Tx) => queryRows(${client}, ending(), Row)`)
    expect(bareWrites(plant('db()'))).toEqual([`${file} plant`])
    expect(bareWrites(plant('tx'))).toEqual([])
    const handed = `${part}const end = (tx: Tx) => queryRows(tx, ending(), Row)\nconst plant = () => end(db())`
    expect(outsideTransaction(read(handed))).toEqual([`${file} plant calls end`])
  })
})
