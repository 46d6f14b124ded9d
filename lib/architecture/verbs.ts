import ts from 'typescript'
import { callsIn, type Fn, functionsOf, unwrapped, walk } from './functions'
import { importsOf, type Source } from './house'

/**
 * What a function does to the database, by itself or through what it calls in the house. A statement that commits by itself
 * is a transaction too, of one; `alone` is that it takes a connection of its own.
 */
type Effects = {
  transaction: boolean
  bareWrite: boolean
  txWrite: boolean
  records: boolean
  asks: boolean
  alone: boolean
  /** Makes a part of a statement that changes something. */
  changes: boolean
  /** Asks in SQL within a transaction. */
  raw: boolean
}

const noEffects = (): Effects => ({
  transaction: false,
  bareWrite: false,
  txWrite: false,
  records: false,
  asks: false,
  alone: false,
  changes: false,
  raw: false,
})

type Known = Fn & { source: Source; id: string; own: Effects; calls: string[] }

/** Functions that may do what the rules forbid, by "file name", each with the reason. */
export type Exceptions = {
  undecided: Readonly<Record<string, string>>
  unrecorded: Readonly<Record<string, string>>
  bareWrites: Readonly<Record<string, string>>
  outsideTransaction: Readonly<Record<string, string>>
  withoutCaller: Readonly<Record<string, string>>
  sqlElsewhere: Readonly<Record<string, string>>
}

export type Verbs = ReturnType<typeof readVerbs>

const writing =
  /^(?:create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany)$/
const changing = /\b(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE)\b/

/** Reads what every function at the top of a file does, and what it does through others. */
export function readVerbs(sources: readonly Source[]) {
  const known = new Map<string, Known>()
  for (const source of sources)
    for (const fn of functionsOf(source.tree))
      known.set(`${source.file} ${fn.name}`, {
        ...fn,
        source,
        id: `${source.file} ${fn.name}`,
        own: ownEffects(fn.node),
        calls: [],
      })
  for (const source of sources) linkCalls(source, known)
  const effects = spread(known)
  for (const fn of known.values()) if (asksBareForChanges(fn, known, effects)) fn.own.bareWrite = true
  return { sources, known, effects }
}

/** Returns whether what a function asks on the bare client, or means to read, holds a part that changes something. */
function asksBareForChanges({ node, calls }: Known, known: Map<string, Known>, effects: Map<string, Effects>) {
  let found = false
  walk(node, (one) => {
    const asked = ts.isCallExpression(one) ? one.expression : ts.isTaggedTemplateExpression(one) ? one.tag : null
    if (!asked || !isBareQuestion(unwrapped(asked as ts.Expression), one)) return
    const parts = new Set(callsIn(one).map(({ name }) => name))
    found ||= ownEffects(one).changes
    found ||= calls.some((id) => parts.has(known.get(id)!.name) && effects.get(id)!.changes)
  })
  return found
}

function isBareQuestion(called: ts.Expression, asked: ts.Node) {
  if (ts.isPropertyAccessExpression(called))
    return clientOf(called) === 'db' && /^\$(?:query|execute)/.test(called.name.text)
  if (!ts.isIdentifier(called)) return false
  return called.text === 'readInOneStatement' || (called.text === 'queryRows' && clientAsked(asked) === 'db()')
}

/** Returns the client that `queryRows` is called with, as it is written. */
const clientAsked = (call: ts.Node) => (ts.isCallExpression(call) ? call.arguments[0]?.getText() : undefined)

function ownEffects(node: ts.Node): Effects {
  const effects = noEffects()
  walk(node, (one) => {
    if (ts.isCallExpression(one)) noteCall(effects, one)
    if (ts.isTaggedTemplateExpression(one)) noteQuery(effects, one)
  })
  return effects
}

/** Take a connection of their own. */
const alone = new Set(['inOneStatement', 'readInOneStatement', 'transaction'])

function noteCall(effects: Effects, call: ts.CallExpression) {
  const called = unwrapped(call.expression)
  if (ts.isIdentifier(called)) {
    if (called.text === 'transaction' || called.text === 'inOneStatement') effects.transaction = true
    if (alone.has(called.text)) effects.alone = true
    if (called.text === 'readInOneStatement') effects.asks = true
    if (/^(?:recordAuditEvents?|recording)$/.test(called.text)) effects.records = true
    if (called.text === 'db') effects.asks = true
    if (called.text === 'queryRows' && clientAsked(call) === 'tx') effects.raw = true
    return
  }
  if (!ts.isPropertyAccessExpression(called)) return
  const by = clientOf(called)
  const writes = by && (writing.test(called.name.text) || /^\$execute/.test(called.name.text))
  if (writes) effects[by === 'db' ? 'bareWrite' : 'txWrite'] = true
  if (by === 'tx' && /^\$query/.test(called.name.text)) effects.raw = true
}

function noteQuery(effects: Effects, { tag, template }: ts.TaggedTemplateExpression) {
  const asked = unwrapped(tag as ts.Expression)
  if (!ts.isPropertyAccessExpression(asked)) return
  const by = clientOf(asked)
  if (!by && asked.name.text === 'sql' && changing.test(template.getText())) effects.changes = true
  if (by === 'tx') effects.raw = true
  if (by && (/^\$execute/.test(asked.name.text) || changing.test(template.getText())))
    effects[by === 'db' ? 'bareWrite' : 'txWrite'] = true
}

/** `db` for the bare client, `tx` for a transaction: the root of `db().grant.update` and of `tx.grant.update`. */
function clientOf(node: ts.PropertyAccessExpression): 'db' | 'tx' | null {
  let root: ts.Expression = node
  while (ts.isPropertyAccessExpression(root)) root = unwrapped(root.expression)
  if (ts.isCallExpression(root)) return ts.isIdentifier(root.expression) && root.expression.text === 'db' ? 'db' : null
  return ts.isIdentifier(root) && root.text === 'tx' ? 'tx' : null
}

/** Notes of each function which others of the house it names: those of its own file and those that are imported. */
function linkCalls(source: Source, known: Map<string, Known>) {
  const names = new Map<string, string>()
  for (const { target, bindings } of importsOf(source))
    for (const binding of bindings)
      for (const ending of ['.ts', '.tsx'])
        if (target && known.has(`${target}${ending} ${binding}`)) names.set(binding, `${target}${ending} ${binding}`)
  const own = [...known.values()].filter((fn) => fn.source === source)
  for (const fn of own) names.set(fn.name, fn.id)
  for (const fn of own)
    walk(fn.node, (node) => {
      const id = ts.isIdentifier(node) && !isProperty(node) ? names.get(node.text) : undefined
      if (id && id !== fn.id) fn.calls.push(id)
    })
}

const isProperty = (node: ts.Identifier) => ts.isPropertyAccessExpression(node.parent) && node.parent.name === node

/** Adds to the effects of each function those of what it calls, until nothing is added any longer. */
function spread(known: Map<string, Known>) {
  const effects = new Map([...known].map(([id, { own }]) => [id, { ...own }]))
  const kinds = ['transaction', 'bareWrite', 'txWrite', 'records', 'asks', 'alone', 'changes'] as const
  for (let changed = true; changed;) {
    changed = false
    for (const [id, { calls, own }] of known) {
      const all = effects.get(id)!
      for (const call of calls)
        for (const kind of kinds) if (effects.get(call)![kind] && !all[kind]) changed = all[kind] = true
      // What it asks is put together from parts that change something.
      if (own.raw && all.changes && !all.txWrite) changed = all.txWrite = true
    }
  }
  return effects
}

const inLib = ({ source: { file } }: Known) => file.startsWith('lib/') && !/^lib\/(?:db|log|outside)\//.test(file)
const takes = ({ parameters }: Known) => parameters[0] ?? ''
const isPart = (fn: Known) => takes(fn) === 'tx'

/**
 * Functions that a function reaches without leaving its file, itself among them. The statements of a verb, in a file of SQL
 * beside it, count as of its file.
 */
function within(fn: Known, { known }: Verbs) {
  const reached = new Set([fn])
  for (const one of reached)
    for (const id of one.calls) {
      const called = known.get(id)!
      if (called.source === fn.source || isBeside(called, fn)) reached.add(called)
    }
  return [...reached]
}

const isSql = ({ source: { file } }: Known) => file.endsWith('.sql.ts')
const isBeside = (statement: Known, fn: Known) =>
  isSql(statement) && folderOf(statement.source.file) === folderOf(fn.source.file)

/** Checks whether a function is a statement that only its own folder names: whoever calls it there is held to the rules. */
const isStatement = (fn: Known, abroad: Set<string>) => isSql(fn) && !abroad.has(fn.id)

const opens = (fn: Known, verbs: Verbs) => within(fn, verbs).some(({ own }) => own.transaction || own.bareWrite)

/**
 * Lists exported functions that open a transaction or write on the bare client, they or a part of their file, without
 * having called `authorize` before as a statement of their own body: not under a condition, in a `try` or a callback.
 */
export function undecided(verbs: Verbs): string[] {
  const abroad = namedAbroad(verbs)
  return [...verbs.known.values()]
    .filter((fn) => fn.exported && inLib(fn) && !isStatement(fn, abroad))
    .filter((fn) => opens(fn, verbs) && !decidesFirst(fn, verbs))
    .map(({ id }) => id)
}

function decidesFirst(fn: Known, verbs: Verbs) {
  const { body } = fn.node
  if (!body || !ts.isBlock(body)) return false
  const decided = body.statements.findIndex((statement) => isDecision(statement, fn.source))
  const wrote = body.statements.findIndex((statement) => writesWithin(statement, fn, verbs))
  return decided >= 0 && (wrote < 0 || decided < wrote)
}

const deciding = new Map([
  ['authorize', 'lib/access/authorize'],
  ['authorizeReading', 'lib/audit/authorize-reading'],
])

function isDecision(statement: ts.Statement, source: Source) {
  const expressions = ts.isExpressionStatement(statement)
    ? [statement.expression]
    : ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.flatMap(({ initializer }) => initializer ?? [])
      : []
  return expressions.some((expression) => {
    const call = unwrapped(expression)
    return ts.isCallExpression(call) && ts.isIdentifier(call.expression) && isImported(call.expression.text, source)
  })
}

const isImported = (name: string, source: Source) =>
  source.file === `${deciding.get(name)}.ts` ||
  importsOf(source).some(({ target, bindings }) => target === deciding.get(name) && bindings.includes(name))

function writesWithin(statement: ts.Statement, fn: Known, verbs: Verbs) {
  const own = ownEffects(statement)
  if (own.transaction || own.bareWrite) return true
  const parts = new Map(
    within(fn, verbs)
      .filter((part) => part !== fn && opens(part, verbs))
      .map((part) => [part.name, part]),
  )
  return callsIn(statement).some(({ name }) => parts.has(name))
}

/** Lists exported functions that open a transaction in which nothing is recorded, by them or by what they call. */
export function unrecorded(verbs: Verbs): string[] {
  const abroad = namedAbroad(verbs)
  return [...verbs.known.values()]
    .filter((fn) => fn.exported && inLib(fn) && !isStatement(fn, abroad))
    .filter((fn) => within(fn, verbs).some(({ own }) => own.transaction) && !verbs.effects.get(fn.id)!.records)
    .map(({ id }) => id)
}

/** Lists functions that write on the bare client: no transaction holds together what they change and what is recorded of it. */
export const bareWrites = (verbs: Verbs): string[] =>
  [...verbs.known.values()].filter((fn) => inLib(fn) && fn.own.bareWrite).map(({ id }) => id)

/** Lists what opens a transaction or writes outside a function at the top of its file, where no rule would see it. */
export function outsideFunctions({ sources, known }: Verbs): string[] {
  const held = new Set([...known.values()].map(({ node }) => node as ts.Node))
  const found: string[] = []
  const look = (source: Source, node: ts.Node) => {
    if (held.has(node)) return
    if (ts.isCallExpression(node) || ts.isTaggedTemplateExpression(node)) {
      const own = noEffects()
      if (ts.isCallExpression(node)) noteCall(own, node)
      else noteQuery(own, node)
      if (own.transaction || own.bareWrite || own.txWrite) found.push(`${source.file} ${node.getText().slice(0, 40)}`)
    }
    node.forEachChild((child) => look(source, child))
  }
  for (const source of sources.filter(({ file }) => file.startsWith('lib/') && !file.startsWith('lib/db/')))
    look(source, source.tree)
  return found
}

/** Lists calls of a part that writes, other than with the transaction of whoever calls: `mark(db(), ...)`. */
export function outsideTransaction(verbs: Verbs): string[] {
  return [...verbs.known.values()].flatMap((fn) =>
    callsIn(fn.node)
      .filter(({ name, call }) => {
        const part = fn.calls.map((id) => verbs.known.get(id)!).find((one) => one.name === name && isPart(one))
        return part && verbs.effects.get(part.id)!.txWrite && call.arguments[0]?.getText() !== 'tx'
      })
      .map(({ name }) => `${fn.id} calls ${name}`),
  )
}

/**
 * Lists what asks for a connection of its own from within a transaction: with all of them taken, each would wait for another.
 * A part that is handed the transaction, or what is called where it is opened.
 */
export function waitingWithin(verbs: Verbs): string[] {
  const all = [...verbs.known.values()]
  const parts = all.filter((fn) => inLib(fn) && isPart(fn) && verbs.effects.get(fn.id)!.alone).map(({ id }) => id)
  const calls = all.filter(inLib).flatMap((fn) =>
    callsIn(fn.node)
      .filter(({ name }) => name === 'transaction')
      .flatMap(({ call }) => call.arguments.flatMap((argument) => callsIn(argument)))
      .filter(({ name }) => alone.has(name) || isAlone(fn, name, verbs))
      .map(({ name }) => `${fn.id} calls ${name}`),
  )
  return [...parts, ...calls]
}

const isAlone = (fn: Known, name: string, verbs: Verbs) =>
  fn.calls.some((id) => verbs.known.get(id)!.name === name && verbs.effects.get(id)!.alone)

/**
 * Lists exported functions that ask the database, by themselves or through a part of their file, without being handed the
 * caller or a transaction. The statements of a verb, in a file of SQL beside it, are a part of that verb: for its folder alone.
 */
export function withoutCaller(verbs: Verbs): string[] {
  const abroad = namedAbroad(verbs)
  return [...verbs.known.values()]
    .filter(
      (fn) =>
        fn.exported &&
        inLib(fn) &&
        !['caller', '_caller', 'tx'].includes(takes(fn)) &&
        within(fn, verbs).some(({ own }) => own.asks || own.transaction) &&
        !isStatement(fn, abroad),
    )
    .map(({ id }) => id)
}

/** Collects functions that a file of another folder imports. */
function namedAbroad({ sources, known }: Verbs) {
  const abroad = new Set<string>()
  for (const source of sources)
    for (const { target, bindings } of importsOf(source))
      for (const binding of bindings) {
        const id = `${target}.ts ${binding}`
        if (target && known.has(id) && folderOf(source.file) !== folderOf(target)) abroad.add(id)
      }
  return abroad
}

const folderOf = (file: string) => file.slice(0, file.lastIndexOf('/'))

/**
 * Lists imports that call otherwise what the rules know by its name: a function that asks the database, decides or records,
 * or all of a file that has one (`import * as`).
 */
export const importedOtherwise = (verbs: Verbs): string[] =>
  verbs.sources
    .filter(({ file }) => file.startsWith('lib/'))
    .flatMap((source) =>
      importsOf(source)
        .filter(
          ({ target, renamed, onlyTypes }) => !onlyTypes && renamed.some((name) => acts(`${target}.ts`, name, verbs)),
        )
        .map(({ target }) => `${source.file} -> ${target}`),
    )

/** Checks whether a function of a file, or any of them for `*`, is one that a rule asks about. */
const acts = (file: string, name: string, { known, effects }: Verbs) =>
  file.startsWith('lib/db/') ||
  [...deciding.values()].includes(file.slice(0, -'.ts'.length)) ||
  [...known.values()].some(
    (fn) =>
      fn.source.file === file &&
      (name === '*' || name === fn.name) &&
      Object.values(effects.get(fn.id)!).some((effect) => effect),
  )

/** Lists clients under another name than the rules know: `const client = db()`, a transaction that is not called `tx`. */
export function renamed({ sources }: Verbs): string[] {
  return sources
    .filter(({ file }) => file.startsWith('lib/') && !file.startsWith('lib/db/'))
    .flatMap(({ file, tree }) => {
      const found: string[] = []
      walk(tree, (node) => {
        if (isAlias(node) || isOddlyNamed(node)) found.push(`${file} ${node.getText().slice(0, 60)}`)
      })
      return found
    })
}

function isAlias(node: ts.Node) {
  if (!ts.isVariableDeclaration(node) || !node.initializer) return false
  const held = unwrapped(node.initializer)
  return (
    (ts.isCallExpression(held) && held.expression.getText() === 'db') ||
    held.getText() === 'db' ||
    held.getText() === 'tx'
  )
}

function isOddlyNamed(node: ts.Node) {
  if (ts.isParameter(node)) return node.type?.getText() === 'Tx' && node.name.getText() !== 'tx'
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'transaction') return false
  const [work] = node.arguments
  if (!work || !(ts.isArrowFunction(work) || ts.isFunctionExpression(work))) return work !== undefined
  return work.parameters.length > 0 && work.parameters[0]!.name.getText() !== 'tx'
}
