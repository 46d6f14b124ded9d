#!/usr/bin/env node
// Measures Foyer beside its baselines in one run and writes docs/benchmarks.md. `--quick`: a short run that
// only shows that everything works; `inbox`, `check`, `bytes`, `zip`, `policies`, `sign-ins`, `reviews`: these parts alone. Neither writes anything.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { generate } from './generate.js'
import { install } from './steps/install.js'
import { alone } from './steps/lock.js'
import { root } from './steps/root.js'
import { giveUp, standAside } from './steps/run.js'

const parameters = process.argv.slice(2)
const baseline = path.join(root, 'bench/better-auth')

/** Installs what the baseline's own lock file names, unless that is what is there. */
function installBaseline() {
  const wanted = path.join(baseline, 'package-lock.json')
  const there = path.join(baseline, 'node_modules/.package-lock.json')
  if (existsSync(there) && statSync(there).mtimeMs >= statSync(wanted).mtimeMs) return
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], baseline)
}

function run(command, parameters, cwd) {
  const { status, error } = spawnSync(command, parameters, { cwd, stdio: 'inherit' })
  if (status !== 0) {
    if (error) console.error(error.message)
    process.exit(status || 1)
  }
}

async function prepare() {
  await install({ dev: true })
  // What is measured in this process asks the database as the product does.
  await generate()
}

await alone(prepare).catch(giveUp)
standAside()
// Only sign-ins have a baseline to be installed.
if (parameters.every((name) => name.startsWith('-')) || parameters.includes('sign-ins')) installBaseline()
run(process.execPath, ['--import', 'tsx', 'bench/run.ts', ...parameters], root)
