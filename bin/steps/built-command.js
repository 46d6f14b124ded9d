import { existsSync } from 'node:fs'
import path from 'node:path'
import { requireNode } from './require-node.js'
import { root } from './root.js'

/** Runs one of the server's own commands as it was built with the server: nothing is set up for it. */
export async function runBuilt(name) {
  requireNode()
  process.chdir(root)
  const built = path.join(root, `dist/${name}.js`)
  if (existsSync(built)) return import(built)
  console.error('Foyer is not built here yet: start it once with `npm start`.')
  process.exitCode = 1
}
