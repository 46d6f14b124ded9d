#!/usr/bin/env node
// `npm run backup -- <folder>`: copies everything of the installation of DATA_DIR or DATABASE_URL, whether Foyer runs on it or not.
import { runBuilt } from './steps/built-command.js'

await runBuilt('backup')
