import { defineConfig } from '@playwright/test'
import type { Engine } from '../e2e/engines/test'
import base from './playwright.config'

/** An engine other than Chromium, on a Foyer of its own. */
export default defineConfig<object, { engine: Engine }>({
  ...base,
  workers: 1,
  use: { engine: JSON.parse(process.env.ENGINE ?? '{"name":"firefox","program":"/usr/bin/firefox-esr"}') as Engine },
  projects: [{ name: 'engines', testMatch: 'engines/**/*.spec.ts' }],
})
