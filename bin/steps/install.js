import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './root.js'
import { Failed, run } from './run.js'
import { say } from './say.js'
import { fingerprint } from './stamp.js'

const stamp = path.join(root, 'node_modules/.foyer-installed')

/** Installs what package-lock.json names and isn't there. `dev`: with the tools for tests and development. */
export async function install({ dev = false } = {}) {
  const withTools = dev || existsSync(path.join(root, 'node_modules/vitest'))
  const mark = `${fingerprint(['package-lock.json'])} ${withTools ? 'dev' : 'run'} ${process.platform} ${process.arch}`
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === mark) return
  if (!isComplete(withTools)) {
    say('Installing packages (a minute or two) …')
    await run(npm(), [
      'ci',
      '--no-audit',
      '--no-fund',
      '--include=optional',
      withTools ? '--include=dev' : '--omit=dev',
    ])
  }
  writeFileSync(stamp, mark)
}

/** npm itself, as the script it is: found beside the Node.js that runs us when npm did not start us. */
function npm() {
  const beside = path.dirname(process.execPath)
  const places = [
    process.env.npm_execpath ?? '',
    path.join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
    path.join(beside, 'node_modules/npm/bin/npm-cli.js'),
    '/usr/share/nodejs/npm/bin/npm-cli.js',
  ]
  const found = places.find((place) => /npm-cli\.js$/.test(place) && existsSync(place))
  if (!found) throw new Failed('npm was not found: start Foyer with `npm start`.')
  return found
}

/** npm writes down what it has installed when it is done, so a broken-off install never looks complete. */
function isComplete(withTools) {
  const wanted = packagesIn('package-lock.json')
  const there = packagesIn('node_modules/.package-lock.json')
  return Object.entries(wanted).every(
    ([place, { version, optional, dev, devOptional }]) =>
      !place ||
      optional ||
      devOptional ||
      (dev && !withTools) ||
      (there[place]?.version === version && existsSync(path.join(root, place))),
  )
}

function packagesIn(file) {
  const place = path.join(root, file)
  return existsSync(place) ? JSON.parse(readFileSync(place, 'utf8')).packages : {}
}
