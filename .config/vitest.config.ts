import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

export default defineConfig({
  root,
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  test: {
    include: ['{lib,server,components,app,bin}/**/*.test.{ts,tsx}'],
    globalSetup: '.config/vitest.database.ts',
    setupFiles: ['.config/vitest.afresh.ts', '.config/vitest.setup.ts'],
    // It imports `next/server` without the ending that Node asks for.
    server: { deps: { inline: ['next-auth'] } },
    pool: 'forks',
    // Processes are shared, what the files of tests import of ours is not (vitest.afresh).
    isolate: false,
    // More than there are processors: a test mostly waits for the database, and on a busy machine for its turn.
    maxWorkers: 4,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 300_000 } },
    // Processes are started and ended here while others run: a machine that stutters gets a second chance.
    retry: process.env.CI ? 2 : 0,
  },
})
