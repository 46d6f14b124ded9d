#!/usr/bin/env node
// `npm run reset-factors -- <address>`: for the last administrator, who lost every second factor. Works on the
// installation of DATA_DIR or DATABASE_URL, whether Foyer runs on it or not.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { requireNode } from './steps/require-node.js'
import { root } from './steps/root.js'

requireNode()
process.chdir(root)
const built = path.join(root, 'dist/reset-factors.js')
if (existsSync(built)) await import(built)
else {
  console.error('Foyer is not built here yet: start it once with `npm start`.')
  process.exitCode = 1
}
