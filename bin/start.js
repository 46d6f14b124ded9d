#!/usr/bin/env node
// `npm start`: sets up whatever is missing, then becomes the server. Node's own modules only, since at first
// nothing is installed.
import { install } from './steps/install.js'
import { alone } from './steps/lock.js'
import { requireNode } from './steps/require-node.js'
import { root } from './steps/root.js'
import { giveUp, standAside } from './steps/run.js'

requireNode()
process.chdir(root)
await alone(async () => {
  await install()
  const { build } = await import('./steps/build.js')
  await build()
}).catch(giveUp)

standAside()
process.env.NODE_ENV = 'production'
process.env.NEXT_TELEMETRY_DISABLED = '1'
await import('../dist/main.js')
