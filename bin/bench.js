#!/usr/bin/env node
// Measures Foyer beside its baselines in one run and writes docs/benchmarks.md. `--quick`: a short run that
// only shows that everything works, and writes nothing.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const baseline = path.join(root, 'bench/better-auth')

/** Installs what a folder's lock file names, unless that is what is there. */
function install(directory) {
  const wanted = path.join(directory, 'package-lock.json')
  const there = path.join(directory, 'node_modules/.package-lock.json')
  if (existsSync(there) && statSync(there).mtimeMs >= statSync(wanted).mtimeMs) return
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], directory)
}

function run(command, parameters, cwd) {
  const { status, error } = spawnSync(command, parameters, { cwd, stdio: 'inherit' })
  if (status !== 0) {
    if (error) console.error(error.message)
    process.exit(status || 1)
  }
}

if (!existsSync(path.join(root, 'node_modules/tsx'))) install(root)
install(baseline)
run(process.execPath, ['--import', 'tsx', 'bench/run.ts', ...process.argv.slice(2)], root)
