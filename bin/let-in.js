#!/usr/bin/env node
// `npm run let-in -- <address>`: a link for somebody whose codes others have used up, and who has none of our mails.
// Works on the installation of DATA_DIR or DATABASE_URL, whether Foyer runs on it or not.
import { runBuilt } from './steps/built-command.js'

await runBuilt('let-in')
