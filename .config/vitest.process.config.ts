import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Whole processes of the production build, started, stopped and killed. */
export default defineConfig({
  root,
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  test: {
    include: ['e2e/process/**/*.test.ts'],
    // Mostly waited for: a process that starts, a signal, the time that something may take.
    maxWorkers: 2,
    // A machine that is busy with something else takes long over everything.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 300_000 } },
    retry: process.env.CI ? 2 : 0,
  },
})
