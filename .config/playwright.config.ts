import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'

const root = fileURLToPath(new URL('..', import.meta.url))
const port = Number(process.env.E2E_PORT ?? 4800)
process.env.FOYER_URL = `http://localhost:${port}`
process.env.MAIL_WINDOW = `http://127.0.0.1:${port + 1}`

const longest = 'refusals/forms.spec.ts'

export default defineConfig({
  testDir: `${root}e2e`,
  outputDir: `${root}.tmp/e2e/results`,
  globalSetup: `${root}e2e/fixtures/world.ts`,
  workers: 2,
  fullyParallel: true,
  // A machine that is busy with something else takes long over everything.
  timeout: 240_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE
    ? [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE }]]
    : 'list',
  use: {
    baseURL: process.env.FOYER_URL,
    // Well before the test's own end, so that what was waited for is told.
    actionTimeout: 100_000,
    locale: 'en-US',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [
    { name: 'cast', testMatch: 'fixtures/cast.setup.ts' },
    // The longest of all begins first, so that nothing waits for it alone at the end.
    { name: 'longest', testMatch: longest, dependencies: ['cast'] },
    {
      name: 'stories',
      testMatch: ['journeys/**/*.spec.ts', 'refusals/**/*.spec.ts'],
      testIgnore: longest,
      dependencies: ['cast'],
    },
    // What is only known once everything else has been done.
    { name: 'last', testMatch: 'refusals/**/*.last.ts', dependencies: ['longest', 'stories'] },
  ],
})
