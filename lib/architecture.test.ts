import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { circlesIn } from './architecture/circles'
import { exceptions, homes, placesOfSql, strangers } from './architecture/exceptions'
import { importsOf, readHouse, roomOf } from './architecture/house'
import { rawSqlIn, sqlElsewhere, sqlWithoutReason } from './architecture/raw-sql'
import { strayWrites, writesTo } from './architecture/tables'
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
} from './architecture/verbs'

// The house's walls (docs/architecture.md). Lowest first; a folder imports from lower ranks and from itself.
const ranks = [
  ['lib'],
  ['lib/words'],
  ['lib/forms'],
  ['lib/db', 'lib/log', 'lib/outside'],
  ['lib/access', 'lib/budgets'],
  ['lib/audit', 'lib/jobs', 'lib/installation'],
  ['lib/mail', 'lib/files'],
  ['lib/identity', 'lib/policies'],
  ['lib/sharing'],
  ['lib/invitations', 'lib/people', 'lib/organization', 'lib/search'],
  ['lib/reviews', 'lib/terms'],
  ['components'],
  ['app', 'server'],
]

/**
 * The floors of identity, lowest first: the session that somebody has, the account behind it; what may let a browser in,
 * and the first set-up; who joins; how a code is asked for and proven; second factors; what is asked for on top. What
 * stands beside the floors may import any of them, and none of them imports it.
 */
const identityFloors = [
  ['sessions', 'accounts'],
  ['let-in', 'set-up'],
  ['joining'],
  ['passcodes', 'kept'],
  ['factors'],
  ['step-up'],
]

/**
 * The folders of components, lowest first: what everything is made of (with what keeps what is typed), the frame around
 * a page, then the subjects. A folder imports from lower ranks and from itself.
 */
const componentRanks = [
  ['ui', 'keeping'],
  ['shell'],
  [
    'account',
    'audit',
    'explain',
    'factors',
    'files',
    'inbox',
    'mailbox',
    'organization',
    'policies',
    'sign-in',
    'sign-ins',
  ],
  ['invitations', 'people', 'resource', 'what-if'],
  ['sharing', 'terms'],
  ['reviews', 'spaces', 'step-up'],
]

const folderOf = (file: string) => file.split('/')[1]!
const componentRankOf = (folder: string) => componentRanks.findIndex((rank) => rank.includes(folder))

/** Whether one file of components may be imported by another. `ui` and `keeping` are one floor: a form keeps what is typed, and asks with the fields of `ui`. */
function isBelow(target: string, file: string) {
  const [to, from] = [folderOf(target), folderOf(file)]
  if (to === from || (componentRankOf(from) === 0 && componentRankOf(to) === 0)) return true
  return componentRankOf(to) >= 0 && componentRankOf(to) < componentRankOf(from)
}

/** Pure, and without imports of their own: a field drops while it is typed what the server drops, a page isolates, counts and links as a mail does. */
const readAlike = new Set([
  'lib/counted',
  'lib/identity/passcodes/read-code',
  'lib/own-direction',
  'lib/page-paths',
  'lib/resource-kinds',
  'lib/role',
])

const sources = readHouse(['lib', 'components', 'app', 'server'])
const verbs = readVerbs(sources)
/** Says on which floor of identity a file or a path without its ending is; above all floors for one beside them. */
function floorOf(file: string) {
  const floor = identityFloors.findIndex((floor) => floor.some((name) => file.startsWith(`lib/identity/${name}/`)))
  return floor < 0 ? identityFloors.length : floor
}

const rankOf = (room: string) => ranks.findIndex((rank) => rank.includes(room))

const inLib = sources.filter(({ file }) => file.startsWith('lib/'))
describe('the house', () => {
  it('puts every file in a room', () => {
    expect(sources.filter(({ room }) => rankOf(room) < 0).map(({ file }) => file)).toEqual([])
  })

  it('imports one way among the floors of identity', () => {
    const inIdentity = sources.filter(({ room }) => room === 'lib/identity')
    const folder = (file: string) => file.split('/')[2]!
    const wrong = inIdentity.flatMap((source) =>
      importsOf(source)
        .filter(({ target }) => target?.startsWith('lib/identity/') && folder(target) !== folder(source.file))
        .filter(
          ({ target }) => floorOf(target!) >= floorOf(source.file) && floorOf(source.file) < identityFloors.length,
        )
        .map(({ target }) => `${source.file} -> ${target}`),
    )
    expect(wrong).toEqual([])
    expect(new Set(inIdentity.map(({ file }) => floorOf(file))).size).toBe(identityFloors.length + 1)
  })

  it('imports one way, lowest first, and never across a rank', () => {
    const wrong = sources.flatMap((source) =>
      importsOf(source)
        .filter(({ target }) => target && /^(lib|components|app|server)\//.test(target))
        .filter(({ target }) => {
          const to = roomOf(`${target}.ts`)
          return to !== source.room && rankOf(to) >= rankOf(source.room)
        })
        .map(({ target }) => `${source.file} -> ${target}`),
    )
    expect(wrong).toEqual([])
  })

  it('leads back to itself nowhere, types included', () => {
    expect(circlesIn(sources)).toEqual([])
  })

  it('has components above those that they are made of', () => {
    const wrong = sources.flatMap((source) =>
      importsOf(source)
        .filter(({ target }) => target?.startsWith('components/') && source.file.startsWith('components/'))
        .filter(({ target }) => !isBelow(target!, source.file))
        .map(({ target }) => `${source.file} -> ${target}`),
    )
    expect(wrong).toEqual([])
  })

  it('keeps Next.js out of lib, and React to the letters', () => {
    const wrong = inLib.flatMap((source) =>
      importsOf(source)
        .filter(
          ({ name }) =>
            /^next(-auth)?(\/|$)/.test(name) || (/^react/.test(name) && !source.file.startsWith('lib/mail/')),
        )
        .map(({ name }) => `${source.file} -> ${name}`),
    )
    expect(wrong).toEqual([])
  })

  it('fetches no page before its link is followed: Next.js’s own links stand in the two components that see to that', () => {
    const ahead = ['next/link', 'next/form']
    expect(
      sources.flatMap(({ file, ...source }) =>
        importsOf({ file, ...source })
          .filter(({ name }) => ahead.includes(name))
          .map(({ name }) => `${file} -> ${name}`),
      ),
    ).toEqual(['components/ui/get-form.tsx -> next/form', 'components/ui/link.tsx -> next/link'])
  })

  it('gives components nothing but types from lib, and what browser and server must read alike', () => {
    const wrong = sources
      .filter(({ room }) => room === 'components')
      .flatMap((source) =>
        importsOf(source)
          .filter(({ target, onlyTypes }) => target?.startsWith('lib/') && !onlyTypes && !readAlike.has(target))
          .map(({ target }) => `${source.file} -> ${target}`),
      )
    const importing = sources
      .filter(({ file }) => readAlike.has(file.replace(/\.ts$/, '')))
      .filter((source) => importsOf(source).length > 0)
    expect([...wrong, ...importing.map(({ file }) => `${file} imports`)]).toEqual([])
  })

  it('keeps the database behind lib: app and server ask verbs, only where a process begins is it connected', () => {
    const boot = /^server\/(main|worker|process\/(boot|command))\.ts$/
    const wrong = sources
      .filter(({ room, file }) => (room === 'app' || room === 'server') && !boot.test(file))
      .flatMap((source) =>
        importsOf(source)
          .filter(({ target }) => target?.startsWith('lib/db'))
          .map(({ target }) => `${source.file} -> ${target}`),
      )
    expect(wrong).toEqual([])
  })

  it('says what is live in one place', () => {
    const spelled =
      /"revokedAt" IS NULL AND \((?!"maxPeople")|"blockedAt" IS NULL AND (?:\w\.)?"removedAt" IS NULL|"removedAt" IS NULL AND (?:\w\.)?"blockedAt" IS NULL AND (?!g\.)|blockedAt: null,\s*removedAt: null|removedAt: null,\s*blockedAt: null(?!,\s*blockedById)/
    const wrong = inLib.filter(({ file, text }) => file !== 'lib/access/live.ts' && spelled.test(text))
    expect(wrong.map(({ file }) => file)).toEqual([])
  })

  it('lets no part of a page for browsers without JavaScript stand within another', () => {
    const wrong = sources.filter(
      ({ file, text }) => text.includes('<noscript') && file !== 'components/ui/no-script.tsx',
    )
    expect(wrong.map(({ file }) => file)).toEqual([])
  })

  it('writes to the console in one place, whose lines name what speaks and hold nothing personal', () => {
    const wrong = sources.filter(
      ({ file, text }) =>
        !/^lib\/log\/(?:out|capture)\.ts$/.test(file) &&
        /\bconsole\b\s*[.[]|[=(]\s*console\b|\bprocess\.std(?:out|err)\.write\b/.test(text),
    )
    expect(wrong.map(({ file }) => file)).toEqual([])
  })

  it('has no barrels', () => {
    const wrong = sources.filter(({ tree }) =>
      tree.statements.some((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier),
    )
    expect(wrong.map(({ file }) => file)).toEqual([])
  })

  it('decides before it writes: each exported function for itself, as a statement of its own', () => {
    expect(except(undecided(verbs), exceptions.undecided)).toEqual([])
  })

  it('records what it wrote', () => {
    expect(except(unrecorded(verbs), exceptions.unrecorded)).toEqual([])
  })

  it('writes within transactions', () => {
    expect(except(bareWrites(verbs), exceptions.bareWrites)).toEqual([])
    expect(except(outsideTransaction(verbs), exceptions.outsideTransaction)).toEqual([])
    expect(outsideFunctions(verbs)).toEqual([])
    expect(renamed(verbs)).toEqual([])
    expect(importedOtherwise(verbs)).toEqual([])
  })

  it('asks for no other connection from within a transaction', () => {
    expect(waitingWithin(verbs)).toEqual([])
  })

  it('hands the caller, or the transaction, to whatever asks the database', () => {
    expect(except(withoutCaller(verbs), exceptions.withoutCaller)).toEqual([])
  })

  it('makes a job of itself only where no person asks', () => {
    const begin = new Set(['lib/jobs/run-due-jobs.ts', 'lib/identity/set-up/prepare-set-up.ts', 'lib/principal.ts'])
    const wrong = sources.filter(
      ({ file, room, text }) =>
        room !== 'server' &&
        !begin.has(file) &&
        /\bsystemCaller\(|kind: 'system'/.test(text.replace(/\bkind: 'system' \}>/g, '')),
    )
    expect(wrong.map(({ file }) => file)).toEqual([])
  })

  it('has one room for each table, which alone writes to it', () => {
    expect(except(strayWrites(writesTo(sources), homes), strangers)).toEqual([])
  })

  it('is written in SQL at no more places than are counted', () => {
    expect(rawSqlIn(sources)).toEqual(placesOfSql)
  })

  it('is written in SQL in files named for it, each with its reason', () => {
    expect(except(sqlElsewhere(sources), exceptions.sqlElsewhere)).toEqual([])
    expect(sqlWithoutReason(sources)).toEqual([])
  })

  it('names no exception that is not needed', () => {
    const files = new Set(sources.map(({ file }) => file))
    const needed = {
      undecided: undecided(verbs),
      unrecorded: unrecorded(verbs),
      bareWrites: bareWrites(verbs),
      outsideTransaction: outsideTransaction(verbs),
      withoutCaller: withoutCaller(verbs),
      sqlElsewhere: sqlElsewhere(sources),
      strangers: strayWrites(writesTo(sources), homes),
    }
    const idle = Object.entries({ ...exceptions, strangers }).flatMap(([rule, named]) =>
      Object.keys(named).filter((name) => !needed[rule as keyof typeof needed].includes(name)),
    )
    expect(idle).toEqual([])
    expect([...readAlike].filter((name) => !files.has(`${name}.ts`))).toEqual([])
  })
})

/** What breaks a rule and is not named as an exception from it. */
const except = (found: string[], named: Readonly<Record<string, string>>) => found.filter((name) => !(name in named))
