#!/usr/bin/env node
// `npm run restore -- <folder>`: brings a backup into an empty installation. Sets up whatever is missing first, as `npm start`
// does, since the machine may be new. Node's own modules only, since at first nothing is installed.
import { keepWhence } from './steps/built-command.js'
import { install } from './steps/install.js'
import { alone } from './steps/lock.js'
import { requireNode } from './steps/require-node.js'
import { root } from './steps/root.js'
import { giveUp, standAside } from './steps/run.js'

requireNode()
keepWhence()
process.chdir(root)
await alone(async () => {
  await install()
  const { build } = await import('./steps/build.js')
  await build()
}).catch(giveUp)

standAside()
await import('../dist/restore.js')
