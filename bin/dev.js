#!/usr/bin/env node
// `npm run dev`: the same server, with pages built as they are asked for and the rest read as it stands.
import { spawn } from 'node:child_process'
import { install } from './steps/install.js'
import { alone } from './steps/lock.js'
import { requireNode } from './steps/require-node.js'
import { root } from './steps/root.js'
import { giveUp, standAside } from './steps/run.js'

requireNode()
await alone(async () => {
  await install({ dev: true })
  const { generateClient } = await import('./steps/build.js')
  await generateClient()
}).catch(giveUp)

standAside()
const env = { ...process.env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' }
const server = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], { cwd: root, env, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal))
server.on('exit', (status) => process.exit(status ?? 1))
