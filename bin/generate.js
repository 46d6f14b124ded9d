#!/usr/bin/env node
// Generates the Prisma client. Prisma's CLI insists on a schema-engine binary that `generate`
// never runs; any executable satisfies it. Only here: with a stand-in, `prisma migrate` would
// exit 0 and do nothing.
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from './steps/root.js'
import { giveUp, run } from './steps/run.js'

export const generate = () =>
  run(path.join(root, 'node_modules/prisma/build/index.js'), ['generate', '--schema', 'prisma/schema', '--no-hints'], {
    env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  })

if (process.argv[1] === fileURLToPath(import.meta.url)) await generate().catch(giveUp)
