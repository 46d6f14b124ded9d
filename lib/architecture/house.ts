import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** A file of the house, read as a syntax tree. */
export type Source = { file: string; room: string; text: string; tree: ts.SourceFile }

export type Import = {
  name: string
  target: string | null
  onlyTypes: boolean
  /** The names as they are called where they are imported. */
  bindings: string[]
  /** The names that are called otherwise there, as the file that exports them calls them; `*`: all of it under one name. */
  renamed: string[]
}

const skipped = /node_modules|generated|\.test\.tsx?$|\/testing\.tsx?$|^lib\/architecture\//

/** Reads every file of the folders that ships, tests apart. */
export function readHouse(folders: readonly string[]): Source[] {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.posix.join(folder, name)),
    )
    .filter((file) => /\.tsx?$/.test(file) && !skipped.test(file))
    .map((file) => source(file, readFileSync(file, 'utf8')))
}

/** Makes a source of a text as if it stood in the house under that name. */
export const source = (file: string, text: string): Source => ({
  file,
  room: roomOf(file),
  text,
  tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true),
})

/** Names the room of a file: `lib/sharing`, `lib` for a file at its top, `components`, `app` or `server`. */
export function roomOf(file: string) {
  const [top, second] = file.split('/')
  if (top !== 'lib') return top!
  return file.split('/').length > 2 ? `lib/${second}` : 'lib'
}

/** Lists what a file imports. `target`: the path within the house without its ending, null for a package. */
export function importsOf({ tree, file }: Source): Import[] {
  return tree.statements.filter(ts.isImportDeclaration).map(({ moduleSpecifier, importClause }) => {
    const name = (moduleSpecifier as ts.StringLiteral).text
    const own = name.startsWith('@/') ? name.slice(2) : null
    const target = own ?? (name.startsWith('.') ? path.posix.join(path.dirname(file), name) : null)
    const named = importClause?.namedBindings
    const elements = named && ts.isNamedImports(named) ? [...named.elements] : []
    const bindings = elements.map((element) => element.name.text)
    const renamed = elements.flatMap(({ propertyName }) => propertyName?.text ?? [])
    if (named && ts.isNamespaceImport(named)) renamed.push('*')
    return { name, target, onlyTypes: importClause?.isTypeOnly ?? false, bindings, renamed }
  })
}
