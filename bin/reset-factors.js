#!/usr/bin/env node
// `npm run reset-factors -- <address>`: for the last administrator, who lost every second factor. Works on the
// installation of DATA_DIR or DATABASE_URL, whether Foyer runs on it or not.
import { runBuilt } from './steps/built-command.js'

await runBuilt('reset-factors')
