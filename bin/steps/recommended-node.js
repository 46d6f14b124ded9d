import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './root.js'

/** The Node.js that the README recommends: the newest that is kept for long. */
export const RECOMMENDED = 24

const home = path.join(root, `.tmp/node-${RECOMMENDED}`)
const kind = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
const program = path.join(home, 'node_modules', kind, 'bin/node')

export const isRecommended = Number(process.versions.node.split('.')[0]) >= RECOMMENDED

/** Where the recommended Node.js is, by its package; null where there is none for this computer. */
export function findRecommendedNode() {
  if (!existsSync(program)) install()
  return existsSync(program) && isIt() ? program : null
}

function install() {
  mkdirSync(home, { recursive: true })
  // Its own package, so that npm looks for none above.
  writeFileSync(path.join(home, 'package.json'), '{"private":true}')
  spawnSync('npm', ['install', '--no-audit', '--no-fund', '--no-save', `${kind}@${RECOMMENDED}`], {
    cwd: home,
    stdio: 'ignore',
    timeout: 300_000,
    shell: process.platform === 'win32',
  })
}

const isIt = () => execFileSync(program, ['--version'], { encoding: 'utf8' }).startsWith(`v${RECOMMENDED}.`)
