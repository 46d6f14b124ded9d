#!/usr/bin/env node
// `npm test`: installs what the tests need, then everything that must hold, side by side where it fits.
import { rmSync } from 'node:fs'
import path from 'node:path'
import { findEngines } from './steps/engines.js'
import { findRecommendedNode, isRecommended, RECOMMENDED } from './steps/recommended-node.js'
import { install } from './steps/install.js'
import { alone } from './steps/lock.js'
import { readReport, reportFile } from './steps/report.js'
import { root } from './steps/root.js'
import { giveUp, run } from './steps/run.js'

process.chdir(root)
process.env.NEXT_TELEMETRY_DISABLED = '1'
const tool = (name) => path.join(root, 'node_modules', name)
const count = { passed: 0, failed: 0 }
/** What each failed test said: told once more at the end, where it is looked for. */
const failures = []

async function check(name, script, parameters, options = {}) {
  const began = performance.now()
  const status = await run(script, parameters, { loud: true, strict: false, ...options })
  tally(name, status)
  console.log(`${status === 0 ? 'passed' : 'FAILED'}: ${name} (${Math.round((performance.now() - began) / 1000)} s)`)
}

const vitest = (name, config, options, files = []) =>
  check(
    name,
    tool('vitest/vitest.mjs'),
    [
      'run',
      '--config',
      config,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile(name)}`,
      ...files,
    ],
    options,
  )

const playwright = (name, config, env = {}) =>
  check(name, tool('@playwright/test/cli.js'), ['test', '--config', config], {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile(name), ...env },
  })

/** Counts what a runner counted, or the check itself as one. */
function tally(name, status) {
  const report = readReport(name)
  count.passed += report?.passed ?? (status === 0 ? 1 : 0)
  count.failed += Math.max(report?.failed ?? 0, status === 0 ? 0 : 1)
  failures.push(...(report?.failures ?? []))
}

/** Checks what needs no server. What each check said is told once it ended, since others talk meanwhile. */
async function checkSource() {
  const quiet = { loud: 'at its end' }
  await check('types', tool('typescript-7/bin/tsc'), ['--noEmit'], quiet)
  const format = ['--config', '.config/prettier.json', '--check', '**/*.{ts,tsx,js,css}']
  await check('format', tool('prettier/bin/prettier.cjs'), format, quiet)
  const lint = ['-c', '.config/eslint.config.js', '.', '--max-warnings', '0']
  await check('lint', tool('eslint/bin/eslint.js'), lint, quiet)
  const promises = ['-c', '.config/oxlint.json', '--type-aware', 'app', 'components', 'lib', 'server']
  await check('promises and switches', tool('oxlint/bin/oxlint'), promises, quiet)
  await check('nothing unused', tool('knip/bin/knip.js'), ['--config', '.config/knip.js'], quiet)
  await check('migrations add up to the schema', path.join(root, 'bin/migration.js'), ['--check'], quiet)
}

/** Tries what may depend on the version of Node.js on the recommended one, too. */
async function onRecommendedNode() {
  if (isRecommended) return
  if (!recommended)
    return console.log(`not run: Node.js ${RECOMMENDED}, which is not here and can't be had for this computer`)
  const options = { node: recommended, loud: 'at its end' }
  await vitest(`addresses, codes and files on Node.js ${RECOMMENDED}`, '.config/vitest.config.ts', options, [
    'lib/address',
    'lib/files',
    'lib/identity/passcodes/verify-passcode',
    'lib/identity/passcodes/read-code',
    'lib/secrets',
  ])
  await vitest(`a start and a journey on Node.js ${RECOMMENDED}`, '.config/vitest.process.config.ts', options, [
    'e2e/process/let-in',
  ])
}

rmSync(path.join(root, '.tmp/reports'), { recursive: true, force: true })
await alone(() => install({ dev: true })).catch(giveUp)
const { build, generateClient } = await import('./steps/build.js')
const { findChromium } = await import('./steps/chromium.js')
await alone(generateClient).catch(giveUp)
process.env.CHROMIUM = await findChromium().catch(giveUp)

const recommended = isRecommended ? null : findRecommendedNode()
await alone(build).catch(giveUp)
// Side by side with all that follows. The source is not checked beside the build, which writes types that it is checked with;
// whole processes that start, stop and are killed are mostly waited for.
const source = checkSource()
const processes = vitest('process', '.config/vitest.process.config.ts', { loud: 'at its end' }).then(onRecommendedNode)
await vitest('unit', '.config/vitest.config.ts')
await playwright('browser', '.config/playwright.config.ts')
for (const engine of findEngines()) {
  const { name, program, packages } = engine
  if (program) await playwright(name, '.config/playwright.engines.config.ts', { ENGINE: JSON.stringify(engine) })
  else console.log(`not run: ${name}, which is not here (apt-get install ${packages})`)
}

await Promise.all([source, processes])

for (const failure of failures) console.log(`\n✗ ${failure}`)
console.log(`${count.passed} passed, ${count.failed} failed`)
process.exitCode = count.failed === 0 ? 0 : 1
