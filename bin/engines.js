#!/usr/bin/env node
// `npm run test:engines`: the guest's path and one task of each other kind of person in Firefox and WebKit.
import path from 'node:path'
import { findEngines } from './steps/engines.js'
import { install } from './steps/install.js'
import { alone } from './steps/lock.js'
import { root } from './steps/root.js'
import { giveUp, run } from './steps/run.js'

process.chdir(root)
await alone(() => install({ dev: true })).catch(giveUp)
const { build } = await import('./steps/build.js')
await alone(build).catch(giveUp)

async function tryIn(engine) {
  const { name, program, packages } = engine
  if (!program) return console.error(`${name} is not here: apt-get install ${packages}`)
  const env = { ENGINE: JSON.stringify(engine) }
  return (
    (await run(
      path.join(root, 'node_modules/@playwright/test/cli.js'),
      ['test', '--config', '.config/playwright.engines.config.ts'],
      { loud: true, strict: false, env },
    )) === 0
  )
}

for (const engine of findEngines()) if (!(await tryIn(engine))) process.exitCode = 1
