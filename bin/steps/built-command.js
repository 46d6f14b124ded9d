import { existsSync } from 'node:fs'
import path from 'node:path'
import { requireNode } from './require-node.js'
import { root } from './root.js'

/** Runs one of the server's own commands as it was built with the server: nothing is set up for it. */
export async function runBuilt(name) {
  requireNode()
  keepWhence()
  process.chdir(root)
  const built = path.join(root, `dist/${name}.js`)
  if (existsSync(built)) return import(built)
  console.error('Foyer is not built here yet: start it once with `npm start`.')
  process.exitCode = 1
}

/** Where whoever typed the command was, which names of folders start from: npm moves to the root and keeps it in INIT_CWD. */
export function keepWhence() {
  if (process.cwd() !== root || !process.env.npm_lifecycle_event) process.env.INIT_CWD = process.cwd()
}
