import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

// The house's walls (docs/architecture.md). Lowest first; a folder imports from lower ranks and from itself.
const ranks = [
  ['lib'],
  ['lib/db', 'lib/log', 'lib/outside'],
  ['lib/access'],
  ['lib/audit', 'lib/jobs', 'lib/installation'],
  ['lib/mail', 'lib/files'],
  ['lib/identity', 'lib/policies'],
  ['lib/sharing'],
  ['lib/invitations', 'lib/people', 'lib/organization'],
  ['lib/reviews', 'lib/terms'],
  ['components'],
  ['app', 'server'],
]

/** Writes that happen before anyone is signed in, or that the worker makes: nobody could be authorized. */
const writesBeforeSignIn = new Set<string>([
  'lib/audit/record-refusal.ts',
  'lib/identity/closed-attempt.ts',
  'lib/identity/factors/resets/stop-reset.ts',
  'lib/identity/let-in/let-browser-in.ts',
  'lib/identity/let-in/make-let-in.ts',
  'lib/identity/prepare-set-up.ts',
  'lib/identity/report-tallies.ts',
  'lib/identity/request-passcode.ts',
  'lib/identity/verify-passcode.ts',
  'lib/invitations/ask-for-invitation.ts',
  'lib/mail/outbox/report-mail.ts',
  'lib/sharing/ask-for-share-link.ts',
])

/** What takes no caller: it makes one, runs before there is any, or is the part of a verb that reads. */
const withoutCaller = new Set<string>([
  'lib/files/disk-room.ts ensureRoom',
  'lib/identity/auth-adapter.ts sendPasscode',
  'lib/identity/find-caller.ts findCaller',
  'lib/identity/prepare-set-up.ts prepareSetUp',
  'lib/identity/prepare-set-up.ts setUpFromSettings',
  'lib/jobs/run-due-jobs.ts runDueJobs',
  'lib/jobs/run-due-jobs.ts runIfDue',
  'lib/mail/message/render-message.ts renderMessage',
  'lib/mail/outbox/claim-mail.ts claimMail',
  'lib/mail/outbox/claim-mail.ts renewLease',
  'lib/mail/outbox/claim-mail.ts timeToNextMail',
  'lib/audit/audit-query.ts findPeople',
  'lib/audit/audit-query.ts findResources',
  'lib/audit/audit-query.ts readQuery',
  'lib/audit/sign-ins/sign-in-query.ts readSignInQuery',
  'lib/people/find-person.ts findPerson',
  'lib/policies/what-if-subjects.ts findAim',
  'lib/policies/what-if-subjects.ts findSubject',
])

/** Pure, and without imports of their own: a field drops while it is typed what the server drops, a page isolates and counts as a mail does. */
const readAlike = new Set(['lib/counted', 'lib/identity/read-code', 'lib/own-direction'])

type Source = { file: string; room: string; text: string; tree: ts.SourceFile }

const skip = /node_modules|generated|\.test\.tsx?$|\/testing\.tsx?$/
const sources: Source[] = ['lib', 'components', 'app', 'server']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.posix.join(folder, name)),
  )
  .filter((file) => /\.tsx?$/.test(file) && !skip.test(file))
  .map((file) => {
    const text = readFileSync(file, 'utf8')
    return { file, room: roomOf(file), text, tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) }
  })

function roomOf(file: string) {
  const [top, second] = file.split('/')
  if (top !== 'lib') return top!
  return file.split('/').length > 2 ? `lib/${second}` : 'lib'
}

const rankOf = (room: string) => ranks.findIndex((rank) => rank.includes(room))

function importsOf({ tree, file }: Source) {
  return tree.statements.filter(ts.isImportDeclaration).map((statement) => {
    const name = (statement.moduleSpecifier as ts.StringLiteral).text
    const onlyTypes = statement.importClause?.isTypeOnly ?? false
    const target = name.startsWith('@/')
      ? name.slice(2)
      : name.startsWith('.')
        ? path.posix.join(path.dirname(file), name)
        : null
    return { name, target, onlyTypes }
  })
}

const inLib = sources.filter(({ file }) => file.startsWith('lib/'))
const domains = inLib.filter(({ room }) => rankOf(room) >= rankOf('lib/audit') && !/\/templates\//.test(room))

const records = ({ text }: Source) => /\brecordAuditEvents?\(/.test(text)

/** What verbs of one room share: it writes and records in the transaction of whoever calls it. */
const partsThatRecord = new Set(
  domains.filter((source) => records(source) && !/\btransaction\(/.test(source.text)).map(({ file }) => file),
)

describe('the house', () => {
  it('puts every file in a room', () => {
    expect(sources.filter(({ room }) => rankOf(room) < 0).map(({ file }) => file)).toEqual([])
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
    const boot = /^server\/(main|boot|worker|command)\.ts$/
    const wrong = sources
      .filter(({ room, file }) => (room === 'app' || room === 'server') && !boot.test(file))
      .flatMap((source) =>
        importsOf(source)
          .filter(({ target }) => target?.startsWith('lib/db'))
          .map(({ target }) => `${source.file} -> ${target}`),
      )
    expect(wrong).toEqual([])
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

  it('hands the caller, or the transaction, to every exported function that waits', () => {
    const wrong = domains.flatMap(({ file, tree }) =>
      tree.statements
        .filter(ts.isFunctionDeclaration)
        .filter((made) => has(made, ts.SyntaxKind.ExportKeyword) && has(made, ts.SyntaxKind.AsyncKeyword))
        .filter((made) => !['caller', 'tx', '_caller'].includes(made.parameters[0]?.name.getText() ?? ''))
        .map((made) => `${file} ${made.name?.text}`)
        .filter((name) => !withoutCaller.has(name)),
    )
    expect(wrong).toEqual([])
  })

  it('decides before it writes, and records what it wrote', () => {
    const writers = domains.filter(({ text }) => /\btransaction\(/.test(text))
    const undecided = writers.filter(({ file, text }) => !/\bauthorize\(/.test(text) && !writesBeforeSignIn.has(file))
    const unrecorded = writers.filter(
      (source) => !records(source) && !importsOf(source).some(({ target }) => partsThatRecord.has(`${target}.ts`)),
    )
    expect(undecided.map(({ file }) => file)).toEqual([])
    expect(unrecorded.map(({ file }) => file)).toEqual([])
  })

  it('names no exception that is not needed', () => {
    const files = new Set(sources.map(({ file }) => file))
    const named = [
      ...writesBeforeSignIn,
      ...[...readAlike].map((name) => `${name}.ts`),
      ...[...withoutCaller].map((name) => name.split(' ')[0]!),
    ]
    expect(named.filter((file) => !files.has(file))).toEqual([])
  })
})

const has = (node: ts.FunctionDeclaration, kind: ts.SyntaxKind) =>
  node.modifiers?.some((modifier) => modifier.kind === kind) ?? false
