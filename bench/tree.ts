import { cpSync, linkSync, lstatSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')
const left = new Set([
  '.git',
  '.next',
  '.tmp',
  'bench',
  'data',
  'dist',
  'docs',
  'e2e',
  'node_modules',
  'playwright-report',
  'test-results',
  '.env',
])

/** A copy of the product's tree to build from, with one page more: the empty one that pages are measured against. */
export function copyTree(to: string) {
  for (const name of readdirSync(root))
    if (!left.has(name)) cpSync(path.join(root, name), path.join(to, name), { recursive: true })
  cpSync(path.join(import.meta.dirname, 'empty-page.tsx'), path.join(to, 'app/empty-page/page.tsx'))
  link(path.join(root, 'node_modules'), path.join(to, 'node_modules'))
}

/** The installed packages, by hard links where the file system allows: a symbolic link would lead out of the build's root. */
function link(from: string, to: string) {
  mkdirSync(to)
  for (const name of readdirSync(from)) {
    const [source, target] = [path.join(from, name), path.join(to, name)]
    const kind = lstatSync(source)
    if (kind.isDirectory()) link(source, target)
    else if (kind.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else linkOrCopy(source, target)
  }
}

function linkOrCopy(source: string, target: string) {
  try {
    linkSync(source, target)
  } catch {
    cpSync(source, target)
  }
}
