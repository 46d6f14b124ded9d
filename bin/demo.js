#!/usr/bin/env node
// `npm run demo`: starts as `npm start` does, and on the way fills an empty installation with Woodgrove Bank.
process.env.FOYER_DEMO = '1'
await import('./start.js')
