#!/usr/bin/env node
// `npm run release`: writes down what the version in package.json calls its actions, for the next one to know its forms by.
import { readFileSync, writeFileSync } from 'node:fs'
import { build } from './steps/build.js'
import { install } from './steps/install.js'
import { alone } from './steps/lock.js'
import { root } from './steps/root.js'
import { giveUp } from './steps/run.js'

process.chdir(root)
await alone(async () => {
  await install()
  await build()
}).catch(giveUp)

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const { node, edge } = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8'))
const actions = Object.entries({ ...node, ...edge }).map(([id, { filename, exportedName }]) => [
  `${filename} ${exportedName}`,
  id,
])
const written = { version, actions: Object.fromEntries(actions.sort(([one], [other]) => (one < other ? -1 : 1))) }
writeFileSync('server/forms/released-actions.json', `${JSON.stringify(written, null, 2)}\n`)
console.log(`Written: the ${actions.length} actions of ${version}. Empty server/forms/renamed-actions.ts.`)
