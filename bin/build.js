#!/usr/bin/env node
// Installs, generates and builds whatever is missing or out of date, then stops.
import { build } from './steps/build.js'
import { install } from './steps/install.js'
import { alone } from './steps/lock.js'
import { giveUp } from './steps/run.js'

await alone(async () => {
  await install()
  await build()
}).catch(giveUp)
